import { machineFromButton, machineFromText, OnlyMachine } from '../arguments.ts';
import { command } from '../command.ts';
import { retryDialog } from '../dialogs/retry.ts';
import { openQuestion } from '../open-question.ts';

/** Asks to confirm another try of a stuck step. */
export const retry = command({
  name: 'retry',
  aliases: ['again'],
  role: 'operator',
  help: 'retry',
  group: 'trouble',
  kind: 'form',
  schema: OnlyMachine,
  fromText: machineFromText,
  fromButton: machineFromButton,
  run: ({ machine }, ctx) => openQuestion(ctx, { machine, verb: 'retry' }, { dialog: retryDialog, command: { type: 'retry' }, question: (m) => ctx.words.phrases.questions.retry(m, ctx.words.state.state(m)) }),
});
