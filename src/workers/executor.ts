import { liveView, troubled } from '../domain/live-view.ts';
import type { MigrationId } from '../domain/ids.ts';
import type { Live } from '../domain/live.ts';
import type { Observation } from '../domain/migration/observation.ts';
import type { Decision, Patience } from '../domain/migration/decision.ts';
import { BEGINNINGS, reconcile } from '../domain/migration/reconcile.ts';
import { TERMINAL_PHASES, type ActKind, type Migration, type MigrationEvent } from '../domain/migration/types.ts';
import { FERRY } from '../domain/person.ts';
import { stopOf } from '../domain/source-stop.ts';
import type { Basis, Stored } from '../ports/changes.ts';
import type { JobRequest } from '../ports/jobs.ts';
import { CloudError } from '../ports/trouble.ts';
import { approvalSide } from '../usecases/approval-follows.ts';
import type { Deps } from '../usecases/deps.ts';
import { observe } from '../usecases/observe.ts';
import { preflight, preflightRequest, type Preflight } from '../usecases/preflight.ts';
import { migrationChange } from '../usecases/record.ts';
import { recordedOf } from '../usecases/recorded.ts';
import { whyWords } from '../usecases/rejections.ts';
import { perform } from './perform.ts';
import { planJob } from './planner.ts';

/** A machine that decides this often in a row without coming to rest is a bug; the next wake goes on. */
const MAX_LOOKS = 12;

type Turned = 'again' | 'rest';

/** Moves one machine on: look, decide, store, then at most one cloud call per look. Runs for one machine at a time over all replicas. */
export function makeExecutor(d: Deps): { step(id: string, signal: AbortSignal): Promise<void> } {
  async function step(id: string, signal: AbortSignal): Promise<void> {
    for (let look = 0; look < MAX_LOOKS && !signal.aborted; look++) {
      const stored = await d.store.migration(id as MigrationId);
      if (stored === null || TERMINAL_PHASES.has(stored.state.position.phase)) return;
      if ((await turn(d, stored, signal)) === 'rest') return;
    }
  }
  return { step };
}

async function turn(d: Deps, stored: Stored<Migration>, signal: AbortSignal): Promise<Turned> {
  const seen = await look(d, stored.state);
  if (seen === null) return 'rest';
  const decision = reconcile(stored.state, seen, { now: d.clock.now(), ...patienceOf(d) });
  if ((await tested(d, stored.state, decision)) !== 'go') return 'rest';
  if (decision.events.length === 0 && decision.act === null) return resting(d, seen);
  const basis = await standing(d, stored.state, { seen, decision });
  if (basis === null) return 'again';
  const saved = await save(d, stored, { decision, basis });
  if (saved === null || decision.act === null) return 'again';
  if (signal.aborted || isOverdue(d, saved.state, decision.act.kind)) return 'rest';
  return act(d, saved, decision.act);
}

/** A machine that leaves its step to the recovery plan of its wave has the plan looked at. */
async function resting(d: Deps, { byPlan }: Observation): Promise<Turned> {
  if (byPlan !== undefined) await d.store.commit({ at: d.clock.now(), changes: [], jobs: [planJob(byPlan)] });
  return 'rest';
}

/** A process that was paused after it stored the intent must not send it when it wakes: by then a person may have been asked what to do about it. */
function isOverdue(d: Deps, m: Migration, kind: ActKind): boolean {
  // A job is resumed beside the act that it carries, which was intended long before: somebody had to come and answer.
  const intendedAt = kind === 'resumeJob' ? (m.manual?.at ?? null) : (m.pending?.intendedAt ?? null);
  return intendedAt !== null && d.clock.now() - intendedAt >= d.policy.settleMs / 2;
}

function patienceOf({ policy }: Deps): Patience {
  return { settleMs: policy.settleMs, ...(policy.windowMarginMs === undefined ? {} : { marginMs: policy.windowMarginMs }) };
}

/** Looking and measuring take a while: an answer, a freeze, a hold or the end of a window that came meanwhile counts. The rows that the decision still stands on; null when it would be another one now. */
async function standing(d: Deps, m: Migration, o: { readonly seen: Observation; readonly decision: Decision }): Promise<readonly Basis[] | null> {
  if (o.decision.act === null && !beginsRequest(o.decision) && !o.decision.events.some((e) => BEGINNINGS.has(e.type))) return [];
  const { parts, basis } = await recordedOf(d, m);
  const now = reconcile(m, { ...o.seen, ...parts }, { now: d.clock.now(), ...patienceOf(d) });
  return sameSteps(now, o.decision) ? basis : null;
}

function sameSteps(a: Decision, b: Decision): boolean {
  return a.act?.kind === b.act?.kind && a.events.map((e) => e.type).join() === b.events.map((e) => e.type).join();
}

/** Before anything is stopped or failed over the approval is tested once more; and before people stop an application for it. What cannot be measured begins nothing. */
async function tested(d: Deps, m: Migration, decision: Decision): Promise<'go' | 'wait'> {
  try {
    return (await testedBy(d, m, decision)) === 'go' ? 'go' : 'wait';
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    d.log.warn({ migrationId: m.id, operation: error.operation, kind: error.kind, retryAfterMs: error.retryAfterMs }, 'a machine could not be measured before its cutover');
    const before = await d.store.live(m.id);
    if (before !== null) await show(d, { id: m.id, before, now: troubled(before, d.clock.now(), `${error.operation}: ${whyWords(error)}`) });
    return 'wait';
  }
}

