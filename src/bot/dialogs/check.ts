import { z } from 'zod';
import { ALL_TOPICS, checkFormCard, EVERYTHING, ONE_MACHINE, waveChoice } from '../../cards/check-form.ts';
import { frozenCard } from '../../cards/frozen.ts';
import type { Selection } from '../../domain/check-run.ts';
import { topicIn } from '../check-arguments.ts';
import { checkMachine } from '../check-machine.ts';
import { startRun } from '../check-many.ts';
import { selectionIn } from '../check-target.ts';
import type { Ctx } from '../context.ts';
import { dialog, type Answer, type Finish, type Step } from '../dialog.ts';
import { isYes } from '../parse.ts';
import { swap } from '../replies.ts';
import type { Reply } from '../turn.ts';

const State = z.object({
  waves: z.array(z.object({ wave: z.string(), machines: z.number() })).readonly(),
  machines: z.number(),
  values: z.object({ what: z.string(), machine: z.string(), topic: z.string() }).readonly(),
  problem: z.enum(['meant', 'unknown', 'several', 'first']).nullable(),
});
/** Where the dialog stands: what may be chosen, and what is. */
export type CheckState = Readonly<z.infer<typeof State>>;

const LONGEST_NAME = 255;

/** Asks what to check: one machine, a wave, or everything, and which parts of the list. */
export const checkDialog = dialog<CheckState>({
  name: 'check',
  schema: State,
  asksForText: () => false,
  step: stepCheck,
  view: (state, form, ctx) => checkFormCard({ ...state, problem: problemText(state, ctx), form }, ctx.words),
  finish,
});

/** The first state: the only wave there is, or one machine. */
export async function beginCheck(ctx: Ctx): Promise<CheckState> {
  const [waves, all] = await Promise.all([ctx.usecases.waves(), ctx.usecases.selected({ kind: 'all' })]);
    return { waves: [...waves], machines: all.length, values: { what: waves.length === 0 ? ONE_MACHINE : waveChoice(0), machine: '', topic: ALL_TOPICS }, problem: null };
}

/** Pure: where an answer leads. A typed part changes the form; anything else typed names what to check. */
export function stepCheck(state: CheckState, answer: Answer): Step<CheckState> {
  if (answer.kind === 'back') return ask(state, { problem: 'first' });
  if (answer.kind === 'startOver') return ask(state, { values: { ...state.values, machine: '', topic: ALL_TOPICS } });
  if (answer.kind === 'text') return typed(state, answer.text);
  return complete(state, answer.kind === 'next' ? { what: text(answer.inputs['what']) ?? state.values.what, machine: text(answer.inputs['machine']) ?? '', topic: text(answer.inputs['topic']) ?? state.values.topic } : state.values);
}

function ask(state: CheckState, change: Partial<CheckState>): Step<CheckState> {
  return { kind: 'ask', state: { ...state, problem: null, ...change } };
}

function typed(state: CheckState, said: string): Step<CheckState> {
  if (isYes(said)) return complete(state, state.values);
  const topic = topicIn(said);
  if (topic !== null) return ask(state, { values: { ...state.values, topic } });
  return complete(state, { ...state.values, what: ONE_MACHINE, machine: said.slice(0, LONGEST_NAME) });
}

function complete(state: CheckState, values: CheckState['values']): Step<CheckState> {
  const missing = values.what === ONE_MACHINE && values.machine.trim() === '';
  return missing ? ask(state, { values, problem: 'meant' }) : { kind: 'done', state: { ...state, values, problem: null } };
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value.length <= LONGEST_NAME ? value : null;
}

function problemText(state: CheckState, ctx: Ctx): string | null {
  const { answers } = ctx.words.checks;
  if (state.problem === null) return null;
  return { meant: answers.whatIsMeant, unknown: answers.noMachine, several: answers.several, first: ctx.words.answers.nothingToGoBack }[state.problem];
}

async function finish(state: CheckState, ctx: Ctx): Promise<Finish<CheckState>> {
  const chosen = await chosenSelection(state, ctx);
  if (chosen !== null) return { kind: 'over', replies: closed(ctx, await startRun(ctx, chosen)) };
  if (state.values.what !== ONE_MACHINE) return again(state, 'unknown');
  const found = await ctx.usecases.find(state.values.machine.trim());
  if (found.kind !== 'one') return again(state, found.kind === 'none' ? 'unknown' : 'several');
  const topic = topicIn(state.values.topic);
  return { kind: 'over', replies: await checkMachine(ctx, found.row.machine.instanceId, { only: null, alone: false, topic, page: null }) };
}

/** What would be said to the presser alone stands in the place of the form, which has nothing left to ask. */
function closed(ctx: Ctx, replies: readonly Reply[]): readonly Reply[] {
  return replies.flatMap((r) => (r.kind === 'toast' || r.kind === 'refuse' ? swap(frozenCard({ title: ctx.words.cards.checkForm.title, text: r.text }, ctx.words)) : [r]));
}

function again(state: CheckState, problem: NonNullable<CheckState['problem']>): Finish<CheckState> {
  // What was typed and meant nothing is not shown again: it may be a secret.
  return { kind: 'again', state: { ...state, values: { ...state.values, machine: '' }, problem } };
}

/** A typed name may be a wave too; a chosen one is among those that the form offered. */
async function chosenSelection({ values, waves }: CheckState, ctx: Ctx): Promise<Selection | null> {
  if (values.what === EVERYTHING) return { kind: 'all' };
  if (values.what === ONE_MACHINE) return selectionIn(ctx, values.machine.trim());
  const wave = waves.find((_, place) => waveChoice(place) === values.what);
  return wave === undefined ? null : { kind: 'wave', wave: wave.wave };
}
