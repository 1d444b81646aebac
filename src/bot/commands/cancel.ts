import { z } from 'zod';
import { decideOnApproval } from '../approval-decision.ts';
import { approvalFromText, ApprovalText, Sentence } from '../arguments.ts';
import { command } from '../command.ts';
import { rejected, say } from '../replies.ts';

/** Withdraws a request, or explains why nothing else can be cancelled; `cancel` alone belongs to an open form and does not come here while there is one. */
export const cancel = command({
  name: 'cancel',
  aliases: ['abort'],
  role: 'viewer',
  help: 'withdraw',
  group: 'decide',
  kind: 'decision',
  schema: z.object({ what: z.boolean(), id: ApprovalText.optional(), text: Sentence }),
  fromText: (line) => ({ ...approvalFromText(line), what: line.words.length > 0 }),
  fromButton: () => null,
  async run({ what, id, text }, ctx) {
    if (id !== undefined) return decideOnApproval(ctx, id, ctx.usecases.withdraw({ id, reason: text, who: ctx.who }));
    // Never an attempt: replication has stopped when a failover runs, and would not resume.
    return what ? rejected(ctx, { code: 'no-cancel', detail: {} }) : [say(ctx, ctx.words.answers.nothingToCancel)];
  },
});
