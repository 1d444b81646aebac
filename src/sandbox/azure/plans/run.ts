// Runs a recovery plan: one job that works through groups and manual actions, each machine in a child job of its own.
import type { Surroundings } from '../items/failure.ts';
import { startCleanup, startCommit, startFailover, startTestFailover } from '../items/jobs.ts';
import type { Item } from '../items/model.ts';
import type { Operation } from '../items/operation.ts';
import { allowedOperations } from '../items/operations.ts';
import type { Job } from '../jobs/model.ts';
import { startJob } from '../jobs/start.ts';
import { vaultPath } from '../ids.ts';
import type { Plan, PlanAction, PlanGroup } from './model.ts';
import { stepViews, type GroupStep, type ManualStep, type Step } from './steps.ts';

/** What a plan can be asked to do. */
export type PlanVerb = 'TestFailover' | 'TestFailoverCleanup' | 'UnplannedFailover' | 'CommitFailover';

/** The order for a run. */
type PlanOrder = { readonly verb: PlanVerb; readonly at: number; readonly networkId: string; readonly comments: string };

type Run = { readonly around: Surroundings; readonly plan: Plan; readonly order: PlanOrder; readonly steps: readonly Step[]; next: number; job: Job | null };

/** The operation of an item that each verb needs. */
export const operationOf: Readonly<Record<PlanVerb, Operation>> = {
  TestFailover: 'TestFailover',
  TestFailoverCleanup: 'TestFailoverCleanup',
  UnplannedFailover: 'UnplannedFailover',
  CommitFailover: 'Commit',
};

const runs = new WeakMap<Job, Run>();

function manual(group: string, action: PlanAction): ManualStep {
  return { type: 'manual', group, action, startedAt: null, endedAt: null };
}

function stepsOf(plan: Plan, verb: PlanVerb): readonly Step[] {
  const steps: Step[] = [];
  const applies = (action: PlanAction): boolean => action.failoverTypes.includes(verb);
  for (const [index, group] of plan.groups.entries()) {
    const name = groupName(plan.groups, index);
    steps.push(...group.startActions.filter(applies).map((action) => manual(name, action)));
    steps.push({ type: 'group', name, groupType: group.type, members: group.members, children: [], startedAt: null, endedAt: null });
    steps.push(...group.endActions.filter(applies).map((action) => manual(name, action)));
  }
  return steps;
}

function groupName(groups: readonly PlanGroup[], index: number): string {
  const type = groups[index]?.type ?? 'Boot';
  const number = groups.slice(0, index + 1).filter((group) => group.type === 'Boot').length;
  return type === 'Boot' ? `Group ${number}` : `All groups ${type.toLowerCase()}`;
}

function startChild(run: Run, item: Item, at: number): Job {
  const { around, order } = run;
  switch (order.verb) {
    case 'TestFailover':
      return startTestFailover(around, item, { at, networkId: order.networkId, point: null });
    case 'TestFailoverCleanup':
      return startCleanup(around, item, { at, comments: order.comments });
    case 'UnplannedFailover':
      return startFailover(around, item, { at, chosen: null });
    case 'CommitFailover':
      return startCommit(around, item, at);
  }
}

// A member that cannot take part now (a job of its own, gone on already) is left out of the run.
function beginGroup(run: Run, step: GroupStep, at: number): void {
  for (const key of step.members) {
    const item = run.around.state.items.get(key);
    if (item === undefined || !allowedOperations(item).includes(operationOf[run.order.verb])) continue;
    const child = startChild(run, item, at);
    child.afterEnd = (endedAt) => childEnded(run, step, endedAt);
    step.children.push(child);
  }
  if (step.children.length === 0) step.endedAt = at;
}

function childEnded(run: Run, step: GroupStep, at: number): void {
  const { running } = run.around.state;
  if (step.children.some((child) => running.has(child.id))) return;
  step.endedAt = at;
  const failed = step.children.find((child) => child.outcome !== 'Succeeded');
  if (failed === undefined) proceed(run, at);
  else finish(run, at, failed);
}

function finish(run: Run, at: number, failed: Job | null): void {
  const { job } = run;
  if (job === null) return;
  job.failure = failed === null ? null : { code: failed.failure?.code ?? '', task: failed.failure?.task ?? '' };
  job.outcome = failed === null ? 'Succeeded' : 'Failed';
  job.endsAt = at;
}

function proceed(run: Run, at: number): void {
  for (let step = run.steps[run.next]; step !== undefined; step = run.steps[run.next]) {
    run.next += 1;
    step.startedAt = at;
    if (step.type === 'manual') {
      if (run.job !== null) run.job.suspended = true;
      return;
    }
    beginGroup(run, step, at);
    if (step.endedAt === null) return;
  }
  finish(run, at, null);
}

function markEnd(plan: Plan, verb: PlanVerb, at: number): void {
  plan.jobId = null;
  if (verb === 'TestFailover') plan.lastTestAt = at;
  if (verb === 'UnplannedFailover') plan.lastFailoverAt = at;
}

/** Begins a run of a plan. */
export function startPlan(around: Surroundings, plan: Plan, order: PlanOrder): Job {
  const run: Run = { around, plan, order, steps: stepsOf(plan, order.verb), next: 0, job: null };
  const job = startJob(around.state, {
    vault: plan.vault,
    scenario: order.verb,
    at: order.at,
    target: { id: plan.id, name: plan.name, type: 'RecoveryPlan' },
    resource: `${vaultPath(plan.vault)}/replicationRecoveryPlans/${plan.name}`,
    nestedTasks: (now) => stepViews(run.steps, now),
    onEnd: (at, outcome) => {
      if (outcome === 'Succeeded') markEnd(plan, order.verb, at);
      plan.jobId = null;
    },
  });
  run.job = job;
  runs.set(job, run);
  plan.jobId = job.id;
  proceed(run, order.at);
  return job;
}

function openManualStep(run: Run): ManualStep | null {
  const step = run.steps[run.next - 1];
  return step?.type === 'manual' && step.endedAt === null ? step : null;
}

/** Goes on after a manual action. */
export function resumePlan(call: { readonly now: number }, job: Job): void {
  const run = runs.get(job);
  const step = run === undefined ? null : openManualStep(run);
  if (run === undefined || step === null) return;
  step.endedAt = call.now;
  job.suspended = false;
  proceed(run, call.now);
}

/** Ends a suspended plan; machines that are over already stay where they are. */
export function cancelPlan(call: { readonly now: number }, job: Job): void {
  job.outcome = 'Cancelled';
  job.endsAt = call.now;
}
