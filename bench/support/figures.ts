/** Numbers made from numbers, and the lines that are printed. */

/** One line of the result; `goal` is null for figures that are only told. */
export type Line = { readonly what: string; readonly figure: number; readonly unit: string; readonly goal: number | null; readonly note: string };

/** The value below which that share of the values lies. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil((sorted.length * percent) / 100) - 1)] ?? Number.NaN;
}

/** The middle value. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** A median with how far its runs lay apart, for a note. */
export function spread(values: readonly number[], digits = 0): string {
  if (values.length === 1) return '1 run';
  return `${values.length} runs, ${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)}`;
}

/** The result as a Markdown table. */
export function tableOf(lines: readonly Line[]): string {
  const rows = lines.map((l) => `| ${l.what} | ${shown(l.figure)} ${l.unit} | ${l.goal === null ? '' : `${shown(l.goal)} ${l.unit}`} | ${verdict(l)} | ${l.note} |`);
  return ['| what | measured | goal | | runs |', '|---|---|---|---|---|', ...rows].join('\n');
}

function verdict({ figure, goal }: Line): string {
  if (goal === null) return '';
  return figure <= goal ? 'reached' : '**missed**';
}

function shown(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 100) return value.toFixed(0);
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}
