/** The dialog behind most commands: perhaps one question in words, then one card to confirm. */
import { z } from 'zod';
import { askTextCard } from '../cards/ask-text.ts';
import { confirmCard } from '../cards/confirm.ts';
import type { Form } from '../cards/form.ts';
import { frozenCard } from '../cards/frozen.ts';
import type { Rendered } from '../cards/rendered.ts';
import { migrationId, type InstanceId, type MigrationId } from '../domain/ids.ts';
import type { Rejection } from '../usecases/types.ts';
import type { Ctx } from './context.ts';
import { dialog, type Answer, type AnyDialog, type Finish, type Step } from './dialog.ts';
import { isNothing, isYes } from './parse.ts';
import type { Question } from '../text/en/phrases.ts';
import { say, swap } from './replies.ts';
import type { Reply } from './turn.ts';

const LONGEST = 500;

const State = z.object({
  /** The migration; for a question about a check the instance. */
  id: z.string(),
  machine: z.string(),
  /** The check that the question is about; empty for other questions. */
  check: z.string().default(''),
  at: z.enum(['ask', 'confirm']),
  /** What was answered in words; empty for none. */
  text: z.string(),
  problem: z.enum(['missing', 'short', 'tooLong', 'first', 'unclear']).nullable(),
  title: z.string(),
  lines: z.array(z.string()).readonly(),
  warnings: z.array(z.string()).readonly(),
});

/** Where a question dialog stands. */
export type QuestionState = Readonly<z.infer<typeof State>>;

/** What differs from one such dialog to the next. */
type QuestionSpec = {
  readonly name: 'test' | 'complete' | 'rollback' | 'retry' | 'adopt' | 'override' | 'withdraw-override';
  readonly danger: boolean;
  readonly ask: null | {
    readonly required: boolean;
    /** The least number of characters; 1 when left out. */
    readonly least?: number;
    words(ctx: Ctx): { readonly question: string; readonly label: string };
    /** How the answer stands on the confirm card. */
    line(ctx: Ctx, text: string): string;
  };
  /** The effect: gives the sentence to show, or the refusal. */
  act(o: { readonly id: MigrationId; readonly machine: string; readonly check: string; readonly text: string }, ctx: Ctx): Promise<{ readonly said: string } | { readonly rejection: Rejection } | { readonly replies: readonly Reply[] }>;
};

/** A dialog of this kind. */
export function questionDialog(spec: QuestionSpec): AnyDialog {
  return dialog<QuestionState>({
    name: spec.name,
    schema: State,
    asksForText: (state) => state.at === 'ask',
    step: (state, answer) => stepQuestion(spec.ask, state, answer),
    view: (state, form, ctx) => (state.at === 'ask' ? askView(spec, { state, form }, ctx) : confirmView(spec, { state, form }, ctx)),
    finish: (state, ctx) => finish(spec, state, ctx),
  });
}

/** The first state: asks for words unless they were given with the command. */
export function beginQuestion(o: { readonly id: MigrationId | InstanceId; readonly machine: string; readonly check?: string; readonly question: Question; readonly asks: boolean; readonly text: string }): QuestionState {
  const { id, machine, check = '', question, asks, text } = o;
  return { id, machine, check, at: asks && text === '' ? 'ask' : 'confirm', text, problem: null, ...question };
}

/** Pure: where an answer leads. */
export function stepQuestion(ask: { readonly required: boolean; readonly least?: number } | null, state: QuestionState, answer: Answer): Step<QuestionState> {
  if (answer.kind === 'startOver') return to(state, { at: ask === null ? 'confirm' : 'ask', text: '' });
  if (answer.kind === 'back') return state.at === 'confirm' && ask !== null ? to(state, { at: 'ask' }) : to(state, { problem: 'first' });
  return state.at === 'confirm' ? stepConfirm(state, answer) : stepAsk(state, answer, { required: false, least: 1, ...ask });
}

function to(state: QuestionState, change: Partial<QuestionState>): Step<QuestionState> {
  return { kind: 'ask', state: { ...state, problem: null, ...change } };
}

function stepConfirm(state: QuestionState, answer: Answer): Step<QuestionState> {
  const yes = answer.kind === 'confirm' || (answer.kind === 'text' && isYes(answer.text));
  return yes ? { kind: 'done', state: { ...state, problem: null } } : to(state, { problem: 'unclear' });
}

function stepAsk(state: QuestionState, answer: Answer, { required, least }: { readonly required: boolean; readonly least: number }): Step<QuestionState> {
  const text = answered(answer, required);
  if (text === '' && required) return to(state, { problem: 'missing' });
  if (text !== '' && text.length < least) return to(state, { problem: 'short' });
  return text.length > LONGEST ? to(state, { problem: 'tooLong' }) : to(state, { at: 'confirm', text });
}

function answered(answer: Answer, required: boolean): string {
  const input = answer.kind === 'next' ? answer.inputs['answer'] : null;
  const given = answer.kind === 'text' ? answer.text : input;
  const text = typeof given === 'string' ? given.trim() : '';
  return !required && isNothing(text) ? '' : text.replace(/^because\s+/i, '');
}

type Shown = { readonly state: QuestionState; readonly form: Form };

function problemOf(ctx: Ctx, state: QuestionState): readonly string[] {
  if (state.problem === null) return [];
  const { words } = ctx;
  const { phrases } = words;
  return [{ missing: words.rejection({ code: 'reason-needed', detail: {} }), short: words.checks.overrides.short, tooLong: phrases.longAnswer, first: words.answers.nothingToGoBack, unclear: phrases.notAnAnswer }[state.problem]];
}

function askView(spec: QuestionSpec, { state, form }: Shown, ctx: Ctx): Rendered {
  const words = spec.ask?.words(ctx) ?? { question: '', label: '' };
  return askTextCard({ title: ctx.words.phrases.stepOf(1, 2, state.title), ...words, problem: problemOf(ctx, state)[0] ?? null, form }, ctx.words);
}

function confirmView(spec: QuestionSpec, { state, form }: Shown, ctx: Ctx): Rendered {
  const said = spec.ask !== null && state.text !== '' ? [spec.ask.line(ctx, state.text)] : [];
  return confirmCard({
    title: spec.ask === null ? state.title : ctx.words.phrases.stepOf(2, 2, state.title),
    lines: [...state.lines, ...said],
    warnings: [...problemOf(ctx, state), ...state.warnings],
    confirmTitle: { ...ctx.words.phrases.buttons, ...ctx.words.checks.buttons }[spec.name],
    danger: spec.danger,
    form,
  }, ctx.words);
}

async function finish(spec: QuestionSpec, state: QuestionState, ctx: Ctx): Promise<Finish<QuestionState>> {
  const done = await spec.act({ id: migrationId(state.id), machine: state.machine, check: state.check, text: state.text }, ctx);
  if ('replies' in done) return { kind: 'over', replies: done.replies };
  const text = 'said' in done ? done.said : ctx.words.rejection(done.rejection);
  if (ctx.typed) return { kind: 'over', replies: [say(ctx, text)] };
  return { kind: 'over', replies: swap(frozenCard({ title: state.title, text }, ctx.words)) };
}
