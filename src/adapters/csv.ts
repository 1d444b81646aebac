/** Tables as CSV that spreadsheets open as they are meant. */
import { stringify } from 'csv-stringify/sync';

/** CSV with a byte order mark (Excel reads it as UTF-8 then), CRLF, and formulas made harmless: a name like `=HYPERLINK(…)` must stay a name. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return stringify(rows.map((row) => [...row]), { bom: true, record_delimiter: 'windows', escape_formulas: true });
}
