// A job: planned when it starts, so that its state at any moment is a function of the plan and the time.
import { specOf, type Scenario } from './catalog.ts';

/** Why and where a job fails. */
export type Failure = { readonly code: string; readonly task: string };

/** A task with its place in time. */
export type PlannedTask = {
  readonly name: string;
  readonly friendlyName: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly end: 'Succeeded' | 'Skipped' | 'Failed';
};

export type Outcome = 'Succeeded' | 'Failed' | 'Cancelled';

/** What a job works on. */
export type JobTarget = { readonly id: string; readonly name: string; readonly type: 'ProtectionEntity' | 'RecoveryPlan' };

/** A job of a vault. `onEnd` carries its effect on the world; plan jobs have no end until their last step is over. */
export type Job = {
  readonly id: string;
  readonly vault: string;
  readonly scenario: Scenario;
  readonly target: JobTarget;
  readonly itemKey: string | null;
  readonly resource: string;
  readonly hidden: boolean;
  readonly customDetails: (now: number) => unknown;
  readonly onEnd: (at: number, outcome: Outcome) => void;
  readonly nestedTasks: ((now: number) => readonly unknown[]) | null;
  readonly networkId: string;
  /** Tells the plan that began this job that it is over. */
  afterEnd: ((at: number) => void) | null;
  reservedSize: string | null;
  startedAt: number;
  endsAt: number | null;
  tasks: readonly PlannedTask[];
  failure: Failure | null;
  outcome: Outcome;
  suspended: boolean;
};

/** The state words of the wire. */
type JobState = 'NotStarted' | 'InProgress' | 'Suspended' | Outcome;

/** The state of a job at a moment. */
export function stateOf(job: Job, now: number): JobState {
  if (job.endsAt !== null && now >= job.endsAt) return job.outcome;
  return job.suspended ? 'Suspended' : 'InProgress';
}

/** What a user may do with the job at a moment. */
export function allowedActions(job: Job, now: number): readonly string[] {
  const state = stateOf(job, now);
  if (state === 'Suspended') return ['Resume', 'Cancel'];
  if (state === 'InProgress') return specOf(job.scenario).cancellable && job.nestedTasks === null ? ['Cancel'] : [];
  return state === 'Failed' && job.nestedTasks === null ? ['Restart'] : [];
}

/** A plan of tasks and when it is over. */
export type Plan = { readonly tasks: readonly PlannedTask[]; readonly endsAt: number };

type End = PlannedTask['end'];

// A failing task ends halfway, a skipped one takes no time.
const lengthOfEnd: Readonly<Record<End, number>> = { Succeeded: 1, Failed: 0.5, Skipped: 0 };

/** Lays the tasks of a scenario end to end; nothing follows a failing task. */
export function planTasks(scenario: Scenario, startsAt: number, options: { readonly failure: Failure | null; readonly skipped: readonly string[] }): Plan {
  const tasks: PlannedTask[] = [];
  const endOf = (name: string): End => {
    if (options.failure?.task === name) return 'Failed';
    return options.skipped.includes(name) ? 'Skipped' : 'Succeeded';
  };
  let at = startsAt;
  for (const { name, friendlyName, lasts } of specOf(scenario).tasks) {
    const end = endOf(name);
    const endsAt = at + lasts * lengthOfEnd[end];
    tasks.push({ name, friendlyName, startsAt: at, endsAt, end });
    at = endsAt;
    if (end === 'Failed') break;
  }
  return { tasks, endsAt: at };
}
