import type { Approval } from '../domain/approval/types.ts';
import { cutoverContent } from '../domain/migration/content.ts';
import { needs, type Observation } from '../domain/migration/observation.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { ItemSummary, JobSummary, Seen, SourceState } from '../domain/observation.ts';
import { MINUTE } from '../domain/time.ts';
import type { Deps } from './deps.ts';

/** How far back jobs are read when the outcome of an act is in doubt: clocks differ, and jobs may have begun before the intent was stored. */
const DOUBT_WINDOW_MS = 30 * MINUTE;

const UNREAD = 'unread' as const;
const ABSENT = 'absent' as const;

/** One look at the clouds for one machine: only what the next decision needs. Changes nothing; throws {@link CloudError}. */
export async function observe(d: Deps, m: Migration): Promise<Observation> {
  const n = needs(m);
  const jobId = n.job ? (m.pending?.jobId ?? null) : null;
  const [item, job, jobs, source, vm, approval] = await Promise.all([
    whenNeeded(n.item, () => d.replication.item(m.itemName)),
    jobId === null ? UNREAD : d.replication.job(jobId),
    whenNeeded(n.jobs, () => jobsOf(d, m)),
    whenNeeded(n.source, () => powerOf(d, m)),
    whenNeeded(n.vm, async () => (await d.target.vm(m.target.resourceGroupId, m.target.vmName)) ?? ABSENT),
    approvalOf(d, m),
  ]);
  const seen = item === UNREAD ? job : item;
  const asOf = seen === UNREAD ? d.clock.now() : seen.asOf;
  return { asOf, item: valueOf(item), job: valueOf(job), jobs, source, vm, approval, contentHash: d.digest(cutoverContent(m)) };
}


function whenNeeded<T>(needed: boolean, read: () => Promise<T>): Promise<T | typeof UNREAD> {
  return needed ? read() : Promise.resolve(UNREAD);
}

function valueOf<T>(seen: Seen<T | null> | typeof UNREAD): T | typeof UNREAD | typeof ABSENT {
  return seen === UNREAD ? UNREAD : (seen.value ?? ABSENT);
}

async function approvalOf(d: Deps, m: Migration): Promise<Approval | null> {
  return 'approvalId' in m.position ? ((await d.store.approval(m.position.approvalId))?.state ?? null) : null;
}

async function jobsOf(d: Deps, m: Migration): Promise<readonly JobSummary[]> {
  const since = (m.pending?.intendedAt ?? d.clock.now()) - DOUBT_WINDOW_MS;
  const seen = await d.replication.list(since);
  const item = seen.value.items.find((i) => sameText(i.name, m.itemName)) ?? null;
  return seen.value.jobs.filter((j) => isAbout(j, m, item));
}

/** By the item's own identifier where both tell it: two machines may bear one name. */
function isAbout(job: JobSummary, m: Migration, item: ItemSummary | null): boolean {
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
