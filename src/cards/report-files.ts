import template from '../../cards/report-files.json' with { type: 'json' };
import type { Instant } from '../domain/time.ts';
import type { Words } from '../text/en.ts';
import { buttons, openUrl } from './button.ts';
import { layout, raw } from './render.ts';
import type { Rendered } from './rendered.ts';
import { localTime } from './times.ts';

const card = layout(template);

export type ReportFilesView = { /** The wave; null for everything. */ readonly wave: string | null; readonly html: string; readonly csv: string; readonly until: Instant };

/** Links to the report as a page and as a table that Ferry serves for a few minutes. */
export function reportFilesCard(view: ReportFilesView, words: Words): Rendered {
  const w = words.report.files;
  const title = w.title(words.report.title(view.wave));
  return card(title, { title, line: raw(w.line(localTime(view.until))), actions: buttons(openUrl(w.html, view.html), openUrl(w.csv, view.csv)) });
}
