/** The pure half of the cutover dialog: which answer fits, and where it leads. */
import { z } from 'zod';
import { migrationId } from '../domain/ids.ts';
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
  problem: z.union([z.enum(['long', 'first', 'unclear']), z.object({ said: z.string() })]).nullable(),
  title: z.string(),
  lines: z.array(z.string()).readonly(),
  warnings: z.array(z.string()).readonly(),
  /** Freezes that the window meets, in words. */
  freezes: z.array(z.string()).readonly(),
});
/** Where the dialog stands. */
export type CutoverState = Readonly<z.infer<typeof CutoverState>>;

/** Pure: where an answer leads. */
export function stepCutover(state: CutoverState, answer: Answer): Step<CutoverState> {
  if (answer.kind === 'startOver') return to(state, { at: 'ask', note: '', when: '', window: null });
  if (state.at !== 'confirm') return answer.kind === 'back' ? to(state, { problem: 'first' }) : stepAsk(state, answer);
  if (answer.kind === 'back') return to(state, { at: 'ask' });
  const yes = answer.kind === 'confirm' || (answer.kind === 'text' && isYes(answer.text));
  return yes ? { kind: 'done', state: { ...state, problem: null } } : to(state, { problem: 'unclear' });
}

function to(state: CutoverState, change: Partial<CutoverState>): Step<CutoverState> {
  return { kind: 'ask', state: { ...state, problem: null, ...change } };
}

function stepAsk(state: CutoverState, answer: Answer): Step<CutoverState> {
  const given = answer.kind === 'next' ? fromInputs(answer.inputs) : typed(state, answer);
  if (given.note.length > LONGEST_NOTE) return to(state, { ...given, at: 'ask', problem: 'long' });
  return { kind: 'done', state: { ...state, ...given, at: 'read', problem: null } };
}

type Given = Pick<CutoverState, 'note' | 'when'>;

function fromInputs(inputs: { readonly [key: string]: unknown }): Given {
  return { note: textOf(inputs['answer']), when: textOf(inputs['when']) };
}

/** One typed line is the window when it reads like one, else the note; what was known stays. */
function typed(state: CutoverState, answer: Answer): Given {
  const text = answer.kind === 'text' ? answer.text.trim() : '';
  if (text === '' || isNothing(text)) return { note: state.note, when: state.when };
  return parseWindow(text).ok ? { note: state.note, when: text } : { note: text.replace(/^because\s+/i, ''), when: state.when };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
