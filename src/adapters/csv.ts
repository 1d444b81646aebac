/** Tables as CSV that spreadsheets open as they are meant, and the way back. */
import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { TableRow } from '../domain/plan-file/types.ts';
import type { Tables } from '../ports/files.ts';

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

type Limits = { readonly mostBytes: number; readonly mostRows: number };

/** Reads tables; what is too large is refused before anything is parsed. */
export function makeTables(o: Limits): Tables {
  const tooMany: ReturnType<Tables['read']> = { ok: false, error: { why: 'too-many-rows', line: 0, most: o.mostRows } };
  return {
    read(text) {
      if (Buffer.byteLength(text) > o.mostBytes) return { ok: false, error: { why: 'too-large', line: 0, most: o.mostBytes } };
      // The header is a row as well.
      if (rowsIn(text) > o.mostRows + 1) return tooMany;
      const table = read(text, o);
      // A quotation mark inside of a cell may have hidden rows from the count.
      return table.ok && table.value.filter((row) => !isComment(row)).length > o.mostRows + 1 ? tooMany : table;
    },
  };
}

/** Line breaks outside quotes; blank lines and explanations left out. */
function rowsIn(text: string): number {
  let rows = 0;
  let quoted = false;
  let first = SPACE;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === QUOTE) quoted = !quoted;
    else if ((c === LINE_FEED || c === RETURN) && !quoted) {
      rows += isRow(first) ? 1 : 0;
      first = SPACE;
    } else if (first <= SPACE) first = c;
  }
  return rows + (isRow(first) ? 1 : 0);
}

/** By the first sign of its line. */
function isRow(first: number): boolean {
  return first > SPACE && first !== HASH;
}

/** The lines that explain a template. */
function isComment({ cells }: TableRow): boolean {
  return cells[0]?.trimStart().startsWith('#') === true && cells.slice(1).every((cell) => cell.trim() === '');
}

const QUOTE = 34;
const LINE_FEED = 10;
const RETURN = 13;
const HASH = 35;
const SPACE = 32;
/** The line with which Excel says what parts the cells. */
const SEPARATOR_LINE = /^\uFEFF?sep=(.)(?:\r\n|\r|\n)/i;

function read(whole: string, { mostRows }: Limits): ReturnType<Tables['read']> {
  const told = SEPARATOR_LINE.exec(whole);
  const text = told === null ? whole : whole.slice(told[0].length);
  const above = told === null ? 0 : 1;
  const rows: TableRow[] = [];
  const keep = (record: string[], { lines }: { readonly lines: number }): null => {
    rows.push({ line: lines - breaksIn(record) + above, cells: record.map(asMeant) });
    return null;
  };
  try {
    parse(text, { bom: true, delimiter: told?.[1] ?? delimiterOf(text), relax_column_count: true, relax_quotes: true, skip_empty_lines: true, to: 2 * mostRows + 2, on_record: keep });
    return { ok: true, value: rows };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { ok: false, error: { why: 'not-a-table', line: typeof error['lines'] === 'number' ? error['lines'] : 0, most: 0 } };
  }
}

/** `lines` counts to the end of a record; a record begins where its first cell stands. */
function breaksIn(record: readonly string[]): number {
  return record.reduce((n, cell) => n + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
}

/** What parts the names of the first row: a comma may well stand inside the cells of another kind of file. */
function delimiterOf(text: string): string {
  // Explanations above the header may have any of them.
  const lines = text.slice(0, 20_000).replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const header = (lines.find((line) => line.trim() !== '' && !/^\s*"?\s*#/.test(line)) ?? '').replaceAll(/"[^"]*"/g, '');
  const counts = [';', '\t', ','].map((d) => ({ d, n: header.split(d).length }));
  return counts.toSorted((a, b) => b.n - a.n)[0]?.d ?? ',';
}
