/** When the recovery plan of a wave makes a step for all of its machines, and when a machine goes by itself. */
import { isInAzure, type Stand } from './gate.ts';
import type { Approval, ApprovedMachine } from '../approval/types.ts';
import type { InstanceId, MigrationId } from '../ids.ts';
import type { Migration, Phase } from '../migration/types.ts';
import { planned } from './plan.ts';
import type { FailurePolicy, PlanActKind, PlanRun, Wave } from './types.ts';

/** True when the failovers of this request are one job of the plan: its approvers were told so, and nobody has taken the wave off its plan since. */
export function isDriven(a: Approval | null, wave: Wave | null): boolean {
  return a !== null && a.operation === 'cutover' && a.wave?.drive === 'plan' && wave?.policy.drive === 'plan';
}

/** The run of the plan on this approval: there is one at most. */
export function runOn(a: Approval, wave: Wave | null): PlanRun | null {
  const run = wave?.planRun ?? null;
  return run !== null && run.act === 'startFailover' && run.approvalId === a.id && run.status !== 'dropped' ? run : null;
}

/** True while a machine whose source is stopped leaves its failover to the plan. One that comes back from its run, or was not there for it, goes by itself afterwards. */
export function waitsForPlan(a: Approval | null, wave: Wave | null, id: MigrationId): boolean {
  if (a === null || !isDriven(a, wave)) return false;
  const run = runOn(a, wave);
  if (run === null || run.status === 'accepted') return true;
  return run.status === 'intended' && !run.members.includes(id);
}

/** True while the order of the groups is the plan's own: all machines are stopped before the first is failed over. */
export function ordersItself(a: Approval | null, wave: Wave | null): boolean {
  if (a === null || !isDriven(a, wave)) return false;
  const run = runOn(a, wave);
  return run === null || run.status === 'intended' || run.status === 'accepted';
}

/** A machine of a request, as far as the run depends on it. */
export type RunLine = Pick<ApprovedMachine, 'migrationId' | 'group' | 'needs' | 'state'>;

/** The machines of the run, once every one of them is ready for it; null as long as one keeps the others. */
export function cutoverSet<L extends RunLine>(a: { readonly wave?: { readonly machines: readonly L[]; readonly onFailure: FailurePolicy } | null }, stands: readonly Stand[]): readonly L[] | null {
  const known = new Map(stands.map((s) => [s.id, s]));
  const rows = (a.wave?.machines ?? []).filter((line) => line.state === 'in' && !isInAzure(known.get(line.migrationId)?.phase ?? 'in-azure'));
  const out = a.wave?.onFailure === 'go-on' ? leftBehind(rows, known) : new Set<MigrationId>();
  const going = rows.filter((line) => !out.has(line.migrationId));
  return going.length > 0 && going.every((line) => isStopped(known.get(line.migrationId))) ? going : null;
}

function isStopped(s: Stand | undefined): boolean {
  return s !== undefined && s.phase === 'source-stopped' && !s.stuck && !s.drifted && !s.held;
}

/** Where the others go on after a failure: those in trouble, and what needs them. */
function leftBehind(rows: readonly RunLine[], known: ReadonlyMap<MigrationId, Stand>): ReadonlySet<MigrationId> {
  const out = new Set(rows.filter((line) => isTroubled(known.get(line.migrationId))).map((line) => line.migrationId));
  for (let before = -1; before !== out.size; ) {
    before = out.size;
    for (const line of rows) if (line.needs.some((n) => out.has(n))) out.add(line.migrationId);
  }
  return out;
}

function isTroubled(s: Stand | undefined): boolean {
  return s === undefined || s.stuck || s.drifted;
}

const TESTING: ReadonlySet<Phase> = new Set(['testing']);
const REVIEWED: ReadonlySet<Phase> = new Set(['test-review', 'cleaning-test']);

/** True while a machine leaves its test, or the clean-up of it, to the plan: as long as all machines of the wave are in it together. */
export function testsByPlan(m: Migration, wave: Wave | null, all: readonly Migration[] | null): boolean {
  const run = m.testRun;
  if (run === undefined || all === null || wave === null || wave.id !== run.wave || wave.policy.drive !== 'plan') return false;
  const phases = m.position.phase === 'testing' ? TESTING : REVIEWED;
  // The job of a plan takes one network for all of its machines.
  if (all.some((one) => one.target.testNetworkId !== m.target.testNetworkId)) return false;
  return all.some((one) => one.id === m.id) && all.every((one) => one.testRun?.run === run.run && phases.has(one.position.phase) && isCalm(one));
}

function isCalm(m: Migration): boolean {
  return m.stuck === null && m.drift === null && (m.hold ?? null) === null;
}

/** The test or the clean-up that all machines of the plan are ready for; null when there is none. */
export function testStep(all: readonly Migration[], wave: Wave): Exclude<PlanActKind, 'startFailover'> | null {
  const [first] = all;
  if (first === undefined || !testsByPlan(first, wave, all)) return null;
  const step = first.position.phase === 'testing' ? 'startTestFailover' : 'cleanUpTestFailover';
  if (step === 'cleanUpTestFailover' && all.some((m) => m.position.phase !== 'cleaning-test')) return null;
  // One that has cleaned up the remains of an earlier test by itself is ready like the others.
  return all.some((m) => m.pending !== null || m.finished === step) ? null : step;
}

/** The wave whose recovery plan tests exactly these machines when they are asked for together; null where each is tested by itself. */
export function testedTogether(waves: Iterable<Wave>, newest: ReadonlyMap<InstanceId, Migration>, machines: readonly MigrationId[]): Wave | null {
  const wanted = [...new Set(machines)].toSorted().join();
  for (const wave of waves) {
    const all = wave.policy.drive === 'plan' ? (planned(wave, newest) ?? []) : [];
    // The job of a plan takes one network for all of its machines.
    const isOneNetwork = new Set(all.map(({ m }) => m.target.testNetworkId)).size === 1;
    if (isOneNetwork && all.map(({ m }) => m.id).toSorted().join() === wanted) return wave;
  }
  return null;
}

/** What the clean-up of a plan is given along; Azure keeps it with the job. */
export function verdictsOf(all: readonly Migration[]): string {
  const good = all.filter((m) => m.verdict?.works === true).length;
  const said = all.filter((m) => m.verdict?.works === false).map((m) => `${m.name}: ${m.verdict?.reason ?? ''} (${m.verdict?.by.name ?? ''})`);
  return [`${good} of ${all.length} machines work`, ...said].join('; ').slice(0, 900);
}
