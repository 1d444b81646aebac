/** Keeps the recovery plan of a wave in the vault equal to the wave. */
import type { WaveId } from '../domain/ids.ts';
import type { Migration } from '../domain/migration/types.ts';
import { FERRY } from '../domain/person.ts';
import { nextForPlan, planContent, planGroups, planNameOf, type PlanNext } from '../domain/wave/plan.ts';
import type { PlanItem, VaultPlan } from '../domain/wave/vault-plan.ts';
import type { Wave, WaveEvent } from '../domain/wave/types.ts';
import type { Stored } from '../ports/changes.ts';
import { CloudError } from '../ports/trouble.ts';
import type { Deps } from './deps.ts';
import { waveChange } from './record.ts';
import { whyWords } from './rejections.ts';

/** The machines that the plan is to have. `asked` while a request for the wave is open: then nobody's change in the portal is written over. */
export type PlanWanted = { readonly members: readonly { readonly m: Migration; readonly group: number }[]; readonly asked: boolean };

/** What came of it; the wave as it is stored then. */
export type PlanKept = { readonly stored: Stored<Wave>; readonly name: string; readonly found: VaultPlan | null; readonly isEqual: boolean };

type Standing = { readonly stored: Stored<Wave>; readonly wanted: { readonly name: string; readonly hash: string; readonly groups: readonly (readonly string[])[] }; readonly found: VaultPlan | null };

/** One look at the plan, and at most one write. Throws {@link CloudError} when the vault cannot be read; null when somebody changed the wave meanwhile. */
export async function keepPlan(d: Deps, stored: Stored<Wave>, w: PlanWanted): Promise<PlanKept | null> {
  const groups = planGroups(w.members.map(({ m, group }) => ({ group, itemName: m.itemName })));
  const name = stored.state.plan?.name ?? stored.state.planSave?.name ?? planNameOf(stored.state, d.digest(stored.state.id));
  const wanted = { name, hash: d.digest(planContent(groups)), groups };
  const found = (await d.replication.plan(name)).value;
  const seen = { wanted, found, hash: found === null ? null : d.digest(planContent(found.groups)), asked: w.asked, now: d.clock.now(), settleMs: d.policy.settleMs };
  const standing = { stored, wanted, found };
  const next = nextForPlan(stored.state, seen);
  const after = await done(d, standing, next);
  return after === null ? null : { stored: after, name, found, isEqual: next === 'equal' || next === 'saved' };
}

async function done(d: Deps, s: Standing, next: PlanNext): Promise<Stored<Wave> | null> {
  const { stored, wanted, found } = s;
  switch (next) {
    case 'saved':
      return saveWave(d, stored, [{ type: 'RecoveryPlanSaved', plan: { name: wanted.name, hash: wanted.hash, savedAt: d.clock.now(), jobId: stored.state.planSave?.jobId ?? stored.state.plan?.jobId ?? null, trouble: null } }]);
    case 'drifted':
      return saveWave(d, stored, [{ type: 'RecoveryPlanDrifted', name: wanted.name, what: found === null ? 'deleted' : 'changed' }]);
    case 'wait':
      return failedSave(d, s);
    case 'save':
      return save(d, s);
    default:
      return stored;
  }
}

/** A save that failed as a job is told, and tried again later. */
async function failedSave(d: Deps, { stored }: Standing): Promise<Stored<Wave> | null> {
  const pending = stored.state.planSave ?? null;
  if (pending === null || pending.jobId === null || pending.why !== undefined) return stored;
  const job = (await d.replication.job(pending.jobId)).value;
  if (job === null || job.failure === null) return stored;
  return saveWave(d, stored, [{ type: 'RecoveryPlanRefused', name: pending.name, why: `${job.failure.code}: ${job.failure.message}`, requestId: null }]);
}

/** A PUT: sent again it meets its own plan, so an answer that is lost does no harm. */
async function save(d: Deps, { stored, wanted }: Standing): Promise<Stored<Wave> | null> {
  const items = await itemsOf(d, wanted.groups);
  if (items === null) return stored;
  const intended = await saveWave(d, stored, [{ type: 'RecoveryPlanIntended', name: wanted.name, hash: wanted.hash }]);
  if (intended === null) return null;
  try {
    const { jobId, requestId } = await d.replication.savePlan({ name: wanted.name, groups: items });
    return await saveWave(d, intended, [{ type: 'RecoveryPlanSent', name: wanted.name, jobId, requestId }]);
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    d.log.warn({ wave: stored.state.id, operation: error.operation, kind: error.kind, requestId: error.requestId }, 'a recovery plan was not saved');
    if (error.mayHaveHappened) return intended;
    return saveWave(d, intended, [{ type: 'RecoveryPlanRefused', name: wanted.name, why: whyWords(error), requestId: error.requestId }]);
  }
}

/** Null while the vault does not show every one of them. */
async function itemsOf(d: Deps, groups: Standing['wanted']['groups']): Promise<readonly (readonly PlanItem[])[] | null> {
  const { items } = (await d.replication.list(d.clock.now())).value;
  const known = new Map(items.map((i) => [i.name.toLowerCase(), i]));
  const found = groups.map((names) =>
    names.flatMap((name): readonly PlanItem[] => {
      const item = known.get(name.toLowerCase());
      const internalId = item?.internalId ?? null;
      return item === undefined || internalId === null ? [] : [{ armId: item.armId, internalId }];
    }),
  );
  return found.every((g, n) => g.length === groups[n]?.length) ? found : null;
}

/** Stores events of a wave, and has its card made equal; null for the loser of a race. */
export async function saveWave(d: Pick<Deps, 'store' | 'clock' | 'log'>, before: Stored<Wave>, events: readonly WaveEvent[]): Promise<Stored<Wave> | null> {
  const at = d.clock.now();
  const change = waveChange(before, events, { at, actor: FERRY });
  if ((await d.store.commit({ at, changes: [change], jobs: [{ queue: 'notify', key: before.state.id }] })) === 'conflict') return null;
  for (const e of events) d.log.info({ wave: before.state.id, event: e.type }, 'wave event');
  return { state: change.state, version: before.version + 1 };
}

/** The same for what a cloud answered, which must not be lost: stored on top of whatever others wrote meanwhile, as long as it still fits. */
export async function keepOnWave(d: Pick<Deps, 'store' | 'clock' | 'log'>, id: WaveId, events: (now: Wave) => readonly WaveEvent[]): Promise<Stored<Wave> | null> {
  for (;;) {
    const before = await d.store.wave(id);
    if (before === null) return null;
    const fitting = events(before.state);
    if (fitting.length === 0) return before;
    const saved = await saveWave(d, before, fitting);
    if (saved !== null) return saved;
  }
}
