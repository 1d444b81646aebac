import type { Form } from '../../cards/form.ts';
import { confirmCard } from '../../cards/confirm.ts';
import { frozenCard } from '../../cards/frozen.ts';
import { policyFormCard } from '../../cards/policy-form.ts';
import type { Rendered } from '../../cards/rendered.ts';
import type { Rejection } from '../../usecases/types.ts';
import type { Ctx } from '../context.ts';
import { dialog, type Finish } from '../dialog.ts';
import { PolicyState, stepPolicy, wishOf, type PolicyProblem } from '../policy-step.ts';
import { say, swap } from '../replies.ts';

/** Refusals that another answer can cure: the form asks again instead of ending. */
const CURABLE: ReadonlySet<Rejection['code']> = new Set(['figure-out-of-range', 'policy-exists', 'cloud-unreadable']);

/** Creates a replication policy, or makes one the one in use; both only after a confirmation with the exact figures. */
export const policyDialog = dialog<PolicyState>({
  name: 'policy',
  schema: PolicyState,
  asksForText: () => false,
  step: stepPolicy,
  view: (state, form, ctx) => (state.at === 'form' ? formView(state, form, ctx) : confirmView(state, form, ctx)),
  finish,
});

function problemText(problem: PolicyProblem, ctx: Ctx): string {
  if (problem.code === 'range') return ctx.words.rejection({ code: 'figure-out-of-range', detail: { field: problem.field, range: problem.range } });
  return { numbers: ctx.words.cards.policy.form.notNumbers, unclear: ctx.words.phrases.notAField, first: ctx.words.answers.nothingToGoBack }[problem.code];
}

function formView(state: PolicyState, form: Form, ctx: Ctx): Rendered {
  const problems = [...(state.refusal === null ? [] : [state.refusal]), ...state.problems.map((p) => problemText(p, ctx))];
  return policyFormCard({ fields: state.fields, classic: state.classic, longestRetentionHours: state.longestRetentionHours, problems, form }, ctx.words);
}

function confirmView(state: PolicyState, form: Form, ctx: Ctx): Rendered {
  const w = ctx.words.cards.policy;
  const wish = state.kind === 'create' ? wishOf(state) : null;
  const question = wish === null ? w.useQuestion(state.fields.name, state.setting) : w.question(wish, state.classic);
  const notes = [...(state.refusal === null ? [] : [state.refusal]), ...(state.problems.length > 0 ? [ctx.words.phrases.notAnAnswer] : [])];
  return confirmCard({ ...question, warnings: [...notes, ...question.warnings], confirmTitle: state.kind === 'create' ? w.createConfirm : w.useConfirm, danger: false, form }, ctx.words);
}

async function finish(state: PolicyState, ctx: Ctx): Promise<Finish<PolicyState>> {
  const done = await act(state, ctx);
  if ('rejection' in done && CURABLE.has(done.rejection.code)) {
    return { kind: 'again', state: { ...state, at: state.kind === 'create' ? 'form' : 'confirm', problems: [], refusal: ctx.words.rejection(done.rejection) } };
  }
  const text = 'rejection' in done ? ctx.words.rejection(done.rejection) : done.said;
  if (ctx.typed) return { kind: 'over', replies: [say(ctx, text)] };
  return { kind: 'over', replies: swap(frozenCard({ title: titleOf(state, ctx), text }, ctx.words)) };
}

async function act(state: PolicyState, ctx: Ctx): Promise<{ readonly said: string } | { readonly rejection: Rejection }> {
  const w = ctx.words.cards.policy;
  const wish = wishOf(state);
  if (state.kind === 'create' && wish !== null) {
    const created = await ctx.usecases.createPolicy({ policy: wish, who: ctx.who });
    return created.ok ? { said: w.created(created.value) } : { rejection: created.error };
  }
  const chosen = await ctx.usecases.choosePolicy({ name: state.fields.name, who: ctx.who });
  return chosen.ok ? { said: w.chosen(chosen.value) } : { rejection: chosen.error };
}

function titleOf(state: PolicyState, ctx: Ctx): string {
  const w = ctx.words.cards.policy;
  const wish = wishOf(state);
  return state.kind === 'create' && wish !== null ? w.question(wish, state.classic).title : w.useQuestion(state.fields.name, null).title;
}
