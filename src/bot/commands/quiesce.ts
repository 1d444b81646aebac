import { z } from 'zod';
import { quiesceCard } from '../../cards/quiesce.ts';
import { machineIn, MachineText } from '../arguments.ts';
import { command } from '../command.ts';
import { decideOnMachine } from '../machine-decision.ts';

/** Confirms that the application is stopped. */
export const quiesce = command({
  name: 'quiesce',
  aliases: ['quiet', 'quiesced'],
  role: 'operator',
  help: 'quiesce',
  group: 'decide',
  kind: 'decision',
  schema: z.strictObject({ machine: MachineText, etag: z.number().nullable() }),
  fromText: ({ words }) => ({ machine: machineIn(words), etag: null }),
  fromButton: (press) => ({ machine: press.id, etag: press.etag }),
  run: ({ machine, etag }, ctx) =>
    decideOnMachine(ctx, { machine, verb: 'quiesce' }, {
      waits: 'quiescing',
      etag,
      ask: (status, now) => quiesceCard({ status, etag: now }, ctx.words),
      act: (m) => ctx.usecases.confirmQuiesce(m.id, ctx.who),
      said: (name) => ctx.words.phrases.outcomes.quiesced(name),
    }),
});
