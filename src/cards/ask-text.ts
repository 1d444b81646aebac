import template from '../../cards/ask-text.json' with { type: 'json' };
import type { Words } from '../text/en.ts';
import { clip } from '../text/neutral.ts';
import { buttons } from './button.ts';
import { step, type Form } from './form.ts';
import { layout } from './render.ts';
import type { Rendered } from './rendered.ts';

const card = layout(template);

/** `required` false: Continue works with an empty field; an answer is required when it is left out. */
export type AskTextView = { readonly title: string; readonly question: string; readonly label: string; readonly problem: string | null; readonly required?: boolean; readonly form: Form };

/** One question with one answer in words (input id `answer`). */
export function askTextCard(view: AskTextView, words: Words): Rendered {
  const w = words.cards.form;
  const title = clip(view.title, 160);
  return card(`${title}: ${clip(view.question, 200)}`, {
    title,
    question: clip(view.question, 600),
    label: clip(view.label, 120),
    required: view.required ?? true,
    missing: words.cards.askText.required,
    problems: view.problem === null ? [] : [w.problem(clip(view.problem, 300))],
    actions: buttons(step(view.form, 'next', { title: w.next, style: 'positive' }), step(view.form, 'cancel', { title: w.cancel })),
  });
}
