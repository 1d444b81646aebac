/** The order in which the machines of one approved wave begin. Each machine keeps its own state machine and its own fences; this only tells whose turn it is. */
import type { ApprovedMachine, ApprovedWave, Approval } from '../approval/types.ts';
import type { MigrationId } from '../ids.ts';
import type { Migration, Phase } from '../migration/types.ts';
import type { Turn } from './turn.ts';

/** What the order depends on of one machine, as it is stored now. */
export type Stand = { readonly id: MigrationId; readonly phase: Phase; readonly stuck: boolean; /** Changed outside, and nobody has said yet what is to become of it. */ readonly drifted: boolean; readonly held: boolean };

/** How all machines of the request stand, and whether the wave still comes after another one that is not in Azure. */
export type Field = { readonly stands: readonly Stand[]; readonly behind: boolean; /** The recovery plan orders them itself: all are stopped before the first is failed over. */ readonly byPlan?: boolean };

const IN_AZURE: ReadonlySet<Phase> = new Set(['in-azure', 'accepted', 'completing', 'migrated']);
/** The source is stopped, or about to be: whatever becomes of the others, this machine goes on. */
const TOUCHED: ReadonlySet<Phase> = new Set(['stopping-source', 'source-stopped', 'failing-over']);
/** People are asked to stop the application, or have stopped it. */
const BEGUN: ReadonlySet<Phase> = new Set(['quiescing', 'draining', ...TOUCHED, ...IN_AZURE]);

/** With the plan the order begins where machines are failed over. */
const FAILED_OVER: ReadonlySet<Phase> = new Set(['failing-over', ...IN_AZURE]);

/** What the order needs to know of a machine. */
export function standOf(m: Migration): Stand {
  return { id: m.id, phase: m.position.phase, stuck: m.stuck !== null, drifted: m.drift !== null && m.drift.kept === undefined, held: (m.hold ?? null) !== null };
}

/** True once a machine runs in Azure. */
export function isInAzure(phase: Phase): boolean {
  return IN_AZURE.has(phase);
}

type Row = ApprovedMachine & { readonly stand: Stand | null };
type Run = { readonly onFailure: ApprovedWave['onFailure']; readonly rows: readonly Row[]; readonly of: ReadonlyMap<MigrationId, Row> };

function runOf(wave: ApprovedWave, stands: readonly Stand[]): Run {
  const known = new Map(stands.map((s) => [s.id, s]));
  const rows = wave.machines.map((m): Row => ({ ...m, stand: known.get(m.migrationId) ?? null }));
  return { onFailure: wave.onFailure, rows, of: new Map(rows.map((r) => [r.migrationId, r])) };
}

/** Whose turn it is. A request about one machine has no order. Pure. */
export function turnOf(a: Approval, id: MigrationId, field: Field): Turn {
  const wave = a.wave ?? null;
  if (wave === null || a.operation !== 'cutover') return 'go';
  const run = runOf(wave, field.stands);
  const me = run.of.get(id);
  if (me === undefined || me.stand === null) return 'passed';
  return isIn(me, TOUCHED) ? 'go' : turnToBegin(run, me, field);
}

/** Nothing of it has been stopped yet. */
function turnToBegin(run: Run, me: Row, { behind, byPlan = false }: Field): Turn {
  if (isPassed(run, me, byPlan ? FAILED_OVER : BEGUN)) return 'passed';
  if (me.state !== 'in') return mayReturn(me) ? 'waits' : 'passed';
  if (stoppedBy(run) !== null) return 'stopped';
  return behind || (!byPlan && isOrdered(run, me)) ? 'waits' : 'go';
}

/** An earlier group, or a machine that it needs, keeps it. */
function isOrdered(run: Run, me: Row): boolean {
  return run.rows.some((r) => r.group < me.group && blocks(run, r)) || !hasNeeds(run, me);
}

function isIn(row: Row, phases: ReadonlySet<Phase>): boolean {
  return row.stand !== null && phases.has(row.stand.phase);
}

