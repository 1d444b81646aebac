import { z } from 'zod';
import { decideOnApproval } from '../approval-decision.ts';
import { approvalFromText, ApprovalText, inputText, Sentence } from '../arguments.ts';
import { command } from '../command.ts';

/** Takes one's own request back. */
export const withdraw = command({
  name: 'withdraw',
  aliases: [],
  role: 'viewer',
  help: 'withdraw',
  group: 'decide',
  kind: 'decision',
  schema: z.strictObject({ id: ApprovalText, text: Sentence }),
  fromText: approvalFromText,
  fromButton: (press) => ({ id: press.id, text: inputText(press, 'reason') }),
  run: ({ id, text }, ctx) => decideOnApproval(ctx, id, ctx.usecases.withdraw({ id, reason: text, who: ctx.who })),
});
