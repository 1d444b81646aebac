import { z } from 'zod';
import { decideOnApproval } from '../approval-decision.ts';
import { approvalFromText, ApprovalText, inputText, Sentence } from '../arguments.ts';
import { command } from '../command.ts';

/** Approves a request; who may is decided by the request itself, so that every refusal is on record. */
export const approve = command({
  name: 'approve',
  aliases: ['approved'],
  role: 'viewer',
  help: 'approve',
  group: 'decide',
  kind: 'decision',
  schema: z.strictObject({ id: ApprovalText, text: Sentence }),
  fromText: approvalFromText,
  fromButton: (press) => ({ id: press.id, text: inputText(press, 'comment') }),
  run: ({ id, text }, ctx) => decideOnApproval(ctx, id, ctx.usecases.approve({ id, comment: text, who: ctx.who })),
});
