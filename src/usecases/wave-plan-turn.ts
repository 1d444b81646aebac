/** Whether the next step of a machine is made by the recovery plan of its wave. */
import type { Approval } from '../domain/approval/types.ts';
import type { InstanceId } from '../domain/ids.ts';
import type { Observation } from '../domain/migration/observation.ts';
import type { Migration } from '../domain/migration/types.ts';
import { planned } from '../domain/wave/plan.ts';
import { runOn, testsByPlan, waitsForPlan } from '../domain/wave/plan-run.ts';
import type { PlanRun } from '../domain/wave/types.ts';
import type { Stored } from '../ports/changes.ts';
import type { WaveReads } from './wave-stand.ts';

type Part = Pick<Observation, 'byPlan' | 'planRun'>;

/** Read from the wave's own row; nothing for a machine that no plan carries. */
export async function planPart(store: WaveReads, m: Migration, a: Approval | null): Promise<Part> {
  const carried = m.pending?.plan;
  if (carried !== undefined) {
    const run = (await store.wave(carried.wave))?.state.planRun ?? null;
    return { planRun: run?.id === carried.run ? run : null };
  }
  if (m.position.phase === 'source-stopped') return cutoverPart(store, m, a);
  return m.testRun === undefined ? {} : testPart(store, m, m.testRun.wave);
}

async function cutoverPart(store: WaveReads, m: Migration, a: Approval | null): Promise<Part> {
  if (a?.wave?.drive !== 'plan') return {};
  const wave = (await store.wave(a.wave.id))?.state ?? null;
  const run = runOn(a, wave);
  return { ...(waitsForPlan(a, wave, m.id) ? { byPlan: a.wave.id } : {}), ...(run !== null && mayStillReach(run, m.id) ? { planRun: run } : {}) };
}

/** A run whose job is under way, or was never found. */
function mayStillReach(run: PlanRun, id: Migration['id']): boolean {
  const isOver = run.status === 'refused' || (run.status === 'ended' && run.jobId !== null);
  return !isOver && run.members.includes(id);
}

async function testPart(store: WaveReads, m: Migration, id: Parameters<WaveReads['wave']>[0]): Promise<Part> {
  const wave = (await store.wave(id))?.state ?? null;
  const all = wave === null ? null : planned(wave, newestOf(await store.migrations({ open: false })));
  return testsByPlan(m, wave, all === null ? null : all.map((one) => one.m)) ? { byPlan: id } : {};
}

/** The newest migration of each instance: the store lists the newest first. */
export function newestOf(all: readonly Stored<Migration>[]): ReadonlyMap<InstanceId, Migration> {
  const found = new Map<InstanceId, Migration>();
  for (const { state } of all) if (!found.has(state.instanceId)) found.set(state.instanceId, state);
  return found;
}
