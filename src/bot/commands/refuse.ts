import { z } from 'zod';
import { acceptanceCard } from '../../cards/acceptance.ts';
import { inputText, SelectionText, selectorText, Sentence } from '../arguments.ts';
import { askBulk } from '../bulk-ask.ts';
import { withSelected } from '../bulk-target.ts';
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
  schema: z.strictObject({ target: SelectionText, reason: Sentence, etag: z.number().nullable() }),
  fromText: ({ words, because }) => ({ target: selectorText(words), reason: because ?? '', etag: null }),
  inThread: { of: 'both', picks: true },
  fromButton: (press) => ({ target: press.id, reason: inputText(press, 'reason'), etag: press.etag }),
  run: ({ target, reason, etag }, ctx) =>
    withSelected(ctx, target, {
      actsAtOnce: true,
      one: (machine) =>
        decideOnMachine(ctx, { machine, verb: 'refuse' }, {
          waits: 'in-azure',
          etag,
          ask: (status, now) => acceptanceCard({ status, vm: status.migration.target.vmName, etag: now }, ctx.words),
          act: (m) => ctx.usecases.refuseAcceptance({ id: m.id, reason, who: ctx.who }),
          said: ({ name }) => ctx.words.phrases.outcomes.refused(name),
        }),
      many: (selected) => askBulk(ctx, selected, { verb: 'refuse', reason }),
    }),
});
