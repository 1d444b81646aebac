import { countedText } from '../cards/approval-facts.ts';
import { approvalSupersededCard } from '../cards/approval-superseded.ts';
import { approvalCard } from '../cards/approval.ts';
import { isAnswerable } from '../domain/approval/open.ts';
import type { Approval } from '../domain/approval/types.ts';
import type { ApprovalId } from '../domain/ids.ts';
import type { Outcome, Rejection } from '../usecases/types.ts';
import type { Ctx } from './context.ts';
import { refuse, rejected, say, swap } from './replies.ts';
import type { Reply } from './turn.ts';

/** Refusals after which the pressed card is shown as it stands now: it must not go on asking for what was said already. */
const OVER: ReadonlySet<Rejection['code']> = new Set(['already-decided', 'rejection-stands', 'expired', 'asked-again']);

/** Takes an answer to a request for approval and shows what became of it. */
export async function decideOnApproval(ctx: Ctx, id: ApprovalId, answer: Outcome<Approval>): Promise<readonly Reply[]> {
  const result = await answer;
  if (result.ok) return shown(ctx, result.value, [say(ctx, ctx.words.answers.recorded)]);
  if (ctx.typed || !OVER.has(result.error.code)) return rejected(ctx, result.error);
  const approval = await ctx.usecases.approval(id);
  const told = refuse(ctx, ctx.words.rejection(result.error));
  if (approval === null) return [told];
  return result.error.code === 'asked-again' ? [...swap(approvalSupersededCard(approval, null, ctx.words)), told] : shown(ctx, approval, [told]);
}

/** A question decides nothing: whoever typed it is told, a pressed card shows it. */
export async function askAboutApproval(ctx: Ctx, id: ApprovalId, answer: Outcome<Approval>): Promise<readonly Reply[]> {
  const result = await answer;
  if (!result.ok || !ctx.typed) return decideOnApproval(ctx, id, answer);
  return [say(ctx, ctx.words.answers.questionPosted(id))];
}

/** The request as it stands now. A typed word gives its standing alone: its card is where it was posted, and no second one is left to go on asking. */
export async function showApproval(ctx: Ctx, id: ApprovalId): Promise<readonly Reply[]> {
  const approval = await ctx.usecases.approval(id);
  return approval === null ? rejected(ctx, { code: 'no-such-approval', detail: { id } }) : shown(ctx, approval, []);
}

/** The card in its present state takes the place of the pressed one; without the machine only the words are left. */
async function shown(ctx: Ctx, approval: Approval, words: readonly Reply[]): Promise<readonly Reply[]> {
  const status = await ctx.usecases.status(approval.migrationId);
  if (status === null) return words;
  // Of a card that still asks there is one in each place: typed words do not post another, which nobody would keep up.
  if (ctx.typed && isAnswerable(approval, ctx.clock.now())) return [say(ctx, counted(ctx, approval))];
  const { migration } = status;
  return swap(approvalCard({ approval, migration, now: ctx.clock.now(), etag: approval.approvals.length }, ctx.words));
}

function counted(ctx: Ctx, approval: Approval): string {
  return ctx.words.answers.recordedAnswer(approval.id, countedText(approval, ctx.words));
}
