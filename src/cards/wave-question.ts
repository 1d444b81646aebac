import template from '../../cards/wave-question.json' with { type: 'json' };
import type { Words } from '../text/en.ts';
import { clip } from '../text/neutral.ts';
import { buttons } from './button.ts';
import { step, type Form } from './form.ts';
import { layout, raw } from './render.ts';
import type { Rendered } from './rendered.ts';
import { inputValue } from './replicate-choices.ts';

const card = layout(template);

/** `value` is what counts when the field is left as it is; `lines` tell what was understood so far. */
export type WaveQuestionView = { readonly title: string; readonly question: string; readonly lines: readonly string[]; readonly label: string; readonly value: string; readonly problem: string | null; readonly isFirst: boolean; readonly form: Form };

/** One question of the way to a new wave (input id `answer`). */
export function waveQuestionCard(view: WaveQuestionView, words: Words): Rendered {
  const w = words.cards.form;
  const title = clip(view.title, 160);
  return card(`${title}: ${clip(view.question, 200)}`, {
    title,
    question: clip(view.question, 600),
    lines: view.lines.slice(0, 12).map((line) => clip(line, 400)),
    label: clip(view.label, 120),
    value: raw(inputValue(clip(view.value, 4_000))),
    problems: view.problem === null ? [] : [w.problem(clip(view.problem, 600))],
    actions: buttons(step(view.form, 'next', { title: w.next, style: 'positive' }), view.isFirst ? null : step(view.form, 'back', { title: w.back }), step(view.form, 'cancel', { title: w.cancel })),
  });
}
