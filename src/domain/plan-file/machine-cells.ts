/** Which machine a row means, in which group, and what it needs. */
import type { InstanceId } from '../ids.ts';
import { isGroup } from '../wave/rules.ts';
import { MOST_GROUPS } from '../wave/types.ts';
import { listOf } from './lists.ts';
import type { PlanLookups, PlanProblem, PlanRow } from './types.ts';

/** A machine as a row names it; null for what the file leaves as it is. */
export type RowMachine = { readonly instanceId: InstanceId; readonly name: string; readonly line: number; readonly group: number | null; readonly needs: readonly string[] | null };

type Read = { readonly machine: RowMachine | null; readonly problems: readonly PlanProblem[] };

/** Null without a problem for a row that speaks of its wave only. */
export function machineOfRow(row: PlanRow, look: PlanLookups): Read {
  const cell = (column: 'machine' | 'instance_id' | 'group' | 'needs'): string => row.cells[column] ?? '';
  const [name, id, group, needs] = [cell('machine'), cell('instance_id'), cell('group'), cell('needs')];
  if (name === '' && id === '') return { machine: null, problems: group === '' && needs === '' ? [] : [problem(row, 'machine', { code: 'machine-missing' })] };
  const found = foundIn(row, { name, id }, look);
  const placed = groupIn(row, group);
  if ('problem' in found) return { machine: null, problems: [found.problem, ...placed.problems] };
  return { machine: { ...found, line: row.line, group: placed.group, needs: row.cells.needs === undefined ? null : listOf(needs) }, problems: placed.problems };
}

/** Null for what the file leaves as it is. */
function groupIn(row: PlanRow, text: string): { readonly group: number | null; readonly problems: readonly PlanProblem[] } {
  const group = text === '' ? null : Number(text);
  if (group === null || isGroup(group)) return { group, problems: [] };
  return { group: 1, problems: [problem(row, 'group', { code: 'group', detail: { most: String(MOST_GROUPS) } })] };
}

/** The id is what counts; a name beside it must be that machine's own. */
function foundIn(row: PlanRow, said: { readonly name: string; readonly id: string }, look: PlanLookups): { readonly instanceId: InstanceId; readonly name: string } | { readonly problem: PlanProblem } {
  const { name, id } = said;
  const column = id === '' ? 'machine' : 'instance_id';
  const seen = look.machine(id === '' ? name : id);
  if (seen.kind === 'many') return { problem: problem(row, column, { code: 'machine-many', detail: { count: String(seen.count) } }) };
  if (seen.kind === 'none') return { problem: problem(row, column, { code: 'machine-unknown', detail: { similar: seen.similar.join(', ') } }) };
  const isOwn = id === '' || ['', seen.instanceId, seen.name.trim().toLowerCase()].includes(name.toLowerCase());
  return isOwn ? { instanceId: seen.instanceId, name: seen.name } : { problem: problem(row, 'machine', { code: 'machine-differs', detail: { id, name: seen.name } }) };
}

/** A problem of one cell. */
export function problem(row: PlanRow, column: keyof PlanRow['cells'], o: { readonly code: PlanProblem['code']; readonly detail?: PlanProblem['detail'] }): PlanProblem {
  return { line: row.line, column, value: row.cells[column] ?? '', code: o.code, detail: o.detail ?? {} };
}
