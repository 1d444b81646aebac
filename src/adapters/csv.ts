/** Tables as CSV that spreadsheets open as they are meant, and the way back. */
import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { TableRow } from '../domain/plan-file/types.ts';
import type { Tables } from '../ports.ts';

/** CSV with a byte order mark (Excel reads it as UTF-8 then), CRLF, and formulas made harmless: a name like `=HYPERLINK(…)` must stay a name. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return stringify(rows.map((row) => [...row]), { bom: true, record_delimiter: 'windows', escape_formulas: true });
}

/** The same for tables that are read back: every cell comes back exactly as it was. */
export function toPlanCsv(rows: readonly (readonly string[])[]): string {
  return stringify(rows.map((row) => row.map(harmless)), { bom: true, record_delimiter: 'windows' });
}

// Full-width forms are taken for their plain ones by some spreadsheets.
const FORMULA = /^'*[=+\-@\t\r＝＋－＠]/;

/** An apostrophe before it makes a formula a text; one that stood there already gets another one, so that taking one away is exact. */
function harmless(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

function asMeant(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;
}

/** What one plan file may hold at most. */
export const PLAN_LIMITS = { mostBytes: 5 * 1024 * 1024, mostRows: 5_000 } as const;

/** Reads tables; what is too large is refused before anything is parsed. */
export function makeTables(o: { readonly mostBytes: number; readonly mostRows: number }): Tables {
  return {
    read(text) {
      if (Buffer.byteLength(text) > o.mostBytes) return { ok: false, error: { why: 'too-large', line: 0, most: o.mostBytes } };
      // The header is a row as well.
      if (rowsIn(text) > o.mostRows + 1) return { ok: false, error: { why: 'too-many-rows', line: 0, most: o.mostRows } };
      return read(text);
    },
  };
}

/** Line breaks outside quotes, blank lines left out. */
function rowsIn(text: string): number {
  let rows = 0;
  let quoted = false;
  let filled = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === QUOTE) quoted = !quoted;
    if (c === LINE_FEED && !quoted) {
      rows += filled ? 1 : 0;
      filled = false;
    } else if (c > SPACE) filled = true;
  }
  return rows + (filled ? 1 : 0);
}

const QUOTE = 34;
const LINE_FEED = 10;
const SPACE = 32;
/** The line with which Excel says what parts the cells. */
const SEPARATOR_LINE = /^\uFEFF?sep=(.)\r?\n/i;

function read(whole: string): ReturnType<Tables['read']> {
  const told = SEPARATOR_LINE.exec(whole);
  const text = told === null ? whole : whole.slice(told[0].length);
  const above = told === null ? 0 : 1;
  const rows: TableRow[] = [];
  const keep = (record: string[], { lines }: { readonly lines: number }): null => {
    rows.push({ line: lines - breaksIn(record) + above, cells: record.map(asMeant) });
    return null;
  };
  try {
    parse(text, { bom: true, delimiter: told?.[1] ?? delimiterOf(text), relax_column_count: true, relax_quotes: true, skip_empty_lines: true, on_record: keep });
    return { ok: true, value: rows };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { ok: false, error: { why: 'not-a-table', line: typeof error['lines'] === 'number' ? error['lines'] : 0, most: 0 } };
  }
}

/** `lines` counts to the end of a record; a record begins where its first cell stands. */
function breaksIn(record: readonly string[]): number {
  return record.reduce((n, cell) => n + (cell.match(/\n/g)?.length ?? 0), 0);
}

/** What parts the names of the first row: a comma may well stand inside the cells of another kind of file. */
function delimiterOf(text: string): string {
  // Explanations above the header may have any of them.
  const lines = text.slice(0, 20_000).replace(/^\uFEFF/, '').split(/\r?\n/);
  const header = (lines.find((line) => line.trim() !== '' && !/^\s*"?\s*#/.test(line)) ?? '').replaceAll(/"[^"]*"/g, '');
  const counts = [';', '\t', ','].map((d) => ({ d, n: header.split(d).length }));
  return counts.toSorted((a, b) => b.n - a.n)[0]?.d ?? ',';
}
