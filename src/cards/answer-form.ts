import template from '../../cards/answer-form.json' with { type: 'json' };
import type { Attested } from '../domain/finding.ts';
import type { Words } from '../text/en.ts';
import { clip } from '../text/neutral.ts';
import { buttons } from './button.ts';
import { step, type Form } from './form.ts';
import { layout, raw } from './render.ts';
import type { Rendered } from './rendered.ts';
import { inputValue } from './replicate-choices.ts';

const card = layout(template);

/** The value of an answer that was not given: the question stays open. */
export const NO_ANSWER = 'open';

/** One question on the card; `number` counts over all pages and makes the input ids `a<number>` and `n<number>`. */
export type AskedLine = { readonly number: number; readonly text: string; readonly validDays: number; readonly inTheWay: boolean; readonly machines: number; readonly answer: Attested['answer'] | null; readonly note: string };

export type AnswerFormView = { readonly target: string; readonly step: number; readonly steps: number; readonly questions: readonly AskedLine[]; readonly problem: string | null; readonly form: Form };

/** Questions that no cloud can answer, up to six on a card, each with yes, no, skip and a note. */
export function answerFormCard(view: AnswerFormView, words: Words): Rendered {
  const w = words.cards.answerForm;
  const title = words.phrases.stepOf(view.step, view.steps, w.title(clip(view.target, 60)));
  const [first, second] = view.questions;
  return card(title, {
    title,
    problems: view.problem === null ? [] : [words.cards.form.problem(clip(view.problem, 300))],
    lines: view.step === 1 ? w.lines : [],
    questions: view.questions.map((q) => ({
      text: w.question(q.number, q.text),
      counts: w.counts(q.machines, q.validDays, q.inTheWay),
      answerId: raw(`a${q.number}`),
      answerLabel: w.label(q.number),
      choices: raw(choices(words)),
      answer: raw(q.answer ?? NO_ANSWER),
      noteId: raw(`n${q.number}`),
      noteLabel: w.note(q.number),
      note: raw(inputValue(clip(q.note, 300))),
    })),
    typed: w.typed(first?.number ?? 1, second?.number ?? null),
    actions: buttons(
      step(view.form, 'next', { title: words.cards.form.next, style: 'positive' }),
      view.step > 1 ? step(view.form, 'back', { title: words.cards.form.back }) : null,
      step(view.form, 'cancel', { title: words.cards.form.cancel }),
    ),
  });
}

function choices(words: Words): readonly { readonly title: string; readonly value: string }[] {
  const { answers, open } = words.cards.answerForm;
  return [{ title: open, value: NO_ANSWER }, ...(['yes', 'no', 'skip'] as const).map((value) => ({ title: answers[value], value }))];
}
