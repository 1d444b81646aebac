/** An act that was sent once for all machines of a wave: what one of them can tell from the run of the plan. */
import { MINUTE, type Instant } from '../time.ts';
import type { PlanRun } from '../wave/types.ts';
import type { Item, JobFailure } from '../observation.ts';
import { isFailedOver } from './decision.ts';
import type { Observation } from './observation.ts';
import type { ActKind, Migration, MigrationEvent, PendingAct, Phase } from './types.ts';
import { unknownOutcome } from './unknown-outcome.ts';

type Timing = { readonly now: Instant; readonly settleMs: number };

/** The steps that a plan makes instead of the machine. Cleaning up what is left of a failed test is none of them. */
const PLAN_STEPS: { readonly [P in Phase]?: ActKind } = { testing: 'startTestFailover', 'cleaning-test': 'cleanUpTestFailover', 'source-stopped': 'startFailover' };

/** True for a step that the recovery plan of a wave makes for all of its machines. */
export function isPlanStep(m: Migration, act: ActKind): boolean {
  return PLAN_STEPS[m.position.phase] === act;
}

/** The item shows no trace of it. Its turn may come as long as the plan's job runs; when that has ended without it, or its answer was lost, a person looks. Nothing is sent again. */
export function resolvePlanDoubt(act: PendingAct, run: PlanRun | null, t: Timing): readonly MigrationEvent[] {
  switch (run?.status) {
    case 'accepted':
      return [];
    case 'ended':
      return afterTheEnd(act, run, t);
    case 'refused':
      return refused(act, run);
    case 'dropped':
      return [{ type: 'ActDropped', act: act.kind, why: 'the recovery plan was not taken', notBefore: run.notBefore ?? t.now }];
    case 'intended':
      // Nobody has looked for the job of the plan yet.
      return t.now - act.intendedAt < 2 * t.settleMs ? [] : [unknownOutcome(act)];
    default:
      return t.now - act.intendedAt < t.settleMs ? [] : [unknownOutcome(act)];
  }
}

/** Azure took none of it. */
function refused(act: PendingAct, run: PlanRun): readonly MigrationEvent[] {
  const failure: JobFailure = { code: 'PlanRefused', message: `Azure refused the recovery plan: ${run.why ?? 'it gave no reason'}`, causes: '', advice: 'Correct the cause, then retry: Ferry then does it for this machine alone.', task: null, activityId: null };
  return [{ type: 'ActRefused', act: act.kind, failure, requestId: run.requestId }, { type: 'BecameStuck', stuck: { code: 'refused', act: act.kind, failure, jobId: null, requestId: run.requestId } }];
}

/** Somebody had this machine try again when the job of the plan had not been found yet: what that job does to it since is Ferry's own work, and nobody's change from outside. */
export function caughtUp(m: Migration, o: Observation): readonly MigrationEvent[] {
  const run = o.planRun ?? null;
  if (m.position.phase !== 'source-stopped' || run === null || o.item === 'absent' || o.item === 'unread') return [];
  const done = doneByPlan(o.item);
  return done.length === 0 ? [] : [{ type: 'ActIntended', act: 'startFailover', comment: null }, ...done];
}

function doneByPlan(item: Item): readonly MigrationEvent[] {
  const { running } = item;
  if (running !== null && /^UnplannedFailover$/i.test(running.scenario)) return [{ type: 'ActAdopted', act: 'startFailover', jobId: running.jobId, why: 'the recovery plan is running it' }];
  return isFailedOver(item) ? [{ type: 'ActAdopted', act: 'startFailover', jobId: null, why: 'the recovery plan has failed it over' }, { type: 'ActFinished', act: 'startFailover', jobId: null }] : [];
}

/** Observations lag: what the plan did last may not be seen yet. */
const LAG_MS = 2 * MINUTE;

function afterTheEnd(act: PendingAct, run: PlanRun, t: Timing): readonly MigrationEvent[] {
  if (t.now - (run.endedAt ?? act.intendedAt) < Math.min(LAG_MS, t.settleMs)) return [];
  if (run.jobId === null) return [unknownOutcome(act)];
  const failure: JobFailure = { code: 'NotReached', message: `The job of the recovery plan ${run.name} has ended, and this machine was not part of what it did.`, causes: 'A machine of an earlier group failed, or the job was cancelled.', advice: 'Retry: Ferry then does it for this machine alone.', task: null, activityId: null };
  return [{ type: 'JobFailed', act: act.kind, jobId: run.jobId, failure }];
}
