/** Follows the job of a recovery plan: which machine has which job of its own, what waits for a person, and its end. */
import type { ItemSummary, Job, JobSummary, PlanTask } from '../domain/observation.ts';
import { SCENARIO } from '../domain/migration/pending.ts';
import type { Migration } from '../domain/migration/types.ts';
import { MINUTE } from '../domain/time.ts';
import { planProgress, PLAN_PROGRESS } from '../domain/wave/plan-progress.ts';
import type { PlanRun, Wave, WaveEvent } from '../domain/wave/types.ts';
import type { Stored } from '../ports/changes.ts';
import { CloudError } from '../ports/trouble.ts';
import type { Deps } from '../usecases/deps.ts';
import { isAbout } from '../usecases/observe.ts';
import { keepOnWave, saveWave } from '../usecases/wave-plan.ts';
import { isCarried, recordAnswer, tellMember } from './plan-answer.ts';

/** Clocks differ: a job that seems to have begun a little before the intent may still be ours. */
const CLOCK_SLACK = 2 * MINUTE;
const JOB_WINDOW_MS = 30 * MINUTE;

/** One look. Nothing is sent but the answer of a person to a step that waits for one. Throws {@link CloudError}. */
export async function watchPlan(d: Deps, stored: Stored<Wave>): Promise<void> {
  const run = stored.state.planRun ?? null;
  if (run === null) return;
  if (run.status === 'intended' || run.status === 'uncertain') return findJob(d, stored, run);
  if (run.status === 'accepted') await followJob(d, stored.state, run);
}

/** The answer was lost, or whoever waited for it is gone: its job tells whether it was taken. */
async function findJob(d: Deps, stored: Stored<Wave>, run: PlanRun): Promise<void> {
  const age = d.clock.now() - run.intendedAt;
  const { jobs } = (await d.replication.list(run.intendedAt - JOB_WINDOW_MS)).value;
  const job = jobs.filter((j) => isOf(j, run, stored.state.planJobs ?? [])).toSorted((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0))[0];
  if (job !== undefined) return recordAnswer(d, { wave: stored.state.id, run: run.id, act: run.act }, { jobId: job.id, requestId: run.requestId, found: true });
  if (age > 2 * d.policy.settleMs) {
    await saveWave(d, stored, [{ type: 'PlanRunEnded', id: run.id, state: 'unknown', why: 'no job of it was found' }]);
    return;
  }
  if (run.status === 'intended' && age >= d.policy.settleMs / 2) await saveWave(d, stored, [{ type: 'PlanRunUncertain', id: run.id, why: 'no answer was recorded', requestId: null }]);
}

function isOf(job: JobSummary, run: PlanRun, known: readonly string[]): boolean {
  const isSame = job.targetObjectName.toLowerCase() === run.name.toLowerCase() && SCENARIO[run.act]?.test(job.scenario) === true;
  return isSame && !known.includes(job.id) && (job.startedAt ?? 0) >= run.intendedAt - CLOCK_SLACK;
}

async function followJob(d: Deps, wave: Wave, run: PlanRun): Promise<void> {
  const job = run.jobId === null ? null : (await d.replication.job(run.jobId)).value;
  if (job === null) return lostJob(d, wave, run);
  await adopt(d, run, job);
  await showProgress(d, wave, job);
  await keepOnWave(d, wave.id, (now) => (now.planRun?.id === run.id && now.planRun.status === 'accepted' ? changes(now.planRun, job) : []));
  await resume(d, wave.id, run.id);
}

/** A job that ASR does not list says nothing: each machine is asked by its own item, and people after the settle time. */
async function lostJob(d: Deps, wave: Wave, run: PlanRun): Promise<void> {
  if (d.clock.now() - run.intendedAt < d.policy.settleMs) return;
  await keepOnWave(d, wave.id, (now) => (now.planRun?.id === run.id && now.planRun.status === 'accepted' ? [{ type: 'PlanRunEnded', id: run.id, state: 'unknown', why: 'its job is not known to ASR' }] : []));
}

/** Its own machines: the job that carries each of them, also when that has ended between two looks. */
async function adopt(d: Deps, run: PlanRun, job: Job): Promise<void> {
  const tasks = (job.plan?.groups ?? []).flatMap((g) => g.machines).filter((t) => t.jobId !== null);
  const open = tasks.length === 0 ? [] : await waiting(d, run);
  if (open.length === 0) return;
  const { items } = (await d.replication.list(d.clock.now())).value;
  for (const m of open) {
    const item = items.find((i) => i.name.toLowerCase() === m.itemName.toLowerCase()) ?? null;
    const task = tasks.find((t) => isOwn(t, m, item));
    const jobId = task?.jobId ?? null;
    if (jobId === null) continue;
    await tellMember(d, m.id, (now) => (isCarried(now, run.id) ? [{ type: 'ActAdopted', act: run.act, jobId, why: "the recovery plan's job names it" }] : []));
  }
}

