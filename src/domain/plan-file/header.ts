/** Names the cells of a table by its first row. */
import { PLAN_COLUMNS, type PlanColumn, type PlanProblem, type PlanRow, type TableRow } from './types.ts';

const ALIASES: ReadonlyMap<string, PlanColumn> = new Map<string, PlanColumn>([
  ...PLAN_COLUMNS.map((c) => [c, c] as const),
  ['name', 'machine'], ['server', 'machine'], ['vm', 'machine'], ['instance', 'instance_id'], ['instanceid', 'instance_id'], ['depends_on', 'needs'], ['order', 'group'], ['time_zone', 'zone'], ['timezone', 'zone'], ['resource_group', 'target_resource_group'], ['network', 'target_network'], ['subnet', 'target_subnet'], ['target_size', 'size'], ['notes', 'note'], ['comment', 'note'],
]);

/** The rows below the header. A header that is not understood is the only thing that is told then. */
export function nameCells(table: readonly TableRow[]): { readonly rows: readonly PlanRow[]; readonly problems: readonly PlanProblem[] } {
  const [header, ...body] = table.filter((row) => !isComment(row));
  if (header === undefined || body.length === 0) return { rows: [], problems: [{ line: header?.line ?? 1, column: '', value: '', code: 'no-rows', detail: {} }] };
  const columns = header.cells.map((cell) => ALIASES.get(plain(cell)) ?? null);
  const problems = headerProblems(header, columns);
  if (problems.length > 0) return { rows: [], problems };
  const filled = body.filter((row) => row.cells.some((cell) => cell.trim() !== ''));
  return { rows: filled.map((row) => named(row, columns)), problems: filled.flatMap((row) => surplus(row, columns.length)) };
}

/** Lines that explain the template may stay in. */
function isComment(row: TableRow): boolean {
  return row.cells[0]?.trimStart().startsWith('#') === true && row.cells.slice(1).every((cell) => cell.trim() === '');
}

function plain(cell: string): string {
  return cell.trim().toLowerCase().replace(/[\s-]+/g, '_');
}

function headerProblems(header: TableRow, columns: readonly (PlanColumn | null)[]): readonly PlanProblem[] {
  const at = { line: header.line };
  const problems = header.cells.flatMap((cell, n): readonly PlanProblem[] => {
    const column = columns[n] ?? null;
    if (column === null) return cell.trim() === '' ? [] : [{ ...at, column: cell.trim(), value: cell.trim(), code: 'column-unknown', detail: { known: PLAN_COLUMNS.join(', ') } }];
    return columns.indexOf(column) < n ? [{ ...at, column, value: cell.trim(), code: 'column-twice', detail: {} }] : [];
  });
  const hasMachine = columns.includes('machine') || columns.includes('instance_id');
  const missing = [...(columns.includes('wave') ? [] : ['wave']), ...(hasMachine ? [] : ['machine'])];
  return [...problems, ...missing.map((column): PlanProblem => ({ ...at, column, value: '', code: 'column-missing', detail: { known: header.cells.join(', ') } }))];
}

function named(row: TableRow, columns: readonly (PlanColumn | null)[]): PlanRow {
  const pairs = columns.flatMap((column, n) => (column === null ? [] : [[column, (row.cells[n] ?? '').trim()] as const]));
  return { line: row.line, cells: Object.fromEntries(pairs) };
}

/** More cells than columns: a separator in a value that nobody quoted has moved everything to the right. */
function surplus(row: TableRow, width: number): readonly PlanProblem[] {
  const extra = row.cells.slice(width).filter((cell) => cell.trim() !== '');
  return extra.length === 0 ? [] : [{ line: row.line, column: '', value: extra.join(' '), code: 'cells', detail: { cells: String(row.cells.length), columns: String(width) } }];
}
