import type { JobId } from '../ids.ts';
import type { Item, Job, JobSummary } from '../observation.ts';
import type { Instant } from '../time.ts';
import { isGone } from '../source-guard/changes.ts';
import { MINUTE } from '../time.ts';
import { isFailedOver, stuck } from './decision.ts';
import type { Observation } from './observation.ts';
import { resolvePlanDoubt } from './plan-doubt.ts';
import { unknownOutcome } from './unknown-outcome.ts';
import { DESTRUCTIVE, type ActKind, type Migration, type MigrationEvent, type PendingAct } from './types.ts';

type Timing = { readonly now: Instant; readonly settleMs: number };

/** The ASR scenario that carries each act; null for acts that have no job. */
export const SCENARIO: { readonly [A in ActKind]: RegExp | null } = {
  enableReplication: /^(EnableDr|EnableProtection)/i,
  startTestFailover: /^TestFailover$/i,
  cleanUpTestFailover: /^TestFailoverCleanup$/i,
  startFailover: /^UnplannedFailover$/i,
  completeMigration: /^(Remove|Disable|CompleteMigration|DeleteProtection|PurgeProtection)/i,
  stopSource: null,
  startSource: null,
  deallocateTarget: null,
  resumeJob: null,
};

/** What can be said now about an act that was intended before: it runs on, ended, must be adopted, waited for, dropped, or shown to a person. */
export function resolvePending(m: Migration, o: Observation, t: Timing): readonly MigrationEvent[] {
  const act = m.pending;
  if (act === null) return [];
  if (SCENARIO[act.kind] === null) return resolveByPower(act, o, t);
  if (act.status === 'accepted' && act.jobId !== null) return manualAction(m, { ...act, jobId: act.jobId }, o) ?? resolveByJob({ ...act, jobId: act.jobId }, o, t);
  return resolveDoubt({ act, told: m.stuck !== null, knownJobs: m.knownJobs }, o, t);
}

/** A job that waits for a person is no failure: it goes on where it is once that is done. Null when there is nothing to say about it. */
function manualAction(m: Migration, act: PendingAct & { readonly jobId: JobId }, o: Observation): readonly MigrationEvent[] | null {
  if (o.job === 'unread' || o.job === 'absent') return null;
  const told = m.stuck?.code === 'manual-action';
  if (o.job.state === 'suspended') return told ? [] : [asked(act, o.job)];
  return told && o.job.state === 'inProgress' ? [{ type: 'ActAdopted', act: act.kind, jobId: act.jobId, why: 'its job goes on' }] : null;
}

function asked(act: PendingAct & { readonly jobId: JobId }, job: Job): MigrationEvent {
  const step = job.tasks.find((task) => task.state === 'suspended') ?? job.tasks.find((task) => task.state === 'inProgress') ?? null;
  const what = step === null ? 'a manual action' : `"${step.title}"`;
  return {
    type: 'BecameStuck',
    stuck: {
      code: 'manual-action',
      act: act.kind,
      jobId: act.jobId,
      failure: { code: 'ManualAction', message: `The ${job.scenario} job waits for a person: ${what}${step === null || step.note === '' ? '' : ` (${step.note})`}.`, causes: '', advice: 'Do what the step asks for, then answer here: Ferry resumes the job. Resumed in the Azure portal it goes on as well; nothing is started a second time.', task: step?.title ?? null, activityId: job.activityId ?? null },
      ...(act.requestId === undefined ? {} : { requestId: act.requestId }),
    },
  };
}

function resolveByJob(act: PendingAct & { readonly jobId: JobId }, o: Observation, t: Timing): readonly MigrationEvent[] {
  if (o.job === 'unread') return [];
  if (o.job === 'absent') return jobVanished(act, t);
  switch (o.job.state) {
    case 'succeeded':
      return [{ type: 'ActFinished', act: act.kind, jobId: act.jobId }];
    case 'failed':
    case 'cancelled':
      return [{ type: 'JobFailed', act: act.kind, jobId: act.jobId, failure: failureOf(o.job) }];
    default:
      return [];
  }
}

function failureOf(job: Job): Extract<MigrationEvent, { type: 'JobFailed' }>['failure'] {
  if (job.failure !== null) return job.failure;
  return { code: job.state === 'cancelled' ? 'Cancelled' : 'Failed', message: `The ${job.scenario} job ended as ${job.state} and gave no reason.`, causes: '', advice: 'Open the job in the portal.', task: null, activityId: job.activityId ?? null };
}

