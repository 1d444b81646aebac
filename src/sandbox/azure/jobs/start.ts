// Starts jobs, ends them when their time has come, and carries items forward: the only place where time passes.
import type { World } from '../../world/types.ts';
import { noteFailedJob, noteHealth } from '../infrastructure/event-log.ts';
import { linkOf } from '../items/figures.ts';
import { issuesOf, replicationHealth } from '../items/health.ts';
import { markStarted } from '../items/marks.ts';
import type { Item } from '../items/model.ts';
import { itemPath } from '../items/paths.ts';
import { advance, stageOf, syncEndedAt } from '../items/replication.ts';
import { nextGuid, type State } from '../state.ts';
import { second } from '../times.ts';
import { specOf, type Scenario } from './catalog.ts';
import { planTasks, type Failure, type Job, type JobTarget, type Outcome, type PlannedTask } from './model.ts';

/** What a new job needs to know; everything left out is nothing special. */
type JobOrder = {
  readonly vault: string;
  readonly scenario: Scenario;
  readonly at: number;
  readonly target: JobTarget;
  readonly resource: string;
  readonly item?: Item;
  readonly failure?: Failure | null;
  readonly skipped?: readonly string[];
  readonly reservedSize?: string;
  readonly networkId?: string;
  readonly hidden?: boolean;
  readonly customDetails?: (now: number) => unknown;
  readonly nestedTasks?: (now: number) => readonly unknown[];
  readonly onEnd?: (at: number, outcome: Outcome) => void;
};

function plannedPart(order: JobOrder): Pick<Job, 'tasks' | 'endsAt' | 'failure' | 'outcome'> {
  const failure = order.failure ?? null;
  if (order.nestedTasks !== undefined) return { tasks: [], endsAt: null, failure: null, outcome: 'Succeeded' };
  const plan = planTasks(order.scenario, order.at, { failure, skipped: order.skipped ?? [] });
  return { ...plan, failure, outcome: failure === null ? 'Succeeded' : 'Failed' };
}

/** Starts a job and makes it the current one of its item, in one step. */
export function startJob(state: State, order: JobOrder): Job {
  const job: Job = {
    id: nextGuid(state),
    vault: order.vault,
    scenario: order.scenario,
    target: order.target,
    itemKey: order.item?.key ?? null,
    resource: order.resource,
    hidden: order.hidden ?? false,
    customDetails: order.customDetails ?? (() => ({})),
    onEnd: order.onEnd ?? (() => undefined),
    nestedTasks: order.nestedTasks ?? null,
    networkId: order.networkId ?? '',
    afterEnd: null,
    reservedSize: order.reservedSize ?? null,
    startedAt: order.at,
    suspended: false,
    ...plannedPart(order),
  };
  state.jobs.set(job.id, job);
  state.running.add(job.id);
  if (order.item !== undefined) claimOrdered(state, order.item, job);
  return job;
}

function claimOrdered(state: State, item: Item, job: Job): void {
  claim(item, job);
  waitIfOrdered(state, item, job);
}

/** A job that was told to: its first step is a manual action, and nothing of it is done before that. */
function waitIfOrdered(state: State, item: Item, job: Job): void {
  const key = item.facts.instanceId ?? '';
  if (state.orderedWaits.get(key) !== job.scenario) return;
  state.orderedWaits.delete(key);
  Object.assign(job, { suspended: true, endsAt: null, tasks: [manualTask(job.startedAt, Infinity)] });
}

function manualTask(startsAt: number, endsAt: number): PlannedTask {
  return { name: 'ManualActionTask', friendlyName: 'Manual action', startsAt, endsAt, end: 'Succeeded' };
}

/** Lets a job go on that waits for a person: what it was to do begins now. */
export function resumeJob(job: Job, at: number): void {
  const plan = planTasks(job.scenario, at, { failure: job.failure, skipped: [] });
  Object.assign(job, { suspended: false, endsAt: plan.endsAt, tasks: [manualTask(job.startedAt, at), ...plan.tasks] });
}

