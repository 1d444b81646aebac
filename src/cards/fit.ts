/** Keeps cards below what a message may weigh, by measuring instead of guessing. */
import { weigh, type Cell } from './render.ts';
import type { Page } from './page.ts';

/** What a text block weighs without its text. */
const BLOCK_BYTES = 75;

/** As many lines as fit, and how many do not. */
export function fitLines(lines: readonly Cell[], bytes: number): { readonly lines: readonly Cell[]; readonly left: number } {
  let used = 0;
  const fits = lines.findIndex((line) => {
    used += weigh(line) + BLOCK_BYTES;
    return used > bytes;
  });
  const shown = fits < 0 ? lines : lines.slice(0, fits);
  return { lines: shown, left: lines.length - shown.length };
}

/** Cuts a list into pages by weight and number; each holds at least one, and a number beyond the end gives the last. */
export function fitPage<T>(all: readonly T[], wanted: number, o: { readonly most: number; readonly bytes: number; readonly weight: (one: T) => number }): Page<T> {
  const pages: T[][] = [[]];
  let used = 0;
  for (const one of all) {
    const weight = o.weight(one);
    const page = pages.at(-1) ?? [];
    if (page.length > 0 && (page.length >= o.most || used + weight > o.bytes)) {
      pages.push([one]);
      used = weight;
    } else {
      page.push(one);
      used += weight;
    }
  }
  const last = pages.length - 1;
  const number = Math.min(Math.max(0, Math.trunc(wanted) || 0), last);
  return { rows: pages[number] ?? [], number, last, total: all.length };
}
