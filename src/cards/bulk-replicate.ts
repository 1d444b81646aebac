import template from '../../cards/bulk-replicate.json' with { type: 'json' };
import type { Words } from '../text/en.ts';
import { clip, neutral } from '../text/neutral.ts';
import { causeLines, type Refused } from './bulk-parts.ts';
import { buttons, execute, type Button } from './button.ts';
import { step, type Form } from './form.ts';
import { inputValue } from './replicate-choices.ts';
import { layout, raw } from './render.ts';
import type { Rendered } from './rendered.ts';

const card = layout(template);

/** What a quick check of all found; `ready` is how many can begin. */
export type BulkReplicateView = { readonly what: string; readonly wave: string | null; readonly ready: number; readonly barred: readonly Refused[]; readonly under: readonly string[]; readonly short: readonly string[]; readonly batch: string; readonly most: number; readonly problem: string | null; readonly form: Form };

/** Who could be replicated and who not, and how many at once (input id `batch`). */
export function bulkReplicateCard(view: BulkReplicateView, words: Words): Rendered {
  const w = words.bulk.replicate;
  const title = words.phrases.stepOf(1, 2, w.title(clip(view.what, 60)));
  const lead = w.ready(view.ready, view.ready + view.barred.length);
  return card(`${title}: ${lead}`, {
    title,
    problems: view.problem === null ? [] : [words.cards.form.problem(clip(view.problem, 300))],
    lead: [lead],
    lines: [
      ...(view.barred.length === 0 ? [] : [w.barred(view.barred.length), ...causeLines(view.barred, words)]),
      ...(view.under.length === 0 ? [] : [raw(w.under(view.under))]),
      ...view.short.slice(0, 5).map((s) => w.short(clip(s, 300))),
    ],
    batch: [{ label: w.label(view.most), missing: w.batchMissing, value: raw(inputValue(view.batch)) }],
    actions: buttons(step(view.form, 'next', { title: w.goOn(view.ready), style: 'positive' }), view.barred.length === 0 ? null : answerButton(view.wave, words), step(view.form, 'cancel', { title: words.cards.form.cancel })),
  });
}

/** What only a person can tell keeps most machines back, and is answered for all of them at once. */
function answerButton(wave: string | null, words: Words): Button | null {
  return wave === null ? null : execute({ verb: 'answer', id: neutral(wave), title: words.bulk.replicate.answer, withInputs: false });
}

/** The same when nobody is ready: what is in the way, by its cause. */
export function bulkReplicateNone(view: { readonly what: string; readonly wave: string | null; readonly barred: readonly Refused[]; readonly under: readonly string[] }, words: Words): Rendered {
  const w = words.bulk.replicate;
  const title = w.noneTitle(clip(view.what, 60));
  return card(title, {
    title,
    problems: [],
    lead: view.barred.length === 0 ? [] : [w.ready(0, view.barred.length)],
    lines: [...causeLines(view.barred, words), ...(view.under.length === 0 ? [] : [raw(w.under(view.under))])],
    batch: [],
    actions: buttons(answerButton(view.wave, words), view.wave === null ? null : execute({ verb: 'check', id: neutral(view.wave), title: w.check }), execute({ verb: 'status', title: words.bulk.status, ...(view.wave === null ? {} : { id: neutral(view.wave) }) })),
  });
}
