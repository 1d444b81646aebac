import { askedFromButton, AskedMachine, machineFromText } from '../arguments.ts';
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
  schema: AskedMachine,
  fromText: machineFromText,
  fromButton: askedFromButton,
  run: ({ machine, etag }, ctx) => openQuestion(ctx, { machine, verb: 'retry' }, { dialog: retryDialog, command: { type: 'retry' }, asked: etag !== null, question: (m) => ctx.words.phrases.questions.retry(m, ctx.words.state.state(m)) }),
});
