import { z } from 'zod';
import { acceptanceCard } from '../../cards/acceptance.ts';
import { inputText, machineIn, MachineText, Sentence } from '../arguments.ts';
import { command } from '../command.ts';
import { decideOnMachine } from '../machine-decision.ts';

/** The owner says that the machine in Azure is not good, and why. */
export const refuse = command({
  name: 'refuse',
  aliases: ['refused'],
  role: 'viewer',
  help: 'refuse',
  group: 'decide',
  kind: 'decision',
  schema: z.strictObject({ machine: MachineText, reason: Sentence, etag: z.number().nullable() }),
  fromText: ({ words, because }) => ({ machine: machineIn(words), reason: because ?? '', etag: null }),
  fromButton: (press) => ({ machine: press.id, reason: inputText(press, 'reason'), etag: press.etag }),
  run: ({ machine, reason, etag }, ctx) =>
    decideOnMachine(ctx, { machine, verb: 'refuse' }, {
      waits: 'in-azure',
      etag,
      ask: (status, now) => acceptanceCard({ status, vm: status.migration.target.vmName, etag: now }, ctx.words),
      act: (m) => ctx.usecases.refuseAcceptance({ id: m.id, reason, who: ctx.who }),
      said: (name) => ctx.words.phrases.outcomes.refused(name),
    }),
});
