import { askedFromButton, AskedMachine, machineFromText } from '../arguments.ts';
import { command } from '../command.ts';
import { adoptDialog } from '../dialogs/adopt.ts';
import { openQuestion } from '../open-question.ts';

/** Asks to confirm that what was done outside Ferry is the truth. */
export const adopt = command({
  name: 'adopt',
  aliases: [],
  role: 'operator',
  help: 'adopt',
  group: 'trouble',
  kind: 'form',
  schema: AskedMachine,
  fromText: machineFromText,
  inThread: { of: 'machine' },
  fromButton: askedFromButton,
  run: ({ machine, etag }, ctx) => openQuestion(ctx, { machine, verb: 'adopt' }, { dialog: adoptDialog, command: { type: 'adopt-drift' }, asked: etag !== null, question: (m) => ctx.words.phrases.questions.adopt(m, ctx.words.state.state(m)) }),
});
