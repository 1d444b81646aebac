import { z } from 'zod';
import { SelectionText, selectorText } from '../arguments.ts';
import { askBulk } from '../bulk-ask.ts';
import { withSelected } from '../bulk-target.ts';
import { command } from '../command.ts';
import { dryRunOn } from '../dry-run.ts';
import { retryDialog } from '../dialogs/retry.ts';
import { openQuestion } from '../open-question.ts';

/** Asks to confirm another try of a stuck step, of one machine or of those of several that are stuck. */
export const retry = command({
  name: 'retry',
  aliases: ['again'],
  role: 'operator',
  help: 'retry',
  group: 'trouble',
  kind: 'form',
  schema: z.strictObject({ target: SelectionText, etag: z.number().nullable().default(null) }),
  fromText: (line) => ({ target: selectorText(line.words), ...(line.because === null ? {} : { reason: line.because }) }),
  inThread: { of: 'both', picks: true },
  fromButton: (press) => ({ target: press.id, etag: press.etag }),
  dryRun: ({ target }, ctx) => dryRunOn(ctx, target, { verb: 'retry', command: { type: 'retry' } }),
  run: ({ target, etag }, ctx) =>
    withSelected(ctx, target, {
      one: (machine) => openQuestion(ctx, { machine, verb: 'retry' }, { dialog: retryDialog, command: { type: 'retry' }, asked: etag !== null, question: (m) => ctx.words.phrases.questions.retry(m, ctx.words.state.state(m)) }),
      many: (selected) => askBulk(ctx, selected, { verb: 'retry' }),
    }),
});
