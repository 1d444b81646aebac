import template from '../../cards/bulk-result.json' with { type: 'json' };
import type { Words } from '../text/en.ts';
import { clip, neutral } from '../text/neutral.ts';
import { causeLines, foldedNames, type Refused } from './bulk-parts.ts';
import { buttons, execute } from './button.ts';
import { layout } from './render.ts';
import type { Rendered } from './rendered.ts';

const card = layout(template);

/** `what` is the selection in words, `done` what was recorded; `wave` leads to its card. */
export type BulkResultView = { readonly what: string; readonly wave: string | null; readonly done: string; readonly lines: readonly string[]; readonly begun: readonly string[]; readonly refused: readonly Refused[] };

/** What became of one command over several machines: each that was taken, and each that was not with its reason. */
export function bulkResultCard(view: BulkResultView, words: Words): Rendered {
  const title = words.bulk.resultTitle(clip(view.what, 60), view.begun.length, view.refused.length);
  return card(view.begun.length === 0 ? title : `${title}. ${view.done}`, {
    title,
    warnings: [],
    lines: [...(view.begun.length === 0 ? [words.bulk.nobody(clip(view.what, 60))] : [`${view.done}.`]), ...view.lines.map((l) => clip(l, 600))],
    ...foldedNames(view.begun, words),
    left: view.refused.length === 0 ? [] : [{ title: words.bulk.refused(view.refused.length), lines: causeLines(view.refused, words) }],
    actions: buttons(execute({ verb: 'status', title: words.bulk.status, ...(view.wave === null ? {} : { id: neutral(view.wave) }) })),
  });
}
