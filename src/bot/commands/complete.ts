import { z } from 'zod';
import { approvalIdOf } from '../../domain/ids.ts';
import { machineFromButton, machineFromText, MachineText, Sentence } from '../arguments.ts';
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
  schema: z.strictObject({ machine: MachineText, reason: Sentence }),
  fromText: machineFromText,
  fromButton: machineFromButton,
  run: ({ machine, reason }, ctx) =>
    openQuestion(ctx, { machine, verb: 'complete' }, {
      dialog: completeDialog,
      command: { type: 'request-completion', reason, approvalId: approvalIdOf(0), contentHash: '' },
      question: (m) => ctx.words.phrases.questions.complete(m),
      ...(reason === '' ? {} : { text: reason }),
    }),
});