function isOwn(t: PlanTask, m: Migration, item: ItemSummary | null): boolean {
  return isAbout({ targetObjectName: t.targetObjectName, targetObjectId: t.targetObjectId }, m, item);
}

async function waiting(d: Deps, run: PlanRun): Promise<readonly Migration[]> {
  const all = await Promise.all(run.members.map((id) => d.store.migration(id)));
  return all.flatMap((m) => (m !== null && isCarried(m.state, run.id) ? [m.state] : []));
}

/** What is told of the job as a whole. Its end is stored when its machines have been told: from then on one without a job of its own was not part of it. */
function changes(run: PlanRun, job: Job): readonly WaveEvent[] {
  const { id } = run;
  if (isEnd(job.state)) return [{ type: 'PlanRunEnded', id, state: job.state, why: job.failure === null ? '' : `${job.failure.code}: ${job.failure.message}` }];
  const over: readonly WaveEvent[] = run.manual === null ? [] : [{ type: 'PlanStepOver', id }];
  if (job.state !== 'suspended') return over;
  const { step, instructions } = job.plan?.manual ?? { step: 'a manual action', instructions: '' };
  return run.manual?.step === step ? [] : [...over, { type: 'PlanStepAsked', id, step, instructions }];
}

function isEnd(state: Job['state']): state is 'succeeded' | 'failed' | 'cancelled' {
  return state === 'succeeded' || state === 'failed' || state === 'cancelled';
}

/** Progress is shown, and nothing is decided on it. */
async function showProgress(d: Deps, wave: Wave, job: Job): Promise<void> {
  const key = `${PLAN_PROGRESS}${wave.id}`;
  const text = planProgress(job, wave.planRun ?? null);
  if ((await d.store.note(key)) === text) return;
  await d.store.putNote(key, text);
  await d.store.commit({ at: d.clock.now(), changes: [], jobs: [{ queue: 'notify', key: wave.id }] });
}

/** Somebody has done what the step asks for: Azure is asked once to go on. */
async function resume(d: Deps, id: Wave['id'], run: string): Promise<void> {
  const before = await d.store.wave(id);
  const now = before?.state.planRun ?? null;
  if (before === null || now?.id !== run || now.status !== 'accepted') return;
  await resumeStep(d, before, now);
}

async function resumeStep(d: Deps, before: Stored<Wave>, { id, jobId, manual }: PlanRun): Promise<void> {
  const answer = manual?.answer ?? null;
  if (answer?.status === 'wanted' && jobId !== null) return sendResume(d, before, { run: id, jobId, comment: `${answer.note === '' ? 'done' : answer.note} (${answer.by.name})`.slice(0, 900) });
  // It was sent, or was about to be, and the job waits all the same: whether it may be sent again a person decides.
  if (isStale(d, answer)) await saveWave(d, before, [{ type: 'PlanStepResumed', id, status: 'refused', requestId: null, why: 'its job still waits' }]);
}

function isStale(d: Deps, answer: NonNullable<PlanRun['manual']>['answer']): boolean {
  if (answer === null || answer.status === 'cannot' || answer.status === 'wanted') return false;
  return d.clock.now() - answer.at >= d.policy.settleMs;
}

async function sendResume(d: Deps, before: Stored<Wave>, o: { readonly run: string; readonly jobId: NonNullable<PlanRun['jobId']>; readonly comment: string }): Promise<void> {
  const resumed = (status: 'intended' | 'accepted' | 'uncertain' | 'refused', requestId: string | null, why?: string): WaveEvent => ({ type: 'PlanStepResumed', id: o.run, status, requestId, ...(why === undefined ? {} : { why }) });
  if ((await saveWave(d, before, [resumed('intended', null)])) === null) return;
  const keep = (event: WaveEvent) => keepOnWave(d, before.state.id, (now) => (now.planRun?.id === o.run && now.planRun.manual?.answer?.status === 'intended' ? [event] : []));
  try {
    await keep(resumed('accepted', (await d.replication.resumeJob(o.jobId, o.comment)).requestId));
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    d.log.warn({ wave: before.state.id, operation: error.operation, kind: error.kind, requestId: error.requestId }, 'a step of a recovery plan was not resumed');
    await keep(resumed(error.mayHaveHappened || error.kind === 'conflict' ? 'uncertain' : 'refused', error.requestId, error.message));
  }
}
