/** What the rows of one wave say of the wave as a whole. */
import { ok, no, type Result } from '../result.ts';
import type { Wave } from '../wave/types.ts';
import { waveKey } from '../waves.ts';
import { listOf } from './lists.ts';
import { WAVE_COLUMNS, type PlanLookups, type PlanProblem, type PlanRow, type ProblemCode, type WaveColumn } from './types.ts';

/** Only what the file has a column for; a cell that is empty on every row takes back what can be taken back. */
export type WaveFields = { readonly [K in 'owner' | 'window' | 'approvers' | 'after' | 'target' | 'policy' | 'note']?: Wave[K] };

type Cell = { readonly text: string; readonly line: number };
type Cells = { readonly [C in WaveColumn]?: Cell };
type Wrong = { readonly code: ProblemCode; readonly detail?: PlanProblem['detail'] };
type Reading = { readonly cells: Cells; readonly before: Pick<Wave, keyof WaveFields>; readonly look: PlanLookups };

const LONGEST_NOTE = 500;
const SIZE = /^(?:Standard|Basic)_[A-Za-z0-9_-]{1,60}$/;

/** Reads them; everything that is wrong at once. `before` is the wave as it is, or as a new one begins. */
export function waveFields(rows: readonly PlanRow[], o: Pick<Reading, 'before' | 'look'>): { readonly fields: WaveFields; readonly problems: readonly PlanProblem[] } {
  const { cells, problems } = agreed(rows);
  const r: Reading = { ...o, cells };
  const found: PlanProblem[] = [...problems];
  const take = <T>(column: WaveColumn, read: (cell: Cell) => Result<T, Wrong>): T | undefined => {
    const cell = cells[column];
    const got = cell === undefined ? null : read(cell);
    if (cell !== undefined && got?.ok === false) found.push({ line: cell.line, column, value: cell.text, code: got.error.code, detail: got.error.detail ?? {} });
    return got?.ok === true ? got.value : undefined;
  };
  const fields = {
    window: take('window', (c) => windowOf(c, r)),
    owner: take('owner', (c) => ownerOf(c, r)),
    approvers: take('approvers', (c) => approversOf(c, r)),
    after: take('after', (c) => ok([...new Set(listOf(c.text).map(waveKey))].toSorted())),
    note: take('note', (c) => (c.text.length > LONGEST_NOTE ? no({ code: 'note', detail: { most: String(LONGEST_NOTE) } }) : ok(c.text))),
    policy: policyOf(r, take),
    target: targetOf(r, take),
  };
  return { fields: Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)), problems: found };
}

/** The one text of each column; rows that leave it out agree with everything. */
function agreed(rows: readonly PlanRow[]): { readonly cells: Cells; readonly problems: readonly PlanProblem[] } {
  const problems: PlanProblem[] = [];
  const cells = WAVE_COLUMNS.flatMap((column): readonly (readonly [WaveColumn, Cell])[] => {
    const all = rows.flatMap((row) => (row.cells[column] === undefined ? [] : [{ text: row.cells[column], line: row.line }]));
    const [first, ...others] = all.filter((c) => c.text !== '');
    if (first === undefined) return all[0] === undefined ? [] : [[column, { ...all[0], text: '' }]];
    problems.push(...others.filter((c) => c.text !== first.text).map((c): PlanProblem => ({ line: c.line, column, value: c.text, code: 'disagree', detail: { line: String(first.line), other: first.text } })));
    return [[column, first]];
  });
  return { cells: Object.fromEntries(cells), problems };
}

type Take = <T>(column: WaveColumn, read: (cell: Cell) => Result<T, Wrong>) => T | undefined;

function windowOf({ text }: Cell, { before, cells, look }: Reading): Result<Wave['window'], Wrong> {
  if (text === '' || /^none$/i.test(text)) return ok(null);
  const zone = cells.zone?.text ?? '';
  const whole = text.toLowerCase().endsWith(zone.toLowerCase()) ? text : `${text} ${zone}`;
  // A window that is over by now stays what it is: a file that was written out reads back as it was.
  if (before.window !== null && whole === spelled(look.windowCells(before.window))) return ok(before.window);
  const read = look.window(whole);
  return read.ok ? read : no({ code: 'window', detail: { ...read.error.detail, refusal: read.error.code } });
}

function spelled({ window, zone }: { readonly window: string; readonly zone: string }): string {
  return `${window} ${zone}`;
}

function ownerOf({ text }: Cell, { before, look }: Reading): Result<Wave['owner'], Wrong> {
  if (text === '') return ok(before.owner);
  const person = look.person(text);
  if (person === null) return no({ code: 'person' });
  return ok(person.id.toLowerCase() === before.owner.id.toLowerCase() ? before.owner : person);
}

function approversOf({ text }: Cell, { look }: Reading): Result<Wave['approvers'], Wrong> {
  const ids: NonNullable<Wave['approvers']>[number][] = [];
  for (const one of listOf(text)) {
    const person = look.person(one);
    if (person === null) return no({ code: 'person' });
    if (!look.mayApprove(person.id)) return no({ code: 'approver', detail: { person: one } });
    ids.push(person.id);
  }
  return ok(ids.length === 0 ? null : [...new Set(ids)]);
}

function policyOf({ cells, before }: Reading, take: Take): Wave['policy'] | undefined {
  const onFailure = take('on_failure', (c) => oneOf<Wave['policy']['onFailure']>(c.text, { '': before.policy.onFailure, stop: 'stop', 'go-on': 'go-on', 'go on': 'go-on' }, 'on-failure'));
  const drive = take('start_by', (c) => oneOf<Wave['policy']['drive']>(c.text, { '': before.policy.drive, machines: 'machines', machine: 'machines', plan: 'plan', kept: 'kept', 'machines with plan': 'kept' }, 'start-by'));
  if (cells.on_failure === undefined && cells.start_by === undefined) return undefined;
  return { onFailure: onFailure ?? before.policy.onFailure, drive: drive ?? before.policy.drive };
}

function oneOf<T>(text: string, values: Readonly<Record<string, T>>, code: ProblemCode): Result<T, Wrong> {
  const value = values[text.toLowerCase()];
  return value === undefined ? no({ code }) : ok(value);
}

function targetOf({ cells, before, look }: Reading, take: Take): Wave['target'] | undefined {
  const named = (column: 'target_resource_group' | 'target_network') =>
    take(column, (c) => {
      if (c.text === '') return ok(null);
      const found = look.target(column, c.text);
      return 'id' in found ? ok(found.id) : no<Wrong>({ code: 'target', detail: found });
    });
  const resourceGroupId = named('target_resource_group');
  const networkId = named('target_network');
  const subnet = take('target_subnet', (c) => ok(c.text === '' ? null : c.text));
  const size = take('size', (c) => (c.text === '' ? ok(null) : SIZE.test(c.text) ? ok(c.text) : no({ code: 'size' })));
  const has = [cells.target_resource_group, cells.target_network, cells.target_subnet, cells.size].some((c) => c !== undefined);
  if (!has) return undefined;
  const { target } = before;
  const kept = <T>(read: T | null | undefined, old: T | null): T | null => (read === undefined ? old : read);
  return { resourceGroupId: kept(resourceGroupId, target.resourceGroupId), networkId: kept(networkId, target.networkId), subnet: kept(subnet, target.subnet), size: kept(size, target.size) };
}
