/** How far the job of a recovery plan is, as it is kept for cards. */
import type { Job, JobState } from '../observation.ts';
import type { PlanRun } from './types.ts';

/** Where it is kept; the id of the wave follows. */
export const PLAN_PROGRESS = 'plan.progress:';

export type PlanProgress = { readonly run: string; readonly state: JobState; readonly groups: readonly { readonly name: string; readonly done: number; readonly of: number; readonly state: JobState }[] };

/** As text; groups without machines are none. */
export function planProgress(job: Job, run: PlanRun | null): string {
  const groups = (job.plan?.groups ?? []).filter((g) => g.machines.length > 0);
  const progress: PlanProgress = { run: run?.id ?? '', state: job.state, groups: groups.map((g) => ({ name: g.name, done: g.machines.filter((m) => m.state === 'succeeded').length, of: g.machines.length, state: g.state })) };
  return JSON.stringify(progress);
}

/** What was kept for this run; null for another one, and for what cannot be read. */
export function readProgress(text: string | null, run: string | null): PlanProgress | null {
  if (text === null || run === null) return null;
  try {
    const read = JSON.parse(text) as PlanProgress;
    return read.run === run && Array.isArray(read.groups) ? read : null;
  } catch {
    return null;
  }
}
