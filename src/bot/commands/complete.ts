import { machineFromButton, machineFromText, OnlyMachine } from '../arguments.ts';
import { command } from '../command.ts';
import { completeDialog } from '../dialogs/complete.ts';
import { openQuestion } from '../open-question.ts';

/** Asks to confirm Complete Migration. */
export const complete = command({
  name: 'complete',
  aliases: ['finish'],
  role: 'operator',
  help: 'complete',
  group: 'move',
  kind: 'form',
  schema: OnlyMachine,
  fromText: machineFromText,
  fromButton: machineFromButton,
  run: ({ machine }, ctx) => openQuestion(ctx, { machine, verb: 'complete' }, { dialog: completeDialog, command: { type: 'request-completion' }, question: (m) => ctx.words.phrases.questions.complete(m) }),
});
