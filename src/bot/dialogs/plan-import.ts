import { z } from 'zod';
import { frozenCard } from '../../cards/frozen.ts';
import { planDiffCard } from '../../cards/plan-diff.ts';
import type { PlanDiff } from '../../domain/plan-file/difference.ts';
import type { PlanReading } from '../../usecases/plan-types.ts';
import type { Ctx } from '../context.ts';
import { dialog, type Answer, type Finish, type Step } from '../dialog.ts';
import { isYes } from '../parse.ts';
import { errorReplies } from '../plan-reading.ts';
import { say, swap } from '../replies.ts';
import { WindowShape } from '../window-shape.ts';

const Names = z.array(z.string()).readonly();
const Value = z.object({ text: z.string(), window: WindowShape.nullable() }).readonly();
const Wave = z.object({
  wave: z.string(), isNew: z.boolean(), added: Names, removed: Names, changed: Names,
  moved: z.array(z.object({ machine: z.string(), from: z.string() }).readonly()).readonly(),
  fields: z.array(z.object({ field: z.enum(['owner', 'window', 'approvers', 'after', 'target', 'policy', 'note']), from: Value, to: Value }).readonly()).readonly(),
}).readonly();
const Counts = z.object({ waves: z.number(), newWaves: z.number(), added: z.number(), moved: z.number(), removed: z.number(), changed: z.number(), unchanged: z.number() }).readonly();
const Diff = z.object({ waves: z.array(Wave).readonly(), counts: Counts }).readonly() satisfies z.ZodType<PlanDiff>;
const Requests = z.array(z.object({ id: z.string(), voided: z.boolean(), without: Names }).readonly()).readonly();
const State = z.object({ hash: z.string(), seal: z.string(), rows: z.number(), diff: Diff, requests: Requests.default([]), problem: z.enum(['first', 'unclear', 'stale']).nullable() });
type State = Readonly<z.infer<typeof State>>;

/** Shows what a plan file would change, and stores exactly that. */
export const planImportDialog = dialog<State>({
  name: 'plan-import',
  schema: State,
  asksForText: () => false,
  step,
  view: (state, form, ctx) => planDiffCard({ diff: state.diff, requests: state.requests, rows: state.rows, problem: problemOf(state, ctx), form }, ctx.words),
  finish,
});

/** The first state: bound to the file and to the waves as they were. */
export function beginPlanImport(r: PlanReading): State {
  return { hash: r.hash, seal: r.seal, rows: r.rows, diff: r.diff, requests: r.requests, problem: null };
}

function step(state: State, answer: Answer): Step<State> {
  const yes = answer.kind === 'confirm' || (answer.kind === 'text' && (isYes(answer.text) || /^apply$/i.test(answer.text.trim())));
  if (yes) return { kind: 'done', state: { ...state, problem: null } };
  return { kind: 'ask', state: { ...state, problem: answer.kind === 'startOver' ? null : answer.kind === 'back' ? 'first' : 'unclear' } };
}

function problemOf(state: State, ctx: Ctx): string | null {
  if (state.problem === null) return null;
  return { first: ctx.words.answers.nothingToGoBack, unclear: ctx.words.phrases.notAnAnswer, stale: ctx.words.plan.diff.stale }[state.problem];
}

async function finish(state: State, ctx: Ctx): Promise<Finish<State>> {
  const channel = ctx.where.kind === 'channel' ? ctx.where.conversation : null;
  const applied = await ctx.usecases.applyPlan({ hash: state.hash, seal: state.seal, who: ctx.who, channel });
  const title = ctx.words.plan.diff.title(state.diff, state.rows);
  if (!applied.ok) return over(ctx, title, ctx.words.rejection(applied.error));
  const { kind, reading } = applied.value;
  if (kind === 'applied') return over(ctx, title, ctx.words.plan.applied(reading.diff));
  // What it would do now is another thing than what was shown: it is shown, and asked for, again.
  if (reading.problems.length > 0) return { kind: 'over', replies: [say(ctx, ctx.words.plan.diff.stale), ...errorReplies(ctx, reading)] };
  return { kind: 'again', state: { ...beginPlanImport(reading), problem: 'stale' } };
}

function over(ctx: Ctx, title: string, text: string): Finish<State> {
  return { kind: 'over', replies: ctx.typed ? [say(ctx, text)] : swap(frozenCard({ title, text }, ctx.words)) };
}
