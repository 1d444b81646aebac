/** The pure half of the cutover dialog: which answer fits, and where it leads. */
import { z } from 'zod';
import { migrationId, type WaveId } from '../domain/ids.ts';
import { SOURCE_STOPS, type SourceStopKind } from '../domain/source-stop.ts';
import { parseWindow } from '../domain/window/parse.ts';
import type { Answer, Step } from './dialog.ts';
import { isNothing, isYes } from './parse.ts';
import { WindowShape } from './window-shape.ts';

const LONGEST_NOTE = 500;

/** Reads a stored state. */
export const CutoverState = z.object({
  id: z.string().transform(migrationId),
  machine: z.string(),
  /** `read`: the answers are there, the window is to be understood. */
  at: z.enum(['ask', 'read', 'confirm']),
  note: z.string(),
  /** The window as it was typed; empty for none. */
  when: z.string(),
  /** As it was understood. */
  window: WindowShape.nullable(),
  /** Who stops the EC2 machine; absent in forms of an older Ferry. */
  stop: z.enum(SOURCE_STOPS).default('ferry'),
  /** It goes on from a source that is stopped already: there is nothing to choose. */
  renews: z.boolean().default(false),
  problem: z.union([z.enum(['long', 'first', 'unclear', 'reason']), z.object({ said: z.string() })]).nullable(),
  title: z.string(),
  lines: z.array(z.string()).readonly(),
  warnings: z.array(z.string()).readonly(),
  /** Set when it is asked for machines of a wave. */
  wave: z.object({ id: z.string().transform((id) => id as WaveId), machines: z.array(z.string().transform(migrationId)).readonly(), onFailure: z.enum(['stop', 'go-on']), release: z.boolean() }).nullable().default(null),
  /** Freezes that the window meets, and whether it is too short, in words. */
  freezes: z.array(z.string()).readonly(),
});
/** Where the dialog stands. */
export type CutoverState = Readonly<z.infer<typeof CutoverState>>;

/** Pure: where an answer leads. */
export function stepCutover(state: CutoverState, answer: Answer): Step<CutoverState> {
  if (answer.kind === 'startOver') return to(state, { at: 'ask', note: '', when: '', stop: 'ferry', window: null });
  if (state.at !== 'confirm') return answer.kind === 'back' ? to(state, { problem: 'first' }) : stepAsk(state, answer);
  if (answer.kind === 'back') return to(state, { at: 'ask' });
  const yes = answer.kind === 'confirm' || (answer.kind === 'text' && isYes(answer.text));
  return yes ? { kind: 'done', state: { ...state, problem: null } } : to(state, { problem: 'unclear' });
}

function to(state: CutoverState, change: Partial<CutoverState>): Step<CutoverState> {
  return { kind: 'ask', state: { ...state, problem: null, ...change } };
}

function stepAsk(state: CutoverState, answer: Answer): Step<CutoverState> {
  const given = answer.kind === 'next' ? fromInputs(state, answer.inputs) : typed(state, answer);
  if (given.note.length > LONGEST_NOTE) return to(state, { ...given, at: 'ask', problem: 'long' });
  if (given.stop === 'none' && given.note === '') return to(state, { ...given, at: 'ask', problem: 'reason' });
  return { kind: 'done', state: { ...state, ...given, at: 'read', problem: null } };
}

type Given = Pick<CutoverState, 'note' | 'when' | 'stop' | 'wave'>;

function fromInputs(state: CutoverState, inputs: { readonly [key: string]: unknown }): Given {
  return { note: textOf(inputs['answer']), when: textOf(inputs['when']), stop: stopNamed(textOf(inputs['source'])) ?? state.stop, wave: withFailure(state.wave, textOf(inputs['failure'])) };
}

/** One typed line is the window when it reads like one, else the note; what was known stays. */
function typed(state: CutoverState, answer: Answer): Given {
  const text = answer.kind === 'text' ? answer.text.trim() : '';
  const known = { note: state.note, when: state.when, stop: state.stop, wave: state.wave };
  if (state.wave !== null && FAILURE_WORD.test(text)) return { ...known, wave: withFailure(state.wave, FAILURE_WORD.exec(text)?.[1] ?? '') };
  if (text === '' || isNothing(text)) return known;
  return withSource(state, known, text) ?? (parseWindow(text).ok ? { ...known, when: text } : { ...known, note: text.replace(/^because\s+/i, '') });
}

function withSource(state: CutoverState, known: Given, text: string): Given | null {
  const { stop } = sourceIn(text.split(/\s+/));
  return stop === null || state.renews ? null : { ...known, stop: stopNamed(stop) ?? state.stop };
}

const FAILURE_WORD = /^(?:on[- ]?)?fail(?:ure)?[:=\s]+(stop|go[- ]?on)[.!]?$/i;

function withFailure(wave: CutoverState['wave'], text: string): CutoverState['wave'] {
  const said = text.trim().toLowerCase().replace(/^go ?on$/, 'go-on');
  return wave !== null && (said === 'stop' || said === 'go-on') ? { ...wave, onFailure: said } : wave;
}

const SOURCE_WORD = /^source[:=](.*)$/i;

/** Takes `source:person` out of typed words; what stands behind it may be no policy at all. */
export function sourceIn(words: readonly string[]): { readonly stop: string | null; readonly rest: readonly string[] } {
  const found = words.map((w) => SOURCE_WORD.exec(w)?.[1] ?? null).find((w) => w !== null) ?? null;
  return { stop: found, rest: words.filter((w) => !SOURCE_WORD.test(w)) };
}

/** The policy of that name. */
export function stopNamed(text: string): SourceStopKind | null {
  return SOURCE_STOPS.find((s) => s === text.trim().toLowerCase()) ?? null;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
