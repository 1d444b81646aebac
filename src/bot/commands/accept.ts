import { z } from 'zod';
import { acceptanceCard } from '../../cards/acceptance.ts';
import { SelectionText, selectorText } from '../arguments.ts';
import { askBulk } from '../bulk-ask.ts';
import { withSelected } from '../bulk-target.ts';
import { command } from '../command.ts';
import { decideOnMachine } from '../machine-decision.ts';

/** The owner accepts the machine in Azure; who the owner is decides the record, not a role. */
export const accept = command({
  name: 'accept',
  aliases: ['accepted'],
  role: 'viewer',
  help: 'accept',
  group: 'decide',
  kind: 'decision',
  schema: z.strictObject({ target: SelectionText, etag: z.number().nullable() }),
  fromText: ({ words }) => ({ target: selectorText(words), etag: null }),
  inThread: { of: 'both', picks: true },
  fromButton: (press) => ({ target: press.id, etag: press.etag }),
  run: ({ target, etag }, ctx) =>
    withSelected(ctx, target, {
      actsAtOnce: true,
      one: (machine) =>
        decideOnMachine(ctx, { machine, verb: 'accept' }, {
          waits: 'in-azure',
          etag,
          ask: (status, now) => acceptanceCard({ status, vm: status.migration.target.vmName, etag: now }, ctx.words),
          act: (m) => ctx.usecases.accept(m.id, ctx.who),
          said: ({ name }) => ctx.words.phrases.outcomes.accepted(name),
        }),
      many: (selected) => askBulk(ctx, selected, { verb: 'accept' }),
    }),
});
