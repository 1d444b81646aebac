import { answerFormCard } from '../../cards/answer-form.ts';
import { confirmCard } from '../../cards/confirm.ts';
import type { Form } from '../../cards/form.ts';
import { frozenCard } from '../../cards/frozen.ts';
import type { Rendered } from '../../cards/rendered.ts';
import type { InstanceId } from '../../domain/ids.ts';
import type { Answered } from '../../usecases/prerequisite-types.ts';
import { AnswerState, onPage, pagesOf, stepAnswers } from '../answer-step.ts';
import { recheckedReplies } from '../check-machine.ts';
import { readAgain } from '../check-many.ts';
import type { Ctx } from '../context.ts';
import { dialog, type Finish } from '../dialog.ts';
import { say, swap } from '../replies.ts';
import type { Reply } from '../turn.ts';

/** The summary stands on one card. */
const LINES = 16;

/** Asks what no cloud can tell, page by page, sums it up and keeps it. */
export const answerDialog = dialog<AnswerState>({
  name: 'answer',
  schema: AnswerState,
  asksForText: (state) => state.at === 'ask',
  answerShape: /^\s*(?:\d|all\b|ok\b|yes\b|no\b|skip\b)/i,
  step: stepAnswers,
  view: (state, form, ctx) => (state.at === 'ask' ? askView(state, form, ctx) : summaryView(state, form, ctx)),
  finish,
});

function askView(state: AnswerState, form: Form, ctx: Ctx): Rendered {
  const questions = onPage(state).map(({ number, question: q }) => {
    const given = state.given.find((g) => g.check === q.check);
    return { number, text: q.text, validDays: q.validDays, inTheWay: q.inTheWay, machines: q.machines.length, answer: given?.answer ?? null, note: given?.note ?? '' };
  });
  return answerFormCard({ target: state.target, step: state.page + 1, steps: pagesOf(state) + 1, questions, problem: problemText(state, ctx), form }, ctx.words);
}

function problemText(state: AnswerState, ctx: Ctx): string | null {
  if (state.problem === null) return null;
  const { answers } = ctx.words.checks;
  const numbers = onPage(state).map((q) => q.number);
  return {
    unclear: answers.unclear, long: answers.long, nothing: answers.nothing, first: ctx.words.answers.nothingToGoBack, confirm: ctx.words.phrases.notAnAnswer,
    number: answers.number(numbers[0] ?? 1, numbers.at(-1) ?? 1),
  }[state.problem];
}

function summaryView(state: AnswerState, form: Form, ctx: Ctx): Rendered {
  const w = ctx.words.cards.answerForm;
  const problem = problemText(state, ctx);
  const given = state.given.flatMap((g) => {
    const q = state.questions.find((one) => one.check === g.check);
    return q === undefined ? [] : [w.kept({ answer: w.answers[g.answer], text: q.text, machines: q.machines.length, note: g.note })];
  });
  const open = state.questions.length - given.length;
  return confirmCard({
    title: ctx.words.phrases.stepOf(pagesOf(state) + 1, pagesOf(state) + 1, w.summary(given.length, state.target)),
    lines: [...given.slice(0, LINES), ...(given.length > LINES ? [w.more(given.length - LINES)] : []), ...(open > 0 ? [w.leftOpen(open)] : [])],
    warnings: problem === null ? [] : [problem],
    confirmTitle: w.keep,
    danger: false,
    form,
  }, ctx.words);
}

/** An answer counts only for the machines that were asked about: those with the same ones are kept together. */
function bundles(state: AnswerState): readonly { readonly machines: readonly InstanceId[]; readonly answers: readonly Answered[] }[] {
  const found = new Map<string, { readonly machines: readonly InstanceId[]; readonly answers: Answered[] }>();
  for (const g of state.given) {
    const machines = state.questions.find((q) => q.check === g.check)?.machines ?? [];
    const key = machines.join();
    const bundle = found.get(key) ?? { machines, answers: [] };
    bundle.answers.push(g);
    found.set(key, bundle);
  }
  return [...found.values()];
}

async function finish(state: AnswerState, ctx: Ctx): Promise<Finish<AnswerState>> {
  for (const bundle of bundles(state)) {
    const kept = await ctx.usecases.answerQuestions({ ...bundle, who: ctx.who });
    if (!kept.ok) return { kind: 'over', replies: closed(state, ctx.words.rejection(kept.error), ctx) };
  }
  return { kind: 'over', replies: await afterwards(state, ctx) };
}

/** A machine's report at once; the card of many machines when its worker has read them again. */
async function afterwards(state: AnswerState, ctx: Ctx): Promise<readonly Reply[]> {
  const { source, target } = state;
  const words = ctx.words.checks.answers;
  if (source.kind === 'machine') return recheckedReplies(ctx, { id: source.id, said: words.kept(state.given.length, target) });
  const run = source.kind === 'run' ? await ctx.usecases.checkRun(source.id) : source;
  const went = run !== null && (await readAgain(ctx, run));
  return closed(state, (went ? words.keptAll : words.kept)(state.given.length, target), ctx);
}

function closed(state: AnswerState, text: string, ctx: Ctx): readonly Reply[] {
  return ctx.typed ? [say(ctx, text)] : swap(frozenCard({ title: ctx.words.cards.answerForm.title(state.target), text }, ctx.words));
}
