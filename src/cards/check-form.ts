import template from '../../cards/check-form.json' with { type: 'json' };
import { TOPICS } from '../domain/checks/types.ts';
import type { Words } from '../text/en.ts';
import { clip, neutral } from '../text/neutral.ts';
import { buttons } from './button.ts';
import { step, type Form } from './form.ts';
import { layout, raw, type Cell } from './render.ts';
import type { Rendered } from './rendered.ts';
import { inputValue } from './replicate-choices.ts';

const card = layout(template);

/** The values of `what` that are no wave. */
export const ONE_MACHINE = 'machine';
export const EVERYTHING = 'all';
/** The value of `topic` that stands for the whole list. */
export const ALL_TOPICS = 'all';
const WAVES_SHOWN = 60;

export type CheckFormView = {
  readonly waves: readonly { readonly wave: string; readonly machines: number }[];
  readonly machines: number;
  readonly values: { readonly what: string; readonly machine: string; readonly topic: string };
  readonly problem: string | null;
  readonly form: Form;
};

/** Asks what is to be checked. Inputs: `what` (`machine`, `all` or `wave:N`), `machine`, `topic`. */
export function checkFormCard(view: CheckFormView, words: Words): Rendered {
  const w = words.cards.checkForm;
  return card(w.title, {
    title: w.title,
    lines: [...w.lines, ...(view.waves.length === 0 ? [w.noWaves] : [])],
    problems: view.problem === null ? [] : [words.cards.form.problem(clip(view.problem, 300))],
    labels: { what: w.what, whatMissing: w.whatMissing, machine: w.machine, topic: w.topic },
    choices: { what: raw(whats(view, words)), topic: raw(topics(words)) },
    values: { what: raw(inputValue(view.values.what)), machine: raw(inputValue(clip(view.values.machine, 255))), topic: raw(view.values.topic) } satisfies { readonly [key: string]: Cell },
    actions: buttons(step(view.form, 'next', { title: w.check, style: 'positive' }), step(view.form, 'cancel', { title: words.cards.form.cancel })),
  });
}

type Choice = { readonly title: string; readonly value: string };

/** The value that stands for a wave: its place on the form, since tags may hold any text. */
export function waveChoice(place: number): string {
  return `wave:${place}`;
}

function whats(view: CheckFormView, words: Words): readonly Choice[] {
  const w = words.cards.checkForm;
  const waves = view.waves.slice(0, WAVES_SHOWN).map(({ wave, machines }, place) => ({ title: neutral(clip(w.wave(clip(wave, 40), machines), 80)), value: waveChoice(place) }));
  return [{ title: w.oneMachine, value: ONE_MACHINE }, ...waves, { title: w.everything(view.machines), value: EVERYTHING }];
}

function topics(words: Words): readonly Choice[] {
  return [{ title: words.cards.checkForm.allTopics, value: ALL_TOPICS }, ...TOPICS.map((topic) => ({ title: words.cards.report.topics[topic], value: topic }))];
}
