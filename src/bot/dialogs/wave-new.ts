import { confirmCard } from '../../cards/confirm.ts';
import type { Form } from '../../cards/form.ts';
import { frozenCard } from '../../cards/frozen.ts';
import type { Rendered } from '../../cards/rendered.ts';
import { waveQuestionCard } from '../../cards/wave-question.ts';
import { windowTextOf } from '../../text/window.ts';
import type { Ctx } from '../context.ts';
import { dialog, type Finish } from '../dialog.ts';
import { say, swap } from '../replies.ts';
import { nextName, ownTag, READERS } from '../wave-new-answers.ts';
import { after, stepWaveNew, textAt, WAVE_STEPS, WaveNewState, type WaveStep } from '../wave-new-step.ts';
import { targetParts } from '../wave-question.ts';

/** Asks for a wave question by question, sums it up, and creates it. Nothing in AWS or Azure changes. */
export const waveNewDialog = dialog<WaveNewState>({
  name: 'wave-new',
  schema: WaveNewState,
  asksForText: (state) => state.at !== 'confirm',
  // `hold web07 because …` in the middle of it is a command, and no list of machines.
  answerShape: /^(?:\S+|window\s.*)$/i,
  step: stepWaveNew,
  view: (state, form, ctx) => (state.at === 'confirm' ? confirmView(state, form, ctx) : questionView({ ...state, at: state.at }, form, ctx)),
  finish: (state, ctx) => (state.at === 'confirm' ? create(state, ctx) : answered({ ...state, at: state.at }, ctx)),
});

type Asking = WaveNewState & { readonly at: Exclude<WaveStep, 'confirm'> };

/** The first state. What was typed with the command is an answer already: it is taken when it can be, and asked for with the reason when not. */
export async function beginWave(ctx: Ctx, o: { readonly name: string; readonly from: string }): Promise<WaveNewState> {
  const name = o.name === '' ? await nextName(ctx) : o.name;
  const machines = /^(?:tag|tags)$/i.test(o.from) ? await ownTag(ctx, name) : o.from;
  const blank: Asking = {
    at: 'name', name, members: [], window: null, approvers: null, channel: null, answer: null, problem: null,
    target: { resourceGroupId: null, networkId: null, subnet: null, size: null },
    texts: { machines, groups: '', target: '', window: '', approvers: '', channel: ctx.where.kind === 'channel' ? 'here' : 'none' },
  };
  if (o.name === '') return blank;
  const called = await taken(ctx, blank, o.name);
  return called.at === 'machines' && machines !== '' ? taken(ctx, { ...called, at: 'machines' }, machines) : called;
}

function questionView(state: Asking, form: Form, ctx: Ctx): Rendered {
  const w = ctx.words.waves.dialog;
  const lines = state.members.length === 0 ? [] : [w.understood(state.members.length), ...(state.at === 'machines' ? [] : w.groups(state.members))];
  return waveQuestionCard({ title: w.title(WAVE_STEPS.indexOf(state.at) + 1, w.titleOf(state.at === 'name' ? '' : state.name)), ...w.asked[state.at], lines, value: textAt(state), problem: state.problem, isFirst: state.at === 'name', form }, ctx.words);
}

function confirmView(state: WaveNewState, form: Form, ctx: Ctx): Rendered {
  const w = ctx.words.waves.dialog;
  const problem = state.problem === null ? [] : [state.problem === '' ? ctx.words.phrases.notAnAnswer : state.problem];
  return confirmCard({ title: w.title(WAVE_STEPS.length, w.confirm(state.name, state.members.length)), lines: [...summary(state, ctx), w.nothing], warnings: problem, confirmTitle: w.create, danger: false, form }, ctx.words);
}

function summary(state: WaveNewState, ctx: Ctx): readonly string[] {
  const w = ctx.words.waves.dialog;
  return [...w.groups(state.members), w.target(targetParts(state.target)), w.window(windowTextOf(state.window)), w.approvers(state.approvers?.map((p) => p.name) ?? null), w.channel(state.channel !== null)];
}

async function answered(state: Asking, ctx: Ctx): Promise<Finish<WaveNewState>> {
  return { kind: 'again', state: await taken(ctx, state, state.answer ?? '') };
}

/** Reads the answer; one that says nothing is asked for again with the reason, the others lead on. */
async function taken(ctx: Ctx, state: Asking, text: string): Promise<WaveNewState> {
  const read = await READERS[state.at](ctx, text, state);
  if (read.ok) return { ...state, ...read.value, answer: null, problem: null, at: after(state.at) };
  const written = state.at === 'name' ? { name: text } : { texts: { ...state.texts, [state.at]: text } };
  return { ...state, ...written, answer: null, problem: read.error };
}

async function create(state: WaveNewState, ctx: Ctx): Promise<Finish<WaveNewState>> {
  const { name, members, window, target, channel } = state;
  const made = await ctx.usecases.createWave({ wave: { name, members, window, target, channel, approvers: state.approvers?.map((p) => p.id) ?? null, after: [], policy: { onFailure: 'stop', drive: 'machines' }, note: '' }, who: ctx.who });
  if (!made.ok) return { kind: 'again', state: { ...state, answer: null, problem: ctx.words.rejection(made.error) } };
  const text = ctx.words.waves.dialog.created(made.value.name, made.value.members.length);
  return { kind: 'over', replies: ctx.typed ? [say(ctx, text)] : swap(frozenCard({ title: ctx.words.waves.dialog.titleOf(name), text }, ctx.words)) };
}
