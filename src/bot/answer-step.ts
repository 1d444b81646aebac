/** The pure half of the answer dialog: which answer fits, and where it leads. */
import { z } from 'zod';
import { NO_ANSWER } from '../cards/answer-form.ts';
import { instanceIdFromCloud } from '../domain/ids.ts';
import type { Answered, OpenQuestion } from '../usecases/prerequisite-types.ts';
import type { Answer, Step } from './dialog.ts';
import { tidy } from './line.ts';
import { isYes } from './parse.ts';

/** How many questions stand on one card. */
export const A_PAGE = 6;
const LONGEST_NOTE = 300;

const Choice = z.enum(['yes', 'no', 'skip']);
const Question = z.object({ check: z.string(), text: z.string(), validDays: z.number(), inTheWay: z.boolean(), machines: z.array(z.string().transform(instanceIdFromCloud)).readonly() });
const Given = z.object({ check: z.string(), answer: Choice, note: z.string() });
/** What is looked at again when the answers are kept. */
const Source = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('machine'), id: z.string().transform(instanceIdFromCloud) }),
  z.object({ kind: z.literal('run'), id: z.string() }),
  z.object({ kind: z.literal('wave'), wave: z.string() }),
  z.object({ kind: z.literal('all') }),
]);
export type AnswerSource = Readonly<z.infer<typeof Source>>;

/** Reads a stored state. */
export const AnswerState = z.object({
  target: z.string(),
  source: Source,
  questions: z.array(Question).readonly(),
  given: z.array(Given).readonly(),
  page: z.number(),
  at: z.enum(['ask', 'summary']),
  problem: z.enum(['unclear', 'number', 'long', 'nothing', 'first', 'confirm']).nullable(),
});
/** Where the dialog stands. */
export type AnswerState = Readonly<z.infer<typeof AnswerState>>;

/** The first state: those in the way come first. */
export function beginAnswers(o: { readonly target: string; readonly source: AnswerSource; readonly questions: readonly OpenQuestion[] }): AnswerState {
  const questions = o.questions.map((q) => ({ check: q.check, text: q.question.text, validDays: q.question.validDays, inTheWay: q.inTheWay, machines: q.machines.map((m) => m.instanceId) }));
  return { target: o.target, source: o.source, questions, given: [], page: 0, at: 'ask', problem: null };
}

/** Pages of the form. */
export function pagesOf(state: AnswerState): number {
  return Math.max(1, Math.ceil(state.questions.length / A_PAGE));
}

/** The questions of the present page with their numbers, counted over all pages. */
export function onPage(state: AnswerState): readonly { readonly number: number; readonly question: AnswerState['questions'][number] }[] {
  const from = state.page * A_PAGE;
  return state.questions.slice(from, from + A_PAGE).map((question, i) => ({ number: from + i + 1, question }));
}

/** Pure: where an answer leads. */
export function stepAnswers(state: AnswerState, answer: Answer): Step<AnswerState> {
  if (answer.kind === 'startOver') return to(state, { given: [], page: 0, at: 'ask' });
  if (state.at === 'summary') return stepSummary(state, answer);
  if (answer.kind === 'back') return state.page === 0 ? to(state, { problem: 'first' }) : to(state, { page: state.page - 1 });
  if (answer.kind === 'next') return fromInputs(state, answer.inputs);
  return answer.kind === 'text' ? typed(state, tidy(answer.text)) : to(state, { problem: 'unclear' });
}

function to(state: AnswerState, change: Partial<AnswerState>): Step<AnswerState> {
  return { kind: 'ask', state: { ...state, problem: null, ...change } };
}

function stepSummary(state: AnswerState, answer: Answer): Step<AnswerState> {
  if (answer.kind === 'back') return to(state, { at: 'ask', page: pagesOf(state) - 1 });
  const yes = answer.kind === 'confirm' || (answer.kind === 'text' && isYes(answer.text));
  return yes ? { kind: 'done', state: { ...state, problem: null } } : to(state, { problem: 'confirm' });
}

/** On to the next page; after the last one to the summary, if there is anything to keep. */
function onward(state: AnswerState): Step<AnswerState> {
  if (state.page + 1 < pagesOf(state)) return to(state, { page: state.page + 1 });
  return state.given.length === 0 ? to(state, { problem: 'nothing' }) : to(state, { at: 'summary' });
}

function fromInputs(state: AnswerState, inputs: { readonly [key: string]: unknown }): Step<AnswerState> {
  let given = state.given;
  let long = false;
  for (const { number, question } of onPage(state)) {
    const choice = inputs[`a${number}`];
    const note = inputs[`n${number}`];
    const words = typeof note === 'string' ? note.trim() : '';
    long ||= words.length > LONGEST_NOTE;
    const answer = Choice.safeParse(choice);
    if (answer.success) given = keep(given, { check: question.check, answer: answer.data, note: words.slice(0, LONGEST_NOTE) });
    else if (choice === NO_ANSWER) given = given.filter((g) => g.check !== question.check);
  }
  return long ? to(state, { given, problem: 'long' }) : onward({ ...state, given });
}

function keep(given: readonly Answered[], one: Answered): AnswerState['given'] {
  return [...given.filter((g) => g.check !== one.check), one];
}

const ON = /^(?:ok|okay|next|continue|go|go on|done|ready)[.!]?$/i;
const ALL = /^all (yes|no|skip)[.!]?$/i;
const ONE = /^(?:(\d{1,3})\s*[.:)=-]?\s*)?(yes|y|no|n|skip)\b[\s,:;-]*(?:because\s+)?(.*)$/i;

function typed(state: AnswerState, text: string): Step<AnswerState> {
  if (ON.test(text)) return onward(state);
  const all = ALL.exec(text)?.[1];
  if (all !== undefined) return onward(onPage(state).reduce((s, { question }) => ({ ...s, given: keep(s.given, { check: question.check, answer: choiceOf(all), note: '' }) }), state));
  return several(state, text.split(/\s*[,;]\s*(?=\d{1,3}\b)/));
}

function several(state: AnswerState, parts: readonly string[]): Step<AnswerState> {
  const page = onPage(state);
  let given = state.given;
  for (const part of parts) {
    const one = oneOf(page, part);
    if (typeof one === 'string') return to(state, { problem: one });
    given = keep(given, one);
  }
  const next = { ...state, given };
  // Whoever has answered everything here goes on; the rest of the page may still be wanted.
  return page.every((p) => given.some((g) => g.check === p.question.check)) ? onward(next) : to(next, {});
}

/** One typed answer, or what is wrong with it. The number may be left out where only one question stands. */
function oneOf(page: ReturnType<typeof onPage>, part: string): Answered | 'unclear' | 'number' | 'long' {
  const said = ONE.exec(part);
  const [, digits, word = '', note = ''] = said ?? [];
  if (said === null || (digits === undefined && page.length > 1)) return 'unclear';
  const asked = digits === undefined ? page[0] : page.find((p) => p.number === Number(digits));
  if (asked === undefined) return 'number';
  return note.length > LONGEST_NOTE ? 'long' : { check: asked.question.check, answer: choiceOf(word), note: note.trim() };
}

function choiceOf(word: string): Answered['answer'] {
  const letter = word[0]?.toLowerCase();
  return letter === 'y' ? 'yes' : letter === 'n' ? 'no' : 'skip';
}
