import template from '../../cards/cutover-form.json' with { type: 'json' };
import type { Words } from '../text/en.ts';
import { clip } from '../text/neutral.ts';
import { buttons } from './button.ts';
import { step, type Form } from './form.ts';
import { layout } from './render.ts';
import type { Rendered } from './rendered.ts';

const card = layout(template);

export type CutoverFormView = { readonly title: string; readonly when: string; readonly note: string; readonly problem: string | null; readonly form: Form };

/** What a request for a cutover may say: when it may run (input `when`), and a note for the approvers (input `answer`). Both may stay empty. */
export function cutoverFormCard(view: CutoverFormView, words: Words): Rendered {
  const w = words.windows.form;
  const title = clip(view.title, 160);
  return card(title, {
    title,
    problems: view.problem === null ? [] : [words.cards.form.problem(clip(view.problem, 400))],
    lines: w.lines,
    whenLabel: w.when,
    example: w.example,
    when: clip(view.when, 200),
    noteLabel: w.note,
    note: clip(view.note, 500),
    actions: buttons(step(view.form, 'next', { title: words.cards.form.next, style: 'positive' }), step(view.form, 'cancel', { title: words.cards.form.cancel })),
  });
}
