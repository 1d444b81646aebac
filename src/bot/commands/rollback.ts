import { z } from 'zod';
import { approvalIdOf } from '../../domain/ids.ts';
import { inputText, machineFromText, MachineText, Sentence } from '../arguments.ts';
import { command } from '../command.ts';
import { dryRunOne, named } from '../dry-run.ts';
import { rollbackDialog } from '../dialogs/rollback.ts';
import { withMigration } from '../machines.ts';
import { openQuestion } from '../open-question.ts';

/** Asks why, says what is lost, and asks for the approval of the way back to EC2; where nothing was stopped yet it ends the cutover. */
export const rollback = command({
  name: 'rollback',
  aliases: ['rollbacks', 'revert', 'undo', 'failback'],
  role: 'operator',
  help: 'rollback',
  group: 'trouble',
  kind: 'form',
  schema: z.strictObject({ machine: MachineText, reason: Sentence }),
  fromText: machineFromText,
  inThread: { of: 'machine' },
  fromButton: (press) => ({ machine: press.id, reason: inputText(press, 'reason') }),
  dryRun: ({ machine, reason }, ctx) => {
    const ahead = { verb: 'rollback', command: { type: 'request-rollback', reason: reason === '' ? '-' : reason, approvalId: approvalIdOf(0), contentHash: '' } } as const;
    return withMigration(ctx, named(machine, ahead), (m) => dryRunOne(ctx, m, ahead));
  },
  run: ({ machine, reason }, ctx) =>
    openQuestion(ctx, { machine, verb: 'rollback' }, {
      dialog: rollbackDialog,
      // The reason may still be asked for; every other refusal is told now.
      command: { type: 'request-rollback', reason: reason === '' ? '-' : reason, approvalId: approvalIdOf(0), contentHash: '' },
      question: (m) => ctx.words.phrases.questions.rollback(m, ctx.words.ladder.wayBack(m)),
      text: reason,
    }),
});
