import { z } from 'zod';
import { approvalIdOf } from '../../domain/ids.ts';
import { SelectionText, selectorText, Sentence } from '../arguments.ts';
import { withSelected } from '../bulk-target.ts';
import { command } from '../command.ts';
import { dryRunComplete } from '../dry-run-approved.ts';
import { beginWaveComplete, completeWaveDialog } from '../dialogs/complete-wave.ts';
import { completeDialog } from '../dialogs/complete.ts';
import { startForm } from '../forms.ts';
import { openQuestion } from '../open-question.ts';
import { readyOf } from '../wave-run.ts';

/** Asks to confirm Complete Migration, of one machine or of the accepted ones of a wave. */
export const complete = command({
  name: 'complete',
  aliases: ['finish'],
  role: 'operator',
  help: 'complete',
  group: 'move',
  kind: 'form',
  schema: z.strictObject({ target: SelectionText, reason: Sentence }),
  fromText: ({ words, because }) => ({ target: selectorText(words), ...(because === null ? {} : { reason: because }) }),
  inThread: { of: 'both', picks: true },
  fromButton: (press) => ({ target: press.id }),
  dryRun: ({ target, reason }, ctx) => dryRunComplete(ctx, target, reason),
  run: ({ target, reason }, ctx) =>
    withSelected(ctx, target, {
      one: (machine) =>
        openQuestion(ctx, { machine, verb: 'complete' }, {
          dialog: completeDialog,
          command: { type: 'request-completion', reason, approvalId: approvalIdOf(0), contentHash: '' },
          question: (m) => ctx.words.phrases.questions.complete(m),
          ...(reason === '' ? {} : { text: reason }),
        }),
      many: async (selected) => {
        const ready = await readyOf(ctx, selected, { operation: 'complete', release: false });
        return 'replies' in ready ? ready.replies : startForm(ctx, completeWaveDialog, beginWaveComplete(ready, reason));
      },
    }),
});