async function testedBy(d: Deps, m: Migration, decision: Decision): Promise<Preflight> {
  if (beginsRequest(decision)) return preflightRequest(d, m);
  const asks = decision.act === null && decision.events.length === 0 && m.position.phase === 'quiescing';
  const kind = asks || asksToStop(m, decision) ? 'stopSource' : (decision.act?.kind ?? null);
  return kind === null ? 'go' : preflight(d, m, kind);
}

/** A person is about to be asked to stop the EC2 machine: that is tested like a stop of Ferry's own. */
function asksToStop(m: Migration, { events }: Decision): boolean {
  return stopOf(m) === 'person' && events.some((e) => e.type === 'DrainFinished');
}

/** An approved completion or rollback is about to begin. */
function beginsRequest({ events }: Decision): boolean {
  return events.some((e) => e.type === 'RollbackRequested' || e.type === 'CompletionRequested');
}

/** One look; null when the cloud cannot be read now: the last view is kept and marked as old. */
async function look(d: Deps, m: Migration): Promise<Observation | null> {
  const before = await d.store.live(m.id);
  try {
    const o = await observe(d, m);
    await show(d, { id: m.id, before, now: liveView({ before, item: partOf(o.item), job: partOf(o.job), asOf: o.asOf, now: d.clock.now() }) });
    return o;
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    d.log.warn({ migrationId: m.id, operation: error.operation, kind: error.kind, retryAfterMs: error.retryAfterMs }, 'machine could not be observed');
    if (before !== null) await show(d, { id: m.id, before, now: troubled(before, d.clock.now(), `${error.operation}: ${whyWords(error)}`) });
    return null;
  }
}

function partOf<T extends object>(seen: T | 'absent' | 'unread'): T | null {
  return seen === 'absent' || seen === 'unread' ? null : seen;
}

/** Keeps what is known now, and has the machine's card made equal to it; nothing is written when nothing changed. */
async function show(d: Deps, o: { readonly id: MigrationId; readonly before: Live | null; readonly now: Live }): Promise<void> {
  if (o.now === o.before || !(await d.store.putLive(o.id, o.now))) return;
  await d.store.commit({ at: d.clock.now(), changes: [], jobs: [{ queue: 'notify', key: o.id }] });
}

/** Stores the decision, the intent of its act, and what follows for the approval, in one transaction; null when somebody was faster. */
async function save(d: Deps, stored: Stored<Migration>, { decision, basis }: { readonly decision: Decision; readonly basis: readonly Basis[] }): Promise<Stored<Migration> | null> {
  const at = d.clock.now();
  const intent: readonly MigrationEvent[] = decision.act === null ? [] : [{ type: 'ActIntended', act: decision.act.kind, comment: decision.act.comment }];
  const events = [...decision.events, ...intent];
  const change = migrationChange(stored, events, { at, actor: FERRY });
  const side = await approvalSide(d.store, stored.state, { events, at, actor: FERRY });
  const outcome = await d.store.commit({ at, changes: [change, ...side.changes], jobs: [{ queue: 'notify', key: stored.state.id }, ...side.jobs], basis });
  for (const e of events) d.log.info({ migrationId: stored.state.id, machine: stored.state.name, event: e.type, outcome }, 'migration event');
  return outcome === 'saved' ? { state: change.state, version: stored.version + 1 } : null;
}

async function act(d: Deps, stored: Stored<Migration>, wanted: { readonly kind: ActKind; readonly comment: string | null }): Promise<Turned> {
  const done = await perform(d, stored.state, wanted);
  const wait: readonly JobRequest[] = done.waitMs > 0 ? [{ queue: 'step', key: stored.state.id, afterMs: done.waitMs }] : [];
  await keep(d, { stored, kind: wanted.kind, events: done.events, jobs: wait });
  return done.waitMs > 0 ? 'rest' : 'again';
}

/** Resuming a job is under way beside the act that the job carries. */
function isUnderWay(m: Migration, kind: ActKind): boolean {
  return kind === 'resumeJob' ? m.manual?.status === 'intended' : m.pending?.kind === kind;
}

/** The answer of a call must not be lost: when somebody wrote meanwhile it is stored on top, as long as the act is still the pending one. */
async function keep(d: Deps, o: { readonly stored: Stored<Migration>; readonly kind: ActKind; readonly events: readonly MigrationEvent[]; readonly jobs: readonly JobRequest[] }): Promise<void> {
  let current: Stored<Migration> | null = o.stored;
  while (current !== null && isUnderWay(current.state, o.kind)) {
    const at = d.clock.now();
    const change = migrationChange(current, o.events, { at, actor: FERRY });
    const outcome = await d.store.commit({ at, changes: [change], jobs: [{ queue: 'notify', key: current.state.id }, ...o.jobs] });
    if (outcome === 'saved') {
      for (const e of o.events) d.log.info({ migrationId: current.state.id, event: e.type, act: o.kind }, 'migration event');
      return;
    }
    current = await d.store.migration(o.stored.state.id);
  }
}
