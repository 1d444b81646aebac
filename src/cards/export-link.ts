import template from '../../cards/export-link.json' with { type: 'json' };
import type { Instant } from '../domain/time.ts';
import type { Words } from '../text/en.ts';
import { clip } from '../text/neutral.ts';
import { buttons, openUrl } from './button.ts';
import { layout, raw } from './render.ts';
import type { Rendered } from './rendered.ts';
import { localTime } from './times.ts';

const card = layout(template);

/** `holds` says what is in the file; findings of checks when left out. */
export type ExportLinkView = { readonly what: string; readonly holds?: string; readonly url: string; readonly until: Instant };

/** A link to a file that Ferry serves for a few minutes. */
export function exportLinkCard(view: ExportLinkView, words: Words): Rendered {
  const w = words.cards.exportCard;
  const title = w.title(clip(view.what, 80));
  return card(title, { title, line: raw(`${view.holds ?? w.findings} ${w.line(localTime(view.until))}`), actions: buttons(openUrl(w.download, view.url)) });
}
