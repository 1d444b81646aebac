import { z } from 'zod';
import { decideOnApproval } from '../approval-decision.ts';
import { answerFromText, ApprovalText, CardHash, inputText, Round, roundOf, Sentence } from '../arguments.ts';
import { command } from '../command.ts';
import { dryRunApproval } from '../dry-run.ts';

/** Approves a request; who may is decided by the request itself, so that every refusal is on record. */
export const approve = command({
  name: 'approve',
  aliases: ['approved'],
  role: 'viewer',
  help: 'approve',
  group: 'decide',
  kind: 'decision',
  schema: z.strictObject({ id: ApprovalText, text: Sentence, typed: Sentence, again: z.boolean().default(false), keepAll: z.boolean().exactOptional(), round: Round, card: CardHash }),
  fromText: answerFromText,
  fromButton: (press) => ({ id: press.id, text: inputText(press, 'comment'), typed: inputText(press, 'typed'), ...(inputText(press, 'removals') === 'false' ? { keepAll: true } : {}), round: roundOf(press), card: press.shown }),
  dryRun: ({ id }, ctx) => dryRunApproval(ctx, id),
  run: ({ id, text, ...said }, ctx) => decideOnApproval(ctx, id, ctx.usecases.approve({ id, comment: text, who: ctx.who, ...said })),
});
