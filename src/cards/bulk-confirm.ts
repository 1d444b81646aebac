import template from '../../cards/bulk-confirm.json' with { type: 'json' };
import type { Words } from '../text/en.ts';
import { clip } from '../text/neutral.ts';
import { causeLines, foldedNames, type Refused } from './bulk-parts.ts';
import { buttons } from './button.ts';
import { step, type Form } from './form.ts';
import { layout } from './render.ts';
import type { Rendered } from './rendered.ts';

const card = layout(template);

/** `names` is who it is done to; `left` who cannot now. */
export type BulkConfirmView = { readonly title: string; readonly warnings: readonly string[]; readonly lines: readonly string[]; readonly names: readonly string[]; readonly left: readonly Refused[]; readonly confirmTitle: string; readonly form: Form };

/** The last look before something is done to several machines: how many, which, and which not. */
export function bulkConfirmCard(view: BulkConfirmView, words: Words): Rendered {
  const w = words.cards.form;
  const title = clip(view.title, 160);
  return card(title, {
    title,
    warnings: view.warnings.slice(0, 8).map((l) => words.cards.confirm.warning(clip(l, 300))),
    lines: view.lines.slice(0, 12).map((l) => clip(l, 300)),
    ...foldedNames(view.names, words),
    left: view.left.length === 0 ? [] : [{ title: words.bulk.left(view.left.length), lines: causeLines(view.left, words) }],
    actions: buttons(step(view.form, 'confirm', { title: view.confirmTitle, style: 'positive' }), step(view.form, 'cancel', { title: w.cancel })),
  });
}
