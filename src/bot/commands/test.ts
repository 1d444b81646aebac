import { askBulk } from '../bulk-ask.ts';
import { withSelected } from '../bulk-target.ts';
import { selectionFromButton, selectionFromText, OnlySelection } from '../arguments.ts';
import { command } from '../command.ts';
import { dryRunOn } from '../dry-run.ts';
import { testDialog } from '../dialogs/test.ts';
import { openQuestion } from '../open-question.ts';

/** Asks to confirm a test failover into the isolated network, of one machine or of several. */
export const test = command({
  name: 'test',
  aliases: ['testfailover', 'try'],
  role: 'operator',
  help: 'test',
  group: 'move',
  kind: 'form',
  schema: OnlySelection,
  fromText: selectionFromText,
  fromButton: selectionFromButton,
  dryRun: ({ target }, ctx) => dryRunOn(ctx, target, { verb: 'test', command: { type: 'request-test' } }),
  run: ({ target }, ctx) =>
    withSelected(ctx, target, {
      one: (machine) => openQuestion(ctx, { machine, verb: 'test' }, { dialog: testDialog, command: { type: 'request-test' }, question: (m) => ctx.words.phrases.questions.test(m) }),
      many: (selected) => askBulk(ctx, selected, { verb: 'test' }),
    }),
});
