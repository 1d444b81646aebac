import { z } from 'zod';
import { decideOnApproval } from '../approval-decision.ts';
import { approvalFromText, ApprovalText, CardHash, inputText, Round, roundOf, Sentence } from '../arguments.ts';
import { command } from '../command.ts';

/** Rejects a request, with a reason. */
export const reject = command({
  name: 'reject',
  aliases: ['deny', 'decline', 'rejected'],
  role: 'viewer',
  help: 'reject',
  group: 'decide',
  kind: 'decision',
  schema: z.strictObject({ id: ApprovalText, text: Sentence, round: Round, card: CardHash }),
  fromText: approvalFromText,
  fromButton: (press) => ({ id: press.id, text: inputText(press, 'reason'), round: roundOf(press), card: press.shown }),
  run: ({ id, text, ...said }, ctx) => decideOnApproval(ctx, id, ctx.usecases.reject({ id, reason: text, who: ctx.who, ...said })),
});
