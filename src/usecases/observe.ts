import { needs, type Observation } from '../domain/migration/observation.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { ItemSummary, JobSummary, Seen, SourceState } from '../domain/observation.ts';
import { MINUTE } from '../domain/time.ts';
import type { Deps } from './deps.ts';
import { doerOf } from './doer.ts';
import { recordedOf } from './recorded.ts';
import { sourceChecksOf } from './source-checks.ts';

/** How far back jobs are read when the outcome of an act is in doubt: clocks differ, and jobs may have begun before the intent was stored. */
const DOUBT_WINDOW_MS = 30 * MINUTE;

const UNREAD = 'unread' as const;
const ABSENT = 'absent' as const;

/** One look at the clouds for one machine: only what the next decision needs. Changes nothing; throws {@link CloudError}. */
export async function observe(d: Deps, m: Migration): Promise<Observation> {
  const n = needs(m);
  const jobId = n.job ? (m.pending?.jobId ?? null) : null;
  const [item, job, jobs, source, vm, checks] = await Promise.all([
    whenNeeded(n.item, () => d.replication.item(m.itemName)),
    jobId === null ? UNREAD : d.replication.job(jobId),
    whenNeeded(n.jobs, () => jobsOf(d, m)),
    whenNeeded(n.source, () => powerOf(d, m)),
    whenNeeded(n.vm && m.drift === null, () => vmOf(d, m, null)),
    whenNeeded(n.checks, () => sourceChecksOf(d, m)),
  ]);
  const seen = item === UNREAD ? job : item;
  const asOf = seen === UNREAD ? d.clock.now() : seen.asOf;
  const found = valueOf(item);
  const [adopted, doer] = await Promise.all([n.vm && m.drift !== null ? vmOf(d, m, found) : vm, whenNeeded(n.doer, () => doerOf(d, m, asOf))]);
  // What Ferry itself has decided is read after the clouds: they may have taken a while.
  return { asOf, item: found, job: valueOf(job), jobs, source, vm: adopted, checks, doer, ...(await recordedOf(d, m)).parts };
}

/** Where Ferry would have made it; what was failed over outside may have been given another name or group before. */
async function vmOf(d: Deps, m: Migration, item: Observation['item'] | null): Promise<Observation['vm']> {
  const own = item === null || item === ABSENT || item === UNREAD ? null : item.target;
  return (await d.target.vm(own?.resourceGroupId ?? m.target.resourceGroupId, own?.vmName ?? m.target.vmName)) ?? ABSENT;
}

function whenNeeded<T>(needed: boolean, read: () => Promise<T>): Promise<T | typeof UNREAD> {
  return needed ? read() : Promise.resolve(UNREAD);
}

function valueOf<T>(seen: Seen<T | null> | typeof UNREAD): T | typeof UNREAD | typeof ABSENT {
  return seen === UNREAD ? UNREAD : (seen.value ?? ABSENT);
}

async function jobsOf(d: Deps, m: Migration): Promise<readonly JobSummary[]> {
  const since = (m.pending?.intendedAt ?? d.clock.now()) - DOUBT_WINDOW_MS;
  const seen = await d.replication.list(since);
  const item = seen.value.items.find((i) => sameText(i.name, m.itemName)) ?? null;
  return seen.value.jobs.filter((j) => isAbout(j, m, item));
}

/** Whether a job is about a machine: by the item's own identifier where both tell it: two machines may bear one name. */
export function isAbout(job: Pick<JobSummary, 'targetObjectId' | 'targetObjectName'>, m: Migration, item: ItemSummary | null): boolean {
  const own = item?.internalId ?? null;
  if (own !== null && job.targetObjectId !== null) return sameText(job.targetObjectId, own);
  return sameText(job.targetObjectName, m.itemName) || sameText(job.targetObjectName, item?.friendlyName ?? m.name);
}

function sameText(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

async function powerOf(d: Deps, m: Migration): Promise<SourceState> {
  const [state] = await d.source.power([m.instanceId]);
  return state ?? { instanceId: m.instanceId, power: 'gone', privateIp: null };
}
