// Jobs: list, read, cancel, restart, resume.
import type { SandboxResponse } from '../../http/server.ts';
import { ok } from '../answers.ts';
import { param, query, type Call, type Route } from '../call.ts';
import { armError, asrError, missing } from '../errors.ts';
import { same } from '../fields.ts';
import { jobPath } from '../ids.ts';
import { failureFor } from '../items/failure.ts';
import { accepted } from '../lro.ts';
import { page } from '../paging.ts';
import { cancelPlan, resumePlan } from '../plans/run.ts';
import type { Vault } from '../vault-list.ts';
import { vaultRoute, type VaultHandler } from '../vault-routes.ts';
import { momentOf, parseFilter, type Clause } from './filter.ts';
import { allowedActions, stateOf, type Job } from './model.ts';
import { cancelJob, restartJob, resumeJob, startJob } from './start.ts';
import { jobView } from './view.ts';

// StartTime and EndTime are the two ends of a window in which jobs have begun, whatever operator joins them.
const matchers: Readonly<Record<string, (job: Job, clause: Clause, now: number) => boolean>> = {
  starttime: (job, clause) => job.startedAt >= (momentOf(clause) ?? 0),
  endtime: (job, clause) => job.startedAt <= (momentOf(clause) ?? Infinity),
  jobstatus: (job, clause, now) => clause.value.split(',').some((word) => same(word.trim(), stateOf(job, now))),
  status: (job, clause, now) => same(clause.value, stateOf(job, now)),
  jobname: (job, clause) => same(clause.value, job.scenario) || same(clause.value, job.id),
  affectedobjecttypes: (job, clause) => clause.value === '' || same(clause.value, job.target.type),
  fabricid: () => true,
};

function listJobs(call: Call, vault: Vault): SandboxResponse {
  const clauses = parseFilter(query(call, '$filter'));
  const unknown = clauses?.find((clause) => matchers[clause.field] === undefined);
  if (clauses === null || unknown !== undefined) return armError(400, 'BadRequest', 'The filter of the request is not supported for jobs.');
  const rows = [...call.state.jobs.values()]
    .filter((job) => job.vault === vault.name && !job.hidden)
    .filter((job) => clauses.every((clause) => matchers[clause.field]?.(job, clause, call.now) ?? false))
    .toSorted((left, right) => right.startedAt - left.startedAt);
  return page(call, { rows, view: (job) => jobView(call.state, job, { now: call.now, full: false }) });
}

function jobHandler(handle: (call: Call, job: Job) => SandboxResponse): VaultHandler {
  return (call, vault) => {
    const job = call.state.jobs.get(param(call, 'job').toLowerCase());
    return job === undefined || job.vault !== vault.name ? missing(call.req, param(call, 'job')) : handle(call, job);
  };
}

function act(word: 'Cancel' | 'Restart' | 'Resume', change: (call: Call, job: Job) => void): VaultHandler {
  return jobHandler((call, job) => {
    if (!allowedActions(job, call.now).includes(word)) return actionRefused(call, job, word);
    change(call, job);
    const resource = jobPath(job.vault, job.id);
    return accepted(call, startJob(call.state, { vault: job.vault, scenario: 'JobAction', at: call.now, target: job.target, resource, hidden: true }));
  });
}

function actionRefused(call: Call, job: Job, word: string): SandboxResponse {
  return asrError(call.req, 400, {
    code: 'SimJobActionNotAllowed',
    message: `The action ${word} is not allowed for the job in the state '${stateOf(job, call.now)}'.`,
    possibleCauses: 'The job has ended, or jobs of its kind do not know the action.',
    recommendedAction: 'Read the job and choose one of its allowed actions.',
  });
}

function cancel(call: Call, job: Job): void {
  if (job.nestedTasks === null) cancelJob(call.state, job, call.now);
  else cancelPlan(call, job);
}

function resume(call: Call, job: Job): void {
  if (job.nestedTasks === null) resumeJob(job, call.now);
  else resumePlan(call, job);
}

// The cause of the failure may be gone by now, so it is looked for anew.
function restart(call: Call, job: Job): void {
  const item = call.state.items.get(job.itemKey ?? '');
  const failure = item === undefined ? null : failureFor(call, item, { scenario: job.scenario, networkId: job.networkId });
  restartJob(call.state, job, { at: call.now, failure });
}

/** Everything about jobs. */
export const jobRoutes: readonly Route[] = [
  vaultRoute('GET', '/replicationJobs', listJobs),
  vaultRoute('GET', '/replicationJobs/{job}', jobHandler((call, job) => ok(jobView(call.state, job, { now: call.now, full: true })))),
  vaultRoute('POST', '/replicationJobs/{job}/cancel', act('Cancel', cancel)),
  vaultRoute('POST', '/replicationJobs/{job}/restart', act('Restart', restart)),
  vaultRoute('POST', '/replicationJobs/{job}/resume', act('Resume', resume)),
];
