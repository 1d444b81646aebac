/** The pure half of the policy dialog: which answer fits, and where it leads. */
import { z } from 'zod';
import type { PolicyWish } from '../domain/dossier/types.ts';
import { wishProblem } from '../domain/policies.ts';
import type { Answer, Step } from './dialog.ts';
import { takeApart } from './line.ts';
import { isYes } from './parse.ts';

const Fields = z.object({ name: z.string(), retention: z.string(), app: z.string(), rpo: z.string() });

/** What is wrong: a figure out of range (with its words), or an answer that says nothing here. */
const Problem = z.union([z.object({ code: z.literal('range'), field: z.string(), range: z.string() }), z.object({ code: z.enum(['numbers', 'unclear', 'first']) })]);
export type PolicyProblem = Readonly<z.infer<typeof Problem>>;

export const PolicyState = z.object({
  /** `use` only confirms which existing policy is used. */
  kind: z.enum(['create', 'use']),
  at: z.enum(['form', 'confirm']),
  fields: Fields,
  classic: z.boolean(),
  longestRetentionHours: z.number(),
  /** The policy that a setting names; null without one. */
  setting: z.string().nullable(),
  problems: z.array(Problem).readonly(),
  /** Why the last confirmation was refused, in words. */
  refusal: z.string().nullable(),
});
/** Where the dialog stands. */
export type PolicyState = Readonly<z.infer<typeof PolicyState>>;

type FieldName = keyof PolicyState['fields'];

/** The figures that Site Recovery itself proposes: one day, no application-consistent points. */
export const PROPOSED: PolicyState['fields'] = { name: 'ferry-24-hours', retention: '24', app: '0', rpo: '15' };

/** Pure: where an answer leads. */
export function stepPolicy(state: PolicyState, answer: Answer): Step<PolicyState> {
  const clean: PolicyState = { ...state, problems: [], refusal: null };
  if (answer.kind === 'startOver') return ask(state.kind === 'create' ? { ...clean, at: 'form', fields: PROPOSED } : clean);
  if (state.at === 'confirm') return stepConfirm(clean, answer);
  if (answer.kind === 'next') return onward(filled(clean, answer.inputs));
  if (answer.kind === 'text') return isYes(answer.text) ? onward(clean) : typed(clean, answer.text);
  return ask({ ...clean, problems: [{ code: answer.kind === 'back' ? 'first' : 'unclear' }] });
}

/** The policy that the fields describe; null when they are no numbers. */
export function wishOf({ fields, classic }: Pick<PolicyState, 'fields' | 'classic'>): PolicyWish | null {
  const [retention, app, rpo] = [hoursIn(fields.retention), hoursIn(fields.app), classic ? numberIn(fields.rpo) : 15];
  if (retention === null || app === null || rpo === null) return null;
  return { name: fields.name.trim(), retentionMinutes: retention * 60, appConsistentMinutes: app * 60, rpoThresholdMinutes: rpo };
}

function ask(state: PolicyState): Step<PolicyState> {
  return { kind: 'ask', state };
}

function stepConfirm(state: PolicyState, answer: Answer): Step<PolicyState> {
  if (answer.kind === 'back') return state.kind === 'create' ? ask({ ...state, at: 'form' }) : ask({ ...state, problems: [{ code: 'first' }] });
  const yes = answer.kind === 'confirm' || (answer.kind === 'text' && isYes(answer.text));
  return yes ? { kind: 'done', state } : ask({ ...state, problems: [{ code: 'unclear' }] });
}

function filled(state: PolicyState, inputs: { readonly [key: string]: unknown }): PolicyState {
  const given = (key: FieldName): string => (typeof inputs[key] === 'string' ? inputs[key].trim() : state.fields[key]);
  return { ...state, fields: { name: given('name'), retention: given('retention'), app: given('app'), rpo: given('rpo') } };
}

function onward(state: PolicyState): Step<PolicyState> {
  const wish = wishOf(state);
  if (wish === null) return ask({ ...state, problems: [{ code: 'numbers' }] });
  const problem = wishProblem(wish, state.longestRetentionHours);
  return ask(problem === null ? { ...state, at: 'confirm' } : { ...state, problems: [{ code: 'range', ...problem }] });
}

const NAMES: ReadonlyMap<string, FieldName> = new Map([['name', 'name'], ['retention', 'retention'], ['keep', 'retention'], ['app', 'app'], ['application', 'app'], ['rpo', 'rpo'], ['threshold', 'rpo']]);

/** Words such as `retention 72h app 4h`, in any order; other words are left alone. */
export function fieldsIn(words: readonly string[]): Partial<PolicyState['fields']> {
  const pairs = words.flatMap((word, i) => {
    const field = NAMES.get(word.toLowerCase().replace(/[:=]$/, ''));
    const value = words[i + 1];
    return field === undefined || value === undefined ? [] : [[field, value] as const];
  });
  return Object.fromEntries(pairs);
}

function typed(state: PolicyState, text: string): Step<PolicyState> {
  const fields = fieldsIn(takeApart(text).words);
  if (Object.keys(fields).length === 0) return ask({ ...state, problems: [{ code: 'unclear' }] });
  return ask({ ...state, fields: { ...state.fields, ...fields } });
}

function numberIn(text: string): number | null {
  const found = /^(\d{1,6})\s*(?:m|min|minutes?)?$/i.exec(text.trim());
  return found?.[1] === undefined ? null : Number(found[1]);
}

/** `24`, `24h`, `3d`; `off` is 0. */
function hoursIn(text: string): number | null {
  if (/^(?:off|none|no)$/i.test(text.trim())) return 0;
  const found = /^(\d{1,5})\s*(h|hours?|d|days?)?$/i.exec(text.trim());
  if (found?.[1] === undefined) return null;
  return Number(found[1]) * (/^d/i.test(found[2] ?? '') ? 24 : 1);
}
