import template from '../../cards/policy-form.json' with { type: 'json' };
import type { Words } from '../text/en.ts';
import { clip } from '../text/neutral.ts';
import { buttons } from './button.ts';
import { step, type Form } from './form.ts';
import { layout, raw } from './render.ts';
import type { Rendered } from './rendered.ts';
import { inputValue } from './replicate-choices.ts';

const card = layout(template);

/** What is filled in, as typed. */
export type PolicyFields = { readonly name: string; readonly retention: string; readonly app: string; readonly rpo: string };

export type PolicyFormView = { readonly fields: PolicyFields; /** The RPO threshold is asked for in classic vaults only. */ readonly classic: boolean; readonly longestRetentionHours: number; readonly problems: readonly string[]; readonly form: Form };

/** The figures of a new policy on one card. Inputs: name, retention, app, and rpo in classic vaults. */
export function policyFormCard(view: PolicyFormView, words: Words): Rendered {
  const w = words.cards.policy.form;
  const fields = (['name', 'retention', 'app', ...(view.classic ? (['rpo'] as const) : [])] as const).map((id) => ({ id, label: w.labels[id], error: w.errors[id], value: raw(inputValue(clip(view.fields[id], 64))) }));
  return card(w.title, {
    title: w.title,
    lines: [...w.lines(view.classic, view.longestRetentionHours)],
    problems: view.problems.slice(0, 4).map((p) => words.cards.form.problem(clip(p, 300))),
    fields,
    typed: w.typed,
    actions: buttons(step(view.form, 'next', { title: words.cards.form.next, style: 'positive' }), step(view.form, 'cancel', { title: words.cards.form.cancel })),
  });
}
