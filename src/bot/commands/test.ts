import { machineFromButton, machineFromText, OnlyMachine } from '../arguments.ts';
import { command } from '../command.ts';
import { testDialog } from '../dialogs/test.ts';
import { openQuestion } from '../open-question.ts';

/** Asks to confirm a test failover into the isolated network. */
export const test = command({
  name: 'test',
  aliases: ['testfailover', 'try'],
  role: 'operator',
  help: 'test',
  group: 'move',
  kind: 'form',
  schema: OnlyMachine,
  fromText: machineFromText,
  fromButton: machineFromButton,
  run: ({ machine }, ctx) => openQuestion(ctx, { machine, verb: 'test' }, { dialog: testDialog, command: { type: 'request-test' }, question: (m) => ctx.words.phrases.questions.test(m) }),
});
