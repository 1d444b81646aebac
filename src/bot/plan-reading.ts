/** What somebody gave as a plan: attached or pasted; and what is answered when it is wrong. */
import { planErrorsCard } from '../cards/plan-errors.ts';
import { no, ok, type Result } from '../domain/result.ts';
import { looksSecret } from '../domain/secret.ts';
import type { PlanReading } from '../usecases/plan-types.ts';
import type { Ctx } from './context.ts';
import { card } from './replies.ts';
import { secretDropped } from './security.ts';
import type { Reply } from './turn.ts';

/** The text of the plan; null when none was given, in words when it could not be taken. */
export async function planTextIn(ctx: Ctx, body: string | null): Promise<Result<string | null, string>> {
  if (body !== null && body.trim() !== '') return ok(body);
  const { file } = ctx;
  if (file === null) return ok(null);
  const read = await file.read();
  if (read.ok && !looksSecret(read.value)) return read;
  if (read.ok) return secretIn(ctx);
  const why = ctx.words.plan.refusals;
  const { most } = read.error;
  if (read.error.why === 'large') return no(ctx.words.rejection({ code: 'file-too-large', detail: { most: String(Math.round(most / 1024 / 1024)) } }));
  return no(ctx.words.rejection({ code: 'file-refused', detail: { why: why[read.error.why] } }));
}

/** As with a message: nothing of it is kept, and that it came is on record. */
async function secretIn(ctx: Ctx): Promise<Result<never, string>> {
  await secretDropped(ctx);
  return no(ctx.words.plan.secret);
}

/** All problems at once: ten on the card, all in the file. */
export function errorReplies(ctx: Ctx, r: PlanReading): readonly Reply[] {
  // The beginning of the hash tells one file of a person from the next, and keeps the address short.
  const link = ctx.exports.link({ kind: 'plan', id: `errors:${r.hash.slice(0, 12)}:${ctx.who.id}` });
  return card(planErrorsCard({ problems: r.problems, rows: r.rows, url: link?.url ?? null }, ctx.words));
}
