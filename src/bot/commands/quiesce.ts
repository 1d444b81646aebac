import { z } from 'zod';
import { quiesceCard } from '../../cards/quiesce.ts';
import { SelectionText, selectorText } from '../arguments.ts';
import { askBulk } from '../bulk-ask.ts';
import { withSelected } from '../bulk-target.ts';
import { command } from '../command.ts';
import { dryRunOn } from '../dry-run.ts';
import { decideOnMachine } from '../machine-decision.ts';

/** Confirms that the application is stopped, on one machine or on several. */
export const quiesce = command({
  name: 'quiesce',
  aliases: ['quiesced'],
  role: 'operator',
  help: 'quiesce',
  group: 'decide',
  kind: 'decision',
  schema: z.strictObject({ target: SelectionText, etag: z.number().nullable() }),
  fromText: ({ words }) => ({ target: selectorText(words), etag: null }),
  inThread: { of: 'both', picks: true },
  fromButton: (press) => ({ target: press.id, etag: press.etag }),
  dryRun: ({ target }, ctx) => dryRunOn(ctx, target, { verb: 'quiesce', command: { type: 'confirm-quiesce' } }),
  run: ({ target, etag }, ctx) =>
    withSelected(ctx, target, {
      actsAtOnce: true,
      one: (machine) =>
        decideOnMachine(ctx, { machine, verb: 'quiesce' }, {
          waits: 'quiescing',
          etag,
          ask: (status, now) => quiesceCard({ status, etag: now }, ctx.words),
          act: (m) => ctx.usecases.confirmQuiesce(m.id, ctx.who),
          said: (m) => ctx.words.phrases.outcomes.quiesced(m.name, ctx.words.stops.afterQuiesce(m)),
        }),
      many: (selected) => askBulk(ctx, selected, { verb: 'quiesce' }),
    }),
});
