/** Names that somebody may have meant; they are told, and never acted on. */

/** Longer names are compared by their beginning. */
const LONGEST = 40;
const MOST = 3;

/** Damerau-Levenshtein distance (neighbouring letters may be swapped at the price of one). */
export function distance(a: string, b: string): number {
  let before: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) [before, last] = [last, rowOf(i, { a, b, last, before })];
  return last[b.length] ?? 0;
}

type Rows = { readonly a: string; readonly b: string; readonly last: readonly number[]; readonly before: readonly number[] };

/** Plain loops: thousands of names are compared while somebody waits. */
function rowOf(i: number, { a, b, last, before }: Rows): readonly number[] {
  const row = [i];
  const [letter, letterBefore] = [a.charCodeAt(i - 1), a.charCodeAt(i - 2)];
  for (let j = 1; j <= b.length; j++) {
    const isSame = letter === b.charCodeAt(j - 1);
    const best = Math.min(cell(last, j) + 1, cell(row, j - 1) + 1, cell(last, j - 1) + (isSame ? 0 : 1));
    const isSwap = i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && letterBefore === b.charCodeAt(j - 1);
    row.push(isSwap ? Math.min(best, cell(before, j - 2) + 1) : best);
  }
  return row;
}

function cell(row: readonly number[], at: number): number {
  return row[at] ?? 0;
}

/** Up to three of the names that are near to what was written: those that are spelled almost alike, else slips of the pen, else those of one family (`web-99` and `web-01`). */
export function nearNames(names: readonly string[], wanted: string): readonly string[] {
  const text = plain(wanted);
  if (text.length < 2) return [];
  for (const tier of [spelling, slips, family]) {
    const rated = names.flatMap((name) => {
      const far = tier(plain(name), text);
      return far === null ? [] : [{ name, far }];
    });
    if (rated.length > 0) return [...new Set(rated.toSorted((x, y) => x.far - y.far).map((r) => r.name))].slice(0, MOST);
  }
  return [];
}

/** The same for several texts: the nearest of each before the second nearest of any. */
export function nearAny(names: readonly string[], wanted: readonly string[]): readonly string[] {
  const each = wanted.slice(0, MOST).map((text) => nearNames(names, text));
  const turns = Array.from({ length: MOST }, (_, n) => each.flatMap((near) => near.slice(n, n + 1)));
  return [...new Set(turns.flat())].slice(0, MOST);
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/g, '').slice(0, LONGEST);
}

/** Signs and zeros apart they are the same, or one begins with the other. */
function spelling(name: string, text: string): number | null {
  if (name === text) return 0;
  if (name.replaceAll('0', '') === text.replaceAll('0', '')) return 1;
  return name.length >= 2 && (name.startsWith(text) || text.startsWith(name)) ? 2 : null;
}

/** One slip in a short name, two in a longer one. */
function slips(name: string, text: string): number | null {
  const most = text.length < 4 ? 0 : text.length < 6 ? 1 : 2;
  if (Math.abs(name.length - text.length) > most) return null;
  const far = distance(name, text);
  return far <= most ? far : null;
}

function family(name: string, text: string): number | null {
  const letters = text.replaceAll(/\d/g, '');
  return letters.length >= 2 && letters.length < text.length && name.replaceAll(/\d/g, '') === letters ? 0 : null;
}