/** A machine of a later group has begun without it: to begin now would turn the order round. */
function isPassed(run: Run, me: Row, begun: ReadonlySet<Phase> = BEGUN): boolean {
  return run.rows.some((r) => r.group > me.group && (r.state === 'done' || (r.state === 'in' && isIn(r, begun))));
}

/** It was carved out by a hold that still stands: once released it takes part again. */
function mayReturn(row: Row): boolean {
  return row.state === 'left' && row.byHold === true && row.stand?.held === true;
}

/** The machine whose failure stops the wave: nobody has retried it, held it or taken it back yet. Null when nothing does. */
function stoppedBy(run: Run): Row | null {
  if (run.onFailure === 'go-on') return null;
  return run.rows.find((r) => r.state !== 'left' && r.stand?.held === false && (r.stand.drifted || (r.stand.stuck && r.state !== 'done'))) ?? null;
}

/** Whatever still comes of the machine, nothing waits for it any more. */
function blocks(run: Run, row: Row): boolean {
  if (row.state !== 'in' || isIn(row, IN_AZURE)) return false;
  return isIn(row, TOUCHED) ? !isLeftBehind(run, row) : goes(run, row);
}

/** Where the others go on after a failure, a failed machine keeps only those back that need it. */
function isLeftBehind(run: Run, row: Row): boolean {
  return run.onFailure === 'go-on' && row.stand?.stuck === true;
}

function hasNeeds(run: Run, row: Row): boolean {
  return row.needs.every((n) => {
    const need = run.of.get(n);
    return need !== undefined && isIn(need, IN_AZURE);
  });
}

/** True while everything that the machine needs is in Azure or still on its way there. */
function goes(run: Run, row: Row, asked: ReadonlySet<MigrationId> = new Set()): boolean {
  if (row.state !== 'in' || isLeftBehind(run, row) || asked.has(row.migrationId)) return false;
  const path = new Set([...asked, row.migrationId]);
  return row.needs.every((n) => {
    const need = run.of.get(n);
    return need !== undefined && (isIn(need, IN_AZURE) || (isIn(need, TOUCHED) && need.state === 'in' && !isLeftBehind(run, need)) || goes(run, need, path));
  });
}

/** True while anything of the run is under way or may still begin. */
export function isUnderWay(wave: ApprovedWave, stands: readonly Stand[]): boolean {
  const run = runOf(wave, stands);
  return run.rows.some((r) => r.state === 'in' && !isIn(r, IN_AZURE) && (isIn(r, TOUCHED) || goes(run, r)));
}

/** The name of the machine whose failure stops the wave; null when nothing does. */
export function stopperOf(a: Approval, stands: readonly Stand[]): string | null {
  return a.wave === undefined || a.wave === null ? null : (stoppedBy(runOf(a.wave, stands))?.machine ?? null);
}

/** Machines that cannot begin without this one: they need it, or something that needs it. */
export function dependantsOf(wave: ApprovedWave, id: MigrationId): readonly ApprovedMachine[] {
  const found = new Set<MigrationId>([id]);
  for (let before = 0; before !== found.size; ) {
    before = found.size;
    for (const m of wave.machines) if (m.state === 'in' && m.needs.some((n) => found.has(n))) found.add(m.migrationId);
  }
  return wave.machines.filter((m) => m.migrationId !== id && found.has(m.migrationId));
}

/** May a machine that was carved out by a hold take part again: nothing of a later group has begun without it, or its own source is stopped already. */
export function returns(a: Approval, id: MigrationId, stands: readonly Stand[]): boolean {
  const wave = a.wave ?? null;
  if (wave === null) return false;
  const run = runOf(wave, stands);
  const me = run.of.get(id);
  if (me?.state !== 'left' || me.byHold !== true) return false;
  return isIn(me, TOUCHED) || !isPassed(run, me, a.wave?.drive === 'plan' ? FAILED_OVER : BEGUN);
}
