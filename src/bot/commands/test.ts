import { z } from 'zod';
import { askBulk } from '../bulk-ask.ts';
import { withSelected } from '../bulk-target.ts';
import { selectionFromButton, selectionFromText, SelectionText } from '../arguments.ts';
import { command } from '../command.ts';
import { dryRunOn, type Ahead } from '../dry-run.ts';
import { testDialog } from '../dialogs/test.ts';
import type { Line } from '../line.ts';
import { openQuestion } from '../open-question.ts';
import { refuse } from '../replies.ts';

/** Asks to confirm a test failover into the isolated network, of one machine or of several. */
export const test = command({
  name: 'test',
  aliases: ['testfailover', 'try'],
  role: 'operator',
  help: 'test',
  group: 'move',
  kind: 'form',
  schema: z.strictObject({ target: SelectionText, clean: z.boolean().default(false) }),
  fromText,
  inThread: { of: 'both', picks: true, about: (words) => words.slice(cleanWords(words)), after: cleanWords },
  fromButton: selectionFromButton,
  dryRun: ({ target, clean }, ctx) => dryRunOn(ctx, target, clean ? CLEAN : { verb: 'test', command: { type: 'request-test' } }),
  run: async ({ target, clean }, ctx) => {
    if (clean) return [refuse(ctx, ctx.words.bulk.cleanFollows(target))];
    return withSelected(ctx, target, {
      one: (machine) => openQuestion(ctx, { machine, verb: 'test' }, { dialog: testDialog, command: { type: 'request-test' }, question: (m) => ctx.words.phrases.questions.test(m) }),
      many: (selected) => askBulk(ctx, selected, { verb: 'test' }),
    });
  },
});

/** Nothing but a verdict leads to a clean-up; which one makes no difference to what is sent but for the comment. */
const CLEAN: Ahead = { verb: 'verdict', command: { type: 'give-verdict', works: true, reason: '' }, rest: 'works' };

/** How many words say that the clean-up is meant. */
function cleanWords([first = '']: readonly string[]): number {
  return /^clean(?:-?up)?$/i.test(first) ? 1 : 0;
}

/** `test W07`, `test clean W07`. */
function fromText(line: Line): object {
  const rest = line.words.slice(1);
  return cleanWords(line.words) > 0 && rest.length > 0 ? { ...selectionFromText({ ...line, words: rest }), clean: true } : selectionFromText(line);
}
