import { z } from 'zod';
import { stopSourceCard } from '../../cards/stop-source.ts';
import { machineIn, MachineText } from '../arguments.ts';
import { command } from '../command.ts';
import { decideOnMachine } from '../machine-decision.ts';

/** Confirms that the EC2 machine is stopped, where a person had to stop it. */
export const stopped = command({
  name: 'stopped',
  aliases: [],
  role: 'operator',
  help: 'stopped',
  group: 'decide',
  kind: 'decision',
  schema: z.strictObject({ machine: MachineText, etag: z.number().nullable() }),
  fromText: ({ words }) => ({ machine: machineIn(words), etag: null }),
  fromButton: (press) => ({ machine: press.id, etag: press.etag }),
  run: ({ machine, etag }, ctx) =>
    decideOnMachine(ctx, { machine, verb: 'stopped' }, {
      waits: 'stopping-source',
      etag,
      ask: (status, now) => stopSourceCard({ status, etag: now }, ctx.words),
      act: (m) => ctx.usecases.confirmStopped(m.id, ctx.who),
      said: ({ name }) => ctx.words.stops.confirmed(name),
    }),
});
