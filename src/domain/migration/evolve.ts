import { unreachable } from '../result.ts';
import type { Actor, Person } from '../person.ts';
import type { Instant } from '../time.ts';
import { applyOutside, sourceFollows } from './evolve-outside.ts';
import { applyManual, withFittingAnswer } from './evolve-manual.ts';
import { keptStop, stopOf } from '../source-stop.ts';
import { requestFits } from './request-turns.ts';
import { restingPhase } from './resting.ts';
import { TRANSITIONS } from './transitions.ts';
import type { ActKind, Migration, MigrationEvent, PendingAct, Position } from './types.ts';

/** One event with when and by whom, as the log keeps it. */
export type Happened = { readonly event: MigrationEvent; readonly at: Instant; readonly actor: Actor };

/** Applies one event to a migration. Pure: the stored state equals the fold of its log. Throws on a move that the table forbids, which is a bug. */
export function evolve(before: Migration | null, h: Happened): Migration {
  if (h.event.type === 'MigrationStarted') return h.event.migration;
  if (before === null) throw new Error(`a migration begins with MigrationStarted, not ${h.event.type}`);
  const after = withFittingAnswer(apply(before, h));
  const from = before.position.phase;
  const to = after.position.phase;
  if (from === to) return after.position === before.position ? after : { ...after, positionSince: before.positionSince };
  const allowed = TRANSITIONS[from][h.event.type] ?? [];
  if (!allowed.includes(to)) throw new Error(`${h.event.type} cannot lead from ${from} to ${to}`);
  return { ...withFittingTest(withFittingStop(withFittingRequest(after))), positionSince: h.at, finished: null };
}

/** A request ends with what it was for. */
function withFittingRequest(m: Migration): Migration {
  const r = m.request ?? null;
  return r === null || requestFits(r, m.position.phase) ? m : { ...m, request: null };
}

/** How the source comes to rest belongs to one cutover: the next one says it anew. */
function withFittingStop(m: Migration): Migration {
  const { sourceStop: _stop, ...rest } = m;
  return m.position.phase === 'tested' || m.position.phase === 'protected' ? rest : m;
}

/** A test by the wave's plan ends where the machine rests again. */
function withFittingTest(m: Migration): Migration {
  return TESTED_BY_PLAN.has(m.position.phase) ? m : aloneFromNow(m);
}

const TESTED_BY_PLAN: ReadonlySet<Migration['position']['phase']> = new Set(['testing', 'test-review', 'cleaning-test']);

function aloneFromNow(m: Migration): Migration {
  if (m.testRun === undefined) return m;
  const { testRun: _run, ...rest } = m;
  return rest;
}

/** Folds a whole log. */
export function replay(log: readonly Happened[]): Migration | null {
  let state: Migration | null = null;
  for (const h of log) state = evolve(state, h);
  return state;
}

function apply(m: Migration, h: Happened): Migration {
  const after = applyManual(m, h) ?? applyAct(m, h) ?? applyTrouble(m, h) ?? applyOutside(m, h) ?? applyProgress(m, h) ?? applyClock(m, h) ?? applyCutover(m, h);
  return sourceFollows(after, h.event);
}

function moved(m: Migration, position: Position): Migration {
  return { ...m, position };
}

function approvalOf(m: Migration): Extract<Position, { approvalId: unknown }>['approvalId'] {
  if ('approvalId' in m.position) return m.position.approvalId;
  throw new Error(`no approval in phase ${m.position.phase}`);
}

function applyAct(m: Migration, { event, at }: Happened): Migration | null {
  switch (event.type) {
    case 'ActIntended':
      return intended(m, { kind: event.act, intendedAt: at, status: 'intended', jobId: null, comment: event.comment, ...(event.plan === undefined ? {} : { plan: event.plan }) });
    case 'ActAccepted':
    case 'ActAdopted':
      return accepted(m, event, at);
    case 'ActUncertain':
      return m.pending === null ? m : { ...m, pending: { ...m.pending, status: 'uncertain', ...requestOf(m, event) } };
    case 'ActFinished':
      return { ...m, ...withoutManualAction(m), pending: null, finished: event.act, finishedAt: at };
    case 'ActDropped':
      return backFrom(event.act, { ...m, pending: null, notBefore: event.notBefore ?? null });
    case 'ActRefused':
      return backFrom(event.act, { ...m, pending: null });
    case 'JobFailed':
      return backFrom(event.act, { ...m, pending: null, stuck: { since: at, code: 'job-failed', act: event.act, failure: event.failure, jobId: event.jobId, ...traceOf(m) } });
    default:
      return null;
  }
}

