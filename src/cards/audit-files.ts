import template from '../../cards/audit-files.json' with { type: 'json' };
import type { Instant } from '../domain/time.ts';
import type { Words } from '../text/en.ts';
import { clip } from '../text/neutral.ts';
import { buttons, openUrl } from './button.ts';
import { layout, raw } from './render.ts';
import type { Rendered } from './rendered.ts';
import { localTime } from './times.ts';

const card = layout(template);

export type AuditFilesView = { readonly target: string; readonly jsonl: string; readonly csv: string; readonly until: Instant };

/** Links to the audit as files that Ferry serves for a few minutes. */
export function auditFilesCard(view: AuditFilesView, words: Words): Rendered {
  const w = words.cards.audit.files;
  const title = w.title(clip(view.target, 80));
  return card(title, { title, line: raw(w.line(localTime(view.until))), actions: buttons(openUrl(w.jsonl, view.jsonl), openUrl(w.csv, view.csv)) });
}
