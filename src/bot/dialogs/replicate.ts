import type { Form } from '../../cards/form.ts';
import { confirmCard } from '../../cards/confirm.ts';
import { frozenCard } from '../../cards/frozen.ts';
import type { Rendered } from '../../cards/rendered.ts';
import { replicateFormCard } from '../../cards/replicate-form.ts';
import type { Rejection } from '../../usecases/types.ts';
import type { Ctx } from '../context.ts';
import { dialog, type Finish } from '../dialog.ts';
import { barringIn, notReadyAfterAll } from '../not-ready.ts';
import { say, swap } from '../replies.ts';
import { ReplicateState, stepReplicate, type FormProblem } from '../replicate-step.ts';

/** Refusals that another answer, or another moment, can cure: the form asks again instead of ending. */
const CURABLE: ReadonlySet<Rejection['code']> = new Set(['unknown-choice', 'not-ready', 'cloud-unreadable']);

/** Asks where to and as what a machine is to be replicated, sums it up, and turns replication on. */
export const replicateDialog = dialog<ReplicateState>({
  name: 'replicate',
  schema: ReplicateState,
  asksForText: () => false,
  step: stepReplicate,
  view: (state, form, ctx) => (state.at === 'form' ? formView(state, form, ctx) : summaryView(state, form, ctx)),
  finish,
});

function formView(state: ReplicateState, form: Form, ctx: Ctx): Rendered {
  const refused = state.refusal === null ? [] : [{ field: '', text: state.refusal }];
  const problems = state.problems.map((p) => ({ field: p.field, text: problemText(p, ctx) }));
  return replicateFormCard({ options: state.options, choices: state.choices, problems: [...refused, ...problems], form }, ctx.words);
}

function problemText(problem: FormProblem, ctx: Ctx): string {
  const { words } = ctx;
  const { phrases } = words;
  return { noSuchChoice: phrases.noSuchChoice, name: phrases.vmName, unclear: phrases.notAField, first: words.answers.nothingToGoBack }[problem.code];
}

function summaryView(state: ReplicateState, form: Form, ctx: Ctx): Rendered {
  const { options, choices } = state;
  const w = ctx.words.cards.replicate;
  const reason = options.sizes.find((s) => s.name === choices.size)?.reason;
  const question = ctx.words.phrases.questions.replicate(options.machine.name, choices, {
    size: reason === undefined ? choices.size : `${choices.size}: ${reason}`,
    account: options.runAsAccounts.find((a) => a.id === choices.runAsAccountId)?.name ?? w.agentInstalled,
    disk: w.diskTypes[choices.diskType],
    licence: options.licences.find((l) => l.value === choices.licence)?.title ?? choices.licence,
  });
  const unclear = state.problems.length > 0 ? [ctx.words.phrases.notAnAnswer] : [];
  return confirmCard({ ...question, title: ctx.words.phrases.stepOf(2, 2, question.title), warnings: [...unclear, ...question.warnings], confirmTitle: ctx.words.phrases.buttons.replicate, danger: false, form }, ctx.words);
}

async function finish(state: ReplicateState, ctx: Ctx): Promise<Finish<ReplicateState>> {
  const name = state.options.machine.name;
  const started = await ctx.usecases.startReplication({ instanceId: state.options.machine.instanceId, choices: state.choices, who: ctx.who, here: ctx.where.conversation });
  const report = !started.ok && started.error.code === 'not-ready' ? await ctx.store.report(state.options.machine.instanceId) : null;
  // What another choice cannot cure does not belong on the form, for example a question that this choice has brought up.
  if (!started.ok && report !== null && barringIn(report).length > 0) return { kind: 'over', replies: await notReadyAfterAll(ctx, report, ctx.words.rejection(started.error)) };
  if (!started.ok && CURABLE.has(started.error.code)) {
    return { kind: 'again', state: { ...state, at: 'form', problems: [], refusal: ctx.words.rejection(started.error) } };
  }
  const text = started.ok ? ctx.words.answers.started(ctx.words.phrases.outcomes.replicating(name)) : ctx.words.rejection(started.error);
  if (ctx.typed) return { kind: 'over', replies: [say(ctx, text)] };
  return { kind: 'over', replies: swap(frozenCard({ title: ctx.words.cards.replicate.title(name), text }, ctx.words)) };
}
