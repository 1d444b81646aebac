/** The pure half of the way to a new wave: which question comes next. What an answer means is looked up afterwards. */
import { z } from 'zod';
import type { Answer, Step } from './dialog.ts';
import { isYes } from './parse.ts';
import { ChannelShape, MemberShape, PersonShape, TargetShape } from './wave-shape.ts';
import { WindowShape } from './window-shape.ts';

export const WAVE_STEPS = ['name', 'machines', 'groups', 'target', 'window', 'approvers', 'channel', 'confirm'] as const;
export type WaveStep = (typeof WAVE_STEPS)[number];

export const WaveNewState = z.object({
  at: z.enum(WAVE_STEPS),
  name: z.string(),
  /** What was written, so that a question that comes again has the answer in it. */
  texts: z.object({ machines: z.string(), groups: z.string(), target: z.string(), window: z.string(), approvers: z.string(), channel: z.string() }).readonly(),
  members: z.array(MemberShape).readonly(),
  target: TargetShape,
  window: WindowShape.nullable(),
  approvers: z.array(PersonShape).readonly().nullable(),
  channel: ChannelShape.nullable(),
  /** The answer that waits to be understood; null while none does. */
  answer: z.string().nullable(),
  problem: z.string().nullable(),
});
/** Where the dialog stands. */
export type WaveNewState = Readonly<z.infer<typeof WaveNewState>>;

/** An answer ends the step: whoever knows the machines, the zones and the people reads it then. */
export function stepWaveNew(state: WaveNewState, answer: Answer): Step<WaveNewState> {
  const clean = { ...state, problem: null, answer: null };
  if (answer.kind === 'startOver') return { kind: 'ask', state: { ...clean, at: 'name' } };
  if (answer.kind === 'back') return { kind: 'ask', state: { ...clean, at: before(state.at) } };
  if (state.at === 'confirm') return confirmed(clean, answer);
  return { kind: 'done', state: { ...clean, answer: textOf(state, answer) } };
}

/** The step after this one. */
export function after(at: WaveStep): WaveStep {
  return WAVE_STEPS[WAVE_STEPS.indexOf(at) + 1] ?? 'confirm';
}

/** What stands in the field of a question. */
export function textAt(state: WaveNewState): string {
  if (state.at === 'confirm') return '';
  return state.at === 'name' ? state.name : state.texts[state.at];
}

function before(at: WaveStep): WaveStep {
  return WAVE_STEPS[Math.max(0, WAVE_STEPS.indexOf(at) - 1)] ?? 'name';
}

function confirmed(state: WaveNewState, answer: Answer): Step<WaveNewState> {
  const yes = answer.kind === 'confirm' || (answer.kind === 'text' && isYes(answer.text));
  return yes ? { kind: 'done', state: { ...state, answer: 'yes' } } : { kind: 'ask', state: { ...state, problem: '' } };
}

/** A typed yes takes what stands in the field. */
function textOf(state: WaveNewState, answer: Answer): string {
  if (answer.kind === 'text') return isYes(answer.text) ? textAt(state) : answer.text;
  const given = answer.kind === 'next' ? answer.inputs['answer'] : '';
  return typeof given === 'string' ? given.trim() : '';
}
