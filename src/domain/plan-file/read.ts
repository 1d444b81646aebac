/** Reads a table as the waves that it wants. Pure; tells everything that is wrong at once, each with its line. */
import type { InstanceId } from '../ids.ts';
import type { Person } from '../person.ts';
import { isWaveName } from '../wave/rules.ts';
import { MOST_MACHINES, type Wave, type WaveMember } from '../wave/types.ts';
import { waveKey } from '../waves.ts';
import { nameCells } from './header.ts';
import { machineOfRow, problem, type RowMachine } from './machine-cells.ts';
import { resolveNeeds } from './needs.ts';
import type { PlanLookups, PlanProblem, PlanRow, TableRow } from './types.ts';
import { waveFields, type WaveFields } from './wave-cells.ts';

/** A wave as a file wants it. `keeps`: no row names a machine of it, so that its machines stay as they are. */
export type WantedWave = { readonly keeps: boolean; readonly key: string; readonly name: string; readonly line: number; readonly members: readonly WaveMember[]; readonly lines: ReadonlyMap<InstanceId, number>; readonly fields: WaveFields };

/** `open` are the waves there are, `closedNames` those that were closed, by key. */
export type PlanGround = { readonly open: readonly Wave[]; readonly closed: ReadonlyMap<string, string>; readonly who: Person; readonly look: PlanLookups };

/** How a wave begins of which nobody has said more. */
export const BLANK = { window: null, approvers: null, after: [], target: { resourceGroupId: null, networkId: null, subnet: null, size: null }, policy: { onFailure: 'stop', drive: 'machines' }, note: '' } as const;

/** The waves of the table. With problems they are incomplete, and nothing may be done with them. */
export function readPlan(table: readonly TableRow[], ground: PlanGround): { readonly waves: readonly WantedWave[]; readonly problems: readonly PlanProblem[]; readonly rows: number } {
  const { rows, problems } = nameCells(table);
  const groups = new Map<string, PlanRow[]>();
  const nameless = rows.filter((row) => !isNamed(row));
  for (const row of rows.filter(isNamed)) {
    const key = waveKey(row.cells.wave ?? '');
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const read = [...groups].map(([key, own]) => readWave({ key, rows: own }, ground));
  // What else is wrong with a row is told whether or not its wave can be read.
  const lost = nameless.map((row) => ({ row, ...machineOfRow(row, ground.look) }));
  const machines = [...read.flatMap((r) => r.machines), ...lost.flatMap((l) => l.machine ?? [])].toSorted((a, b) => a.line - b.line);
  const all = [...problems, ...lost.flatMap((l) => [namelessness(l.row), ...l.problems]), ...read.flatMap((r) => r.problems), ...twice(machines)];
  return { waves: read.map((r) => r.wave), problems: all.toSorted((a, b) => a.line - b.line), rows: rows.length };
}

function isNamed(row: PlanRow): boolean {
  return isWaveName(row.cells.wave ?? '');
}

function namelessness(row: PlanRow): PlanProblem {
  return problem(row, 'wave', { code: (row.cells.wave ?? '') === '' ? 'wave-missing' : 'wave-name' });
}

/** The keys of all waves that the table names. */
export function waveKeysIn(table: readonly TableRow[]): readonly string[] {
  return [...new Set(nameCells(table).rows.map((row) => waveKey(row.cells.wave ?? '')))];
}

type ReadWave = { readonly wave: WantedWave; readonly machines: readonly RowMachine[]; readonly problems: readonly PlanProblem[] };

function readWave({ key, rows }: { readonly key: string; readonly rows: readonly PlanRow[] }, ground: PlanGround): ReadWave {
  const before = ground.open.find((w) => waveKey(w.name) === key) ?? null;
  const { fields, problems } = waveFields(rows, { before: before ?? { ...BLANK, owner: ground.who }, look: ground.look });
  const read = rows.map((row) => machineOfRow(row, ground.look));
  const machines = read.flatMap((r) => r.machine ?? []);
  const known = new Map(before?.members.map((m) => [m.instanceId, m]));
  const needs = resolveNeeds(machines.map((m) => ({ ...m, group: m.group ?? known.get(m.instanceId)?.group ?? 1 })), { known, unread: unreadIn(rows, read) });
  const { name, line } = headOf(rows, before);
  return {
    wave: { key, name, line, keeps: rows.every(isOfWaveOnly), members: needs.members, lines: new Map(machines.map((m) => [m.instanceId, m.line])), fields },
    machines,
    problems: [...(before === null ? shut(ground.closed.get(key), line) : []), ...problems, ...read.flatMap((r) => r.problems), ...needs.problems, ...full(name, rows)],
  };
}

/** What rows call machines that nobody could find. */
function unreadIn(rows: readonly PlanRow[], read: readonly { readonly machine: RowMachine | null }[]): ReadonlySet<string> {
  const lost = rows.filter((_, n) => read[n]?.machine === null);
  return new Set(lost.flatMap(({ cells }) => [cells.machine ?? '', cells.instance_id ?? '']).map((text) => text.toLowerCase()));
}

/** A wave that exists keeps its spelling. */
function headOf(rows: readonly PlanRow[], before: Wave | null): { readonly name: string; readonly line: number } {
  const [first] = rows;
  return { name: before?.name ?? first?.cells.wave ?? '', line: first?.line ?? 1 };
}

/** A name that a closed wave has is not used twice. */
function shut(wave: string | undefined, line: number): readonly PlanProblem[] {
  return wave === undefined ? [] : [{ line, column: 'wave', value: wave, code: 'wave-closed', detail: { wave } }];
}

/** A row about the wave: to set the window of twenty waves nobody has to name their machines. */
function isOfWaveOnly({ cells }: PlanRow): boolean {
  return (cells.machine ?? '') === '' && (cells.instance_id ?? '') === '';
}

/** One more than Site Recovery takes in a recovery plan. */
function full(wave: string, rows: readonly PlanRow[]): readonly PlanProblem[] {
  const machines = rows.filter((r) => !isOfWaveOnly(r));
  const over = machines[MOST_MACHINES];
  return over === undefined ? [] : [problem(over, 'wave', { code: 'wave-full', detail: { wave, machines: String(machines.length), most: String(MOST_MACHINES) } })];
}

function twice(machines: readonly RowMachine[]): readonly PlanProblem[] {
  const lines = new Map<InstanceId, number>();
  return machines.flatMap((m): readonly PlanProblem[] => {
    const first = lines.get(m.instanceId);
    if (first === undefined) lines.set(m.instanceId, m.line);
    return first === undefined ? [] : [{ line: m.line, column: 'machine', value: m.name, code: 'machine-twice', detail: { line: String(first) } }];
  });
}
