/** Looks after the recovery plan of a wave that has one: keeps it equal, and runs it and follows its job where the wave is driven by it. One at a time for each wave, over all replicas. */
import { machinesOf } from '../domain/approval/subject.ts';
import type { Approval } from '../domain/approval/types.ts';
import type { MigrationId, WaveId } from '../domain/ids.ts';
import type { Migration } from '../domain/migration/types.ts';
import { isOfWave } from '../domain/wave/approval-effects.ts';
import { standOf } from '../domain/wave/gate.ts';
import { hasPlan, isBegun, isPlannable, isRunning, planned } from '../domain/wave/plan.ts';
import { cutoverSet, isDriven, runOn, testStep, verdictsOf } from '../domain/wave/plan-run.ts';
import type { PlanActKind, Wave } from '../domain/wave/types.ts';
import type { Stored } from '../ports/changes.ts';
import type { JobRequest } from '../ports/jobs.ts';
import { CloudError } from '../ports/trouble.ts';
import type { Deps } from '../usecases/deps.ts';
import { keepPlan, type PlanKept } from '../usecases/wave-plan.ts';
import { newestOf } from '../usecases/wave-plan-turn.ts';
import { startPlan, type PlanStart } from './plan-start.ts';
import { watchPlan } from './plan-watch.ts';

/** The timer that has the plan of a wave looked at; the rows decide what is to be done. */
export function planJob(id: WaveId): JobRequest {
  return { queue: 'timer', key: `plan:${id}` };
}

/** The waves whose plans are looked at in every round: those that are to have one, and those whose plan still runs. */
export function withPlan(waves: Iterable<Stored<Wave>>): readonly JobRequest[] {
  return [...waves].filter(({ state }) => hasPlan(state) || isRunning(state)).map(({ state }) => planJob(state.id));
}

/** Makes the worker. Trouble with the vault is for the next round. */
export function makePlanner(d: Deps): { look(id: WaveId, signal: AbortSignal | null): Promise<void> } {
  async function look(id: WaveId, signal: AbortSignal | null): Promise<void> {
    try {
      await lookAt(d, id, signal);
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      d.log.warn({ wave: id, operation: error.operation, kind: error.kind, retryAfterMs: error.retryAfterMs }, 'the recovery plan of a wave could not be looked at');
    }
  }
  return { look };
}

async function lookAt(d: Deps, id: WaveId, signal: AbortSignal | null): Promise<void> {
  const stored = await d.store.wave(id);
  if (stored === null) return;
  if (isRunning(stored.state)) return watchPlan(d, stored);
  if (!hasPlan(stored.state) || stored.state.closed !== null) return;
  const order = await orderOf(d, stored.state);
  if (order === null) return;
  const kept = await keepPlan(d, stored, { members: order.members.map(({ stored: s, group }) => ({ m: s.state, group })), asked: order.asked });
  if (kept === null || order.act === null) return;
  const start = startOf(d, kept, { ...order, act: order.act });
  if (start !== null) await startPlan(d, start, signal);
}

type Member = { readonly stored: Stored<Migration>; readonly group: number };
/** What the plan is to have now, and what it is to do; null to do nothing. */
type Order = { readonly members: readonly Member[]; readonly asked: boolean; readonly act: PlanActKind | null; readonly approval: Stored<Approval> | null };

/** The machines of a request on which the plan is to fail over, ready or not; otherwise all machines of the wave. */
async function orderOf(d: Deps, wave: Wave): Promise<Order | null> {
  const [all, approvals] = await Promise.all([d.store.migrations({ open: false }), d.store.approvals()]);
  const own = approvals.filter(({ state: a }) => isOfWave(a, wave.id));
  const cutover = own.find(({ state: a }) => isDriven(a, wave) && a.status !== 'requested' && runOn(a, wave) === null) ?? null;
  if (cutover !== null) return cutoverOrder(cutover, all);
  const members = planned(wave, newestOf(all));
  if (members === null || isUnderWay(members, own)) return null;
  return { members: members.flatMap(({ m, group }) => memberOf(all, m.id, group)), asked: own.length > 0, act: testStep(members.map(({ m }) => m), wave), approval: null };
}

/** What a save does to a failover that begins meanwhile is not known: the plan waits until the machines that go by themselves are through. */
function isUnderWay(members: readonly { readonly m: Migration }[], own: readonly Stored<Approval>[]): boolean {
  return own.some(({ state: a }) => a.operation === 'cutover' && a.status === 'running') || members.some(({ m }) => isBegun(m.position.phase));
}

/** The plan has the machines of the request long before they are stopped: a save then would only keep them down. */
function cutoverOrder(approval: Stored<Approval>, all: readonly Stored<Migration>[]): Order | null {
  const a = approval.state;
  const named = new Set(machinesOf(a));
  const stands = all.filter((s) => named.has(s.state.id)).map((s) => standOf(s.state));
  const ready = cutoverSet(a, stands);
  const lines = ready ?? (a.wave?.machines ?? []).filter((line) => line.state === 'in');
  const members = lines.flatMap((line) => memberOf(all, line.migrationId, line.group));
  const isWhole = members.length > 0 && members.length === lines.length && members.every(({ stored }) => isPlannable(stored.state.position.phase));
  return isWhole ? { members, asked: true, act: ready === null ? null : 'startFailover', approval } : null;
}

function memberOf(all: readonly Stored<Migration>[], id: MigrationId, group: number): readonly Member[] {
  const stored = all.find((s) => s.state.id === id);
  return stored === undefined ? [] : [{ stored, group }];
}

const OPERATIONS: { readonly [A in PlanActKind]: string } = { startTestFailover: 'TestFailover', cleanUpTestFailover: 'TestFailoverCleanup', startFailover: 'UnplannedFailover' };

/** What there is to run: only when the vault shows exactly these machines in the plan, offers the operation, and runs nothing of it. */
function startOf(d: Deps, { found, stored, name, isEqual }: PlanKept, o: Order & { readonly act: PlanActKind }): PlanStart | null {
  if (!isEqual || found === null || found.running !== null || !found.allowedOperations.includes(OPERATIONS[o.act])) return null;
  const members = o.members.map((m) => m.stored);
  const [first] = members;
  if (first === undefined || d.clock.now() < notBefore(stored.state, o)) return null;
  const still = async (): Promise<boolean> => isSame(await orderOf(d, stored.state), o);
  return { stored, name, act: o.act, members, approval: o.approval, networkId: first.state.target.testNetworkId, comment: verdictsOf(members.map((m) => m.state)), still };
}

/** A cloud that asked to be left alone is left alone. */
function notBefore(wave: Wave, o: Order): number {
  const waits = o.members.map((m) => m.stored.state.notBefore ?? 0);
  return Math.max(wave.planRun?.status === 'dropped' ? (wave.planRun.notBefore ?? 0) : 0, ...waits);
}

/** Every row is as it was. */
function isSame(now: Order | null, before: Order): boolean {
  return now !== null && now.act === before.act && keysOf(now) === keysOf(before);
}

function keysOf(o: Order): string {
  return [...o.members.map((m) => `${m.stored.state.id}@${m.stored.version}`), `${o.approval?.state.id ?? ''}@${o.approval?.version ?? 0}`].join();
}