function claim(item: Item, job: Job): void {
  item.jobId = job.id;
  item.jobStartedAt = job.startedAt;
  markStarted(item, job.scenario);
}

/** Puts an ended job back to work from a moment on. */
export function restartJob(state: State, job: Job, plan: { readonly at: number; readonly failure: Failure | null }): void {
  const skipped = job.tasks.filter((task) => task.end === 'Skipped').map((task) => task.name);
  Object.assign(job, planTasks(job.scenario, plan.at, { failure: plan.failure, skipped }));
  job.startedAt = plan.at;
  job.failure = plan.failure;
  job.outcome = plan.failure === null ? 'Succeeded' : 'Failed';
  state.running.add(job.id);
  const item = state.items.get(job.itemKey ?? '');
  if (item !== undefined) claim(item, job);
}

type Around = { readonly state: State; readonly world: World };

// Carrying an item over a jump of hours must not lose the moment its first copy ended.
function settleItem({ state, world }: Around, item: Item, now: number): void {
  if (item.phase !== 'replicating' && item.phase !== 'failoverFailed') return;
  const source = item.facts.instanceId === null ? null : world.sources.byInstanceId(item.facts.instanceId);
  const before = stageOf(item.replication);
  item.replication = advance(item.replication, linkOf(item, source), now);
  const ended = syncEndedAt(item.replication);
  if (before !== 'protected' && ended !== null) recordCompletion(state, item, ended);
  const issues = issuesOf(item, source, now);
  const health = replicationHealth(issues);
  if (health !== item.lastHealth) noteHealth(state, item, { at: now, health, issues });
  item.lastHealth = health;
}

function recordCompletion(state: State, item: Item, at: number): void {
  const job = startJob(state, { vault: item.vault, scenario: 'IrCompletion', at, target: targetOf(item), resource: itemPath(item) });
  state.running.delete(job.id);
}

/** What a job on an item shows as its target. */
export function targetOf(item: Item): JobTarget {
  return { id: item.id, name: item.facts.name, type: 'ProtectionEntity' };
}

function endJob(state: State, job: Job, at: number): void {
  state.running.delete(job.id);
  job.reservedSize = null;
  const item = state.items.get(job.itemKey ?? '');
  if (item?.jobId === job.id) item.jobId = null;
  job.onEnd(at, job.outcome);
  if (item !== undefined && job.outcome === 'Failed') noteFailedJob(state, item, { id: job.id, at, title: specOf(job.scenario).friendlyName });
  job.afterEnd?.(at);
}

function nextDue(state: State, now: number): Job | null {
  let due: Job | null = null;
  for (const id of state.running) {
    const job = state.jobs.get(id);
    if (job === undefined || job.endsAt === null || job.endsAt > now) continue;
    if (due === null || job.endsAt < (due.endsAt ?? 0)) due = job;
  }
  return due;
}

/** Ends a running job as cancelled. */
export function cancelJob(state: State, job: Job, at: number): void {
  job.outcome = 'Cancelled';
  job.endsAt = at;
  endJob(state, job, at);
}

const itemStep = 5 * second;

/** Brings the world up to a moment. Jobs end in the order of their ends, because one may begin the next. */
export function settle(state: State, world: World, now: number): void {
  for (let job = nextDue(state, now); job !== null; job = nextDue(state, now)) endJob(state, job, job.endsAt ?? now);
  if (now - state.itemsSettledTo >= itemStep) settleItems({ state, world }, now);
}

/** Brings everything up to a moment at once, before something about a source changes. */
export function settleNow(state: State, world: World, now: number): void {
  settle(state, world, now);
  settleItems({ state, world }, now);
}

function settleItems(around: Around, now: number): void {
  around.state.itemsSettledTo = now;
  for (const item of around.state.items.values()) settleItem(around, item, now);
}
