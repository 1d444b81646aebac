import { z } from 'zod';
import { askAboutApproval } from '../approval-decision.ts';
import { ApprovalText, inputText, questionFromText, Sentence } from '../arguments.ts';
import { command } from '../command.ts';

/** Posts an approver's question to the requester; decides nothing. */
export const ask = command({
  name: 'ask',
  aliases: ['question'],
  role: 'viewer',
  help: 'ask',
  group: 'decide',
  kind: 'decision',
  schema: z.strictObject({ id: ApprovalText, text: Sentence }),
  fromText: questionFromText,
  fromButton: (press) => ({ id: press.id, text: inputText(press, 'question') }),
  run: ({ id, text }, ctx) => askAboutApproval(ctx, id, ctx.usecases.ask({ id, text, who: ctx.who })),
});