/** A job that ASR no longer lists says nothing about success: after the settle time a person looks. */
function jobVanished(act: PendingAct, t: Timing): readonly MigrationEvent[] {
  if (t.now - act.intendedAt < t.settleMs) return [];
  return [{ type: 'ActDropped', act: act.kind, why: 'its job is no longer known to ASR' }, unknownOutcome(act)];
}

type Doubt = { readonly act: PendingAct; readonly told: boolean; readonly knownJobs: readonly JobId[] };

function resolveDoubt({ act, told, knownJobs }: Doubt, o: Observation, t: Timing): readonly MigrationEvent[] {
  const unclaimed = o.jobs === 'unread' ? [] : o.jobs.filter((j) => !knownJobs.includes(j.id));
  const found = evidenceOf(act, o, unclaimed);
  if (found !== null) return found;
  if (act.plan !== undefined) return told ? [] : resolvePlanDoubt(act, o.planRun ?? null, t);
  if (told || t.now - act.intendedAt < t.settleMs) return [];
  if (DESTRUCTIVE.has(act.kind)) return [unknownOutcome(act)];
  return [{ type: 'ActDropped', act: act.kind, why: 'no trace of it in the cloud after the settle time' }];
}

/** A trace of the act in the cloud: the running scenario, a job begun since, or the state that only the act leads to. */
function evidenceOf(act: PendingAct, o: Observation, jobs: readonly JobSummary[]): readonly MigrationEvent[] | null {
  const pattern = SCENARIO[act.kind];
  if (pattern === null) return null;
  if (o.item !== 'absent' && o.item !== 'unread' && o.item.running !== null && pattern.test(o.item.running.scenario)) {
    return [{ type: 'ActAdopted', act: act.kind, jobId: o.item.running.jobId, why: 'ASR is running it' }];
  }
  const job = newestSince(jobs, pattern, act);
  if (job !== undefined) return [{ type: 'ActAdopted', act: act.kind, jobId: job.id, why: 'its job was found' }];
  return hasHappened(act.kind, o) ? [{ type: 'ActAdopted', act: act.kind, jobId: null, why: 'its result is there' }, { type: 'ActFinished', act: act.kind, jobId: null }] : null;
}

/** Clocks differ: a job that seems to have begun a little before the intent may still be ours. */
const CLOCK_SLACK = 2 * MINUTE;

function newestSince(jobs: readonly JobSummary[], pattern: RegExp, act: PendingAct): JobSummary | undefined {
  const candidates = jobs.filter((j) => pattern.test(j.scenario) && (j.startedAt ?? 0) >= act.intendedAt - CLOCK_SLACK);
  return candidates.toSorted((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0))[0];
}

function hasHappened(kind: ActKind, o: Observation): boolean {
  if (o.item === 'unread') return false;
  if (o.item === 'absent') return kind === 'completeMigration';
  const item: Item = o.item;
  if (kind === 'enableReplication') return true;
  if (kind === 'startFailover') return isFailedOver(item);
  if (kind === 'startTestFailover') return item.testFailoverState === 'WaitingForCompletion';
  return false;
}

/** EC2 stop and start and VM deallocate may be sent again: they lead to one state. */
function resolveByPower(act: PendingAct, o: Observation, t: Timing): readonly MigrationEvent[] {
  if (isReached(act.kind, o)) return [{ type: 'ActFinished', act: act.kind, jobId: null }];
  if (act.status !== 'accepted') return [{ type: 'ActDropped', act: act.kind, why: 'its answer was lost; the state is read again before it is sent again' }];
  if (t.now - act.intendedAt < t.settleMs) return [];
  return [{ type: 'ActDropped', act: act.kind, why: 'too slow' }, stuck('refused', act.kind, { code: 'NoEffect', message: 'The request was accepted but the machine did not change its state in time.', causes: '', advice: 'Look at the machine in the console, then retry.' })];
}

function isReached(kind: ActKind, o: Observation): boolean {
  if (kind === 'stopSource') return o.source !== 'unread' && (o.source.power === 'stopped' || isGone(o.source.power));
  if (kind === 'startSource') return o.source !== 'unread' && o.source.power === 'running';
  if (kind === 'deallocateTarget') return o.vm === 'absent' || (o.vm !== 'unread' && o.vm.power === 'deallocated');
  return false;
}
