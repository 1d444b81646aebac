import template from '../../cards/cutover-form.json' with { type: 'json' };
import { SOURCE_STOPS, type SourceStopKind } from '../domain/source-stop.ts';
import type { FailurePolicy } from '../domain/wave/types.ts';
import type { Words } from '../text/en.ts';
import { clip } from '../text/neutral.ts';
import { buttons } from './button.ts';
import { step, type Form } from './form.ts';
import { layout, raw, type Cell } from './render.ts';
import type { Rendered } from './rendered.ts';

const card = layout(template);

export type CutoverFormView = { readonly title: string; readonly when: string; readonly note: string; /** Who stops the EC2 machine; null where there is nothing to choose. */ readonly stop: SourceStopKind | null; /** What happens after a failure; null for one machine, which has no others. */ readonly onFailure?: FailurePolicy | null; readonly problem: string | null; readonly form: Form };

/** What a request for a cutover may say: when it may run (input `when`), who stops the EC2 machine (input `source`), for a wave what happens after a failure (input `failure`), and a note for the approvers (input `answer`). */
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
    sources: view.stop === null ? [] : [sources(view.stop, words)],
    failures: (view.onFailure ?? null) === null ? [] : [failures(view.onFailure ?? 'stop', words)],
    noteLabel: w.note,
    note: clip(view.note, 500),
    actions: buttons(step(view.form, 'next', { title: words.cards.form.next, style: 'positive' }), step(view.form, 'cancel', { title: words.cards.form.cancel })),
  });
}

function sources(stop: SourceStopKind, words: Words): Cell {
  return { label: words.stops.label, value: raw(stop), choices: raw(SOURCE_STOPS.map((value) => ({ title: words.stops.choices[value], value }))) };
}

function failures(onFailure: FailurePolicy, words: Words): Cell {
  const w = words.waveRun;
  return { label: w.failureLabel, value: raw(onFailure), choices: raw((['stop', 'go-on'] as const).map((value) => ({ title: w.failures[value], value }))) };
}