function accepted(m: Migration, event: Extract<MigrationEvent, { type: 'ActAccepted' | 'ActAdopted' }>, at: Instant): Migration {
  const isNew = event.jobId !== null && !m.knownJobs.includes(event.jobId);
  const pending: PendingAct = { kind: event.act, intendedAt: m.pending?.intendedAt ?? at, status: 'accepted', jobId: event.jobId, comment: m.pending?.comment ?? null, ...requestOf(m, event), ...planOf(m) };
  return { ...m, stuck: null, knownJobs: isNew ? [...m.knownJobs, event.jobId] : m.knownJobs, pending };
}

type Sent = Extract<MigrationEvent, { type: 'ActAccepted' | 'ActAdopted' | 'ActUncertain' }>;

/** What the cloud knows the request by; an answer that tells none takes nothing away. */
function requestOf(m: Migration, event: Sent): Pick<PendingAct, 'requestId'> {
  const requestId = ('requestId' in event ? event.requestId : null) ?? m.pending?.requestId ?? null;
  return requestId === null ? {} : { requestId };
}

/** As long as no job of its own is known, the act is the plan's. */
function planOf({ pending }: Migration): Pick<PendingAct, 'plan'> {
  return pending?.plan === undefined ? {} : { plan: pending.plan };
}

function traceOf({ pending }: Migration): Pick<PendingAct, 'requestId'> {
  return pending?.requestId === undefined ? {} : { requestId: pending.requestId };
}

/** The job has ended: nobody has to do anything for it any more. */
function withoutManualAction(m: Migration): Pick<Migration, 'stuck'> {
  return { stuck: m.stuck?.code === 'manual-action' ? null : m.stuck };
}

function intended(m: Migration, pending: PendingAct): Migration {
  const next = { ...m, pending, notBefore: null };
  if (pending.kind !== 'startFailover') return next;
  return moved(next, { phase: 'failing-over', approvalId: approvalOf(m) });
}

/** A failover that was refused or failed leaves the source stopped and nothing running: the step before it. */
function backFrom(act: ActKind, m: Migration): Migration {
  if (act !== 'startFailover' || m.position.phase !== 'failing-over') return m;
  return moved(m, { phase: 'source-stopped', approvalId: m.position.approvalId });
}

function applyTrouble(m: Migration, { event, at }: Happened): Migration | null {
  switch (event.type) {
    case 'BecameStuck':
      return { ...m, stuck: { ...event.stuck, since: at } };
    case 'RetryAsked':
      // A job that waits for a person still runs: it is looked at again, not begun again.
      return m.stuck?.code === 'manual-action' ? { ...m, stuck: null } : retried(aloneFromNow({ ...m, stuck: null, pending: null }));
    case 'Abandoned':
      return moved({ ...m, pending: null, stuck: null, drift: null }, { phase: 'abandoned', at, reason: event.reason });
    default:
      return null;
  }
}

/** A failover that ended well is never begun again: only the wait for its VM is. */
function retried(m: Migration): Migration {
  if (m.position.phase !== 'failing-over') return { ...m, finished: null };
  if (m.finished === 'startFailover') return m;
  return moved(m, { phase: 'source-stopped', approvalId: m.position.approvalId });
}

function applyProgress(m: Migration, h: Happened): Migration | null {
  const { event } = h;
  switch (event.type) {
    case 'SeedingStarted':
      return moved(m, { phase: 'seeding' });
    case 'ProtectionReached':
      return moved(m, { phase: 'protected' });
    case 'TestRequested':
      return moved({ ...m, verdict: null, ...(event.plan === undefined ? {} : { testRun: event.plan }) }, { phase: 'testing' });
    case 'TestVmReady':
      return moved(m, { phase: 'test-review', testVm: event.testVm, since: h.at });
    case 'VerdictGiven':
      return moved({ ...m, verdict: event.verdict }, { phase: 'cleaning-test' });
    case 'TestCleanedUp':
      return moved(m, { phase: restingPhase(m) });
    case 'QuiesceConfirmed':
      return moved(m, { phase: 'draining', approvalId: approvalOf(m), quiescedAt: h.at, drainFrom: null });
    case 'DrainObserved':
      return m.position.phase === 'draining' ? moved(m, { ...m.position, drainFrom: event.cloudTime }) : m;
    case 'DrainFinished':
      return moved(m, { phase: stopOf(m) === 'none' ? 'source-stopped' : 'stopping-source', approvalId: approvalOf(m) });
    case 'SourceStopConfirmed':
      return m.position.phase === 'stopping-source' && h.actor.kind === 'person' ? moved(m, { ...m.position, confirmed: { by: h.actor.person, at: h.at } }) : m;
    case 'SourceStopped':
      return moved({ ...m, sourceStoppedAt: h.at }, { phase: 'source-stopped', approvalId: approvalOf(m) });
    case 'FailoverFinished':
      return moved(m, { phase: 'in-azure', failedOverAt: h.at, vm: event.vm });
    default:
      return null;
  }
}

/** Events of the window, of freezes, of holds and of an approval that is asked anew. */
function applyClock(m: Migration, { event, at, actor }: Happened): Migration | null {
  const p = m.position;
  switch (event.type) {
    case 'WindowSet':
      return { ...m, window: event.window };
    case 'CutoverScheduled':
      return p.phase === 'awaiting-approval' ? moved(m, { ...p, approvedAt: at }) : m;
    case 'CutoverRenewed':
      return p.phase === 'source-stopped' ? { ...moved(m, { ...p, approvalId: event.approvalId }), stuck: null, window: event.window } : m;
    case 'CutoverSuspended':
      return moved(m, { phase: 'awaiting-approval', approvalId: event.approvalId });
    case 'FreezeMet':
      return { ...m, freezeMet: event.number };
    case 'MachineHeld':
      return actor.kind === 'person' ? { ...m, hold: { by: actor.person, at, reason: event.reason } } : m;
    case 'OperationAsked':
      return actor.kind === 'person' ? { ...m, request: { operation: event.operation, approvalId: event.approvalId, reason: event.reason, by: actor.person, begun: false } } : m;
    case 'OperationDenied':
      return { ...m, request: null };
    case 'MachineReleased':
      return { ...m, hold: null };
    default:
      return null;
  }
}

/** A new request knows its own window, and has met no freeze yet. */
function requested({ freezeMet: _met, sourceStop: _stop, ...m }: Migration, event: Extract<MigrationEvent, { type: 'CutoverRequested' }>): Migration {
  const wanted = event.window === undefined ? m : { ...m, window: event.window };
  return moved({ ...wanted, ...keptStop(event.sourceStop) }, { phase: 'awaiting-approval', approvalId: event.approvalId });
}

type EndingEvent = Extract<MigrationEvent, { type: 'CutoverRequested' | 'CutoverApproved' | 'CutoverDenied' | 'MachineAccepted' | 'AcceptanceRefused' | 'CompletionRequested' | 'MigrationCompleted' | 'RollbackRequested' | 'TargetDeallocated' | 'RolledBack' }>;

function applyCutover(m: Migration, h: Happened): Migration {
  const event = h.event as EndingEvent;
  switch (event.type) {
    case 'CutoverRequested':
      return requested(m, event);
    case 'CutoverApproved':
      // Without its EC2 machine there is nothing to quiesce and nothing to stop.
      return moved(m, { phase: m.sourceLost === undefined ? 'quiescing' : 'source-stopped', approvalId: event.approvalId });
    case 'CutoverDenied':
      return moved(m, { phase: restingPhase(m) });
    case 'AcceptanceRefused':
      return m;
    default:
      return applyEnding(m, { ...h, event });
  }
}

type LastEvent = Exclude<EndingEvent, { type: 'CutoverRequested' | 'CutoverApproved' | 'CutoverDenied' | 'AcceptanceRefused' }>;

function applyEnding(m: Migration, h: { readonly event: LastEvent; readonly at: Instant; readonly actor: Actor }): Migration {
  const { event, at, actor } = h;
  const p = m.position;
  const vm = 'vm' in p ? p.vm : m.target.vmName;
  const failedOverAt = 'failedOverAt' in p ? p.failedOverAt : null;
  switch (event.type) {
    case 'MachineAccepted':
      return actor.kind === 'person' ? moved(m, { phase: 'accepted', failedOverAt: failedOverAt ?? at, vm, by: actor.person, at }) : m;
    case 'CompletionRequested':
      return moved(begun(m), { phase: 'completing', failedOverAt: failedOverAt ?? at, vm });
    case 'MigrationCompleted':
      return moved({ ...m, pending: null }, { phase: 'migrated', at, vm });
    case 'RollbackRequested':
      return moved({ ...begun(m), pending: null, stuck: null }, { phase: 'rolling-back', step: 'deallocate', failedOverAt, reason: event.reason, by: whoAsked(m, actor) });
    case 'TargetDeallocated':
      return p.phase === 'rolling-back' ? moved({ ...m, pending: null }, { ...p, step: 'start-source' }) : m;
    case 'RolledBack':
      return rolledBack({ ...m, pending: null, sourceStoppedAt: null }, at);
    default:
      return unreachable(event);
  }
}

/** Before a rollback had an approval, whoever asked began it. */
function whoAsked(m: Migration, actor: Actor): Person {
  return m.request?.by ?? (actor.kind === 'person' ? actor.person : m.owner);
}

function begun(m: Migration): Migration {
  const r = m.request ?? null;
  return r === null ? m : { ...m, request: { ...r, begun: true } };
}

function rolledBack(m: Migration, at: Instant): Migration {
  const p = m.position;
  if (p.phase !== 'rolling-back') return m;
  if (p.failedOverAt === null) return moved(m, { phase: restingPhase(m) });
  return moved(m, { phase: 'rolled-back', at, failedOverAt: p.failedOverAt, reason: p.reason });
}
