import { cutoverContent } from '../domain/migration/content.ts';
import { needs, type Observation } from '../domain/migration/observation.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { JobSummary, SourceState } from '../domain/observation.ts';
import { MINUTE } from '../domain/time.ts';
import type { Deps } from './deps.ts';

/** How far back jobs are read when the outcome of an act is in doubt: clocks differ, and jobs may have begun before the intent was stored. */
const DOUBT_WINDOW_MS = 30 * MINUTE;

/** One look at the clouds for one machine: only what the next decision needs. Changes nothing; throws {@link CloudError}. */
export async function observe(d: Deps, m: Migration): Promise<Observation> {
  const n = needs(m);
  const jobId = m.pending?.jobId ?? null;
  const [item, job, jobs, source, vm] = await Promise.all([
    n.item ? d.replication.item(m.itemName) : null,
    n.job && jobId !== null ? d.replication.job(jobId) : null,
    n.jobs ? jobsOf(d, m) : null,
    n.source ? powerOf(d, m) : null,
    n.vm ? d.target.vm(m.target.resourceGroupId, m.target.vmName) : undefined,
  ]);
  const approvalId = 'approvalId' in m.position ? m.position.approvalId : null;
  const approval = approvalId === null ? null : await d.store.approval(approvalId);
  return {
    asOf: item?.asOf ?? job?.asOf ?? d.clock.now(),
    item: item === null ? 'unread' : (item.value ?? 'absent'),
    job: job === null ? 'unread' : (job.value ?? 'absent'),
    jobs: jobs ?? 'unread',
    source: source ?? 'unread',
    vm: vm === undefined ? 'unread' : (vm ?? 'absent'),
    approval: approval?.state ?? null,
    contentHash: d.digest(cutoverContent(m)),
  };
}

async function jobsOf(d: Deps, m: Migration): Promise<readonly JobSummary[]> {
  const since = (m.pending?.intendedAt ?? d.clock.now()) - DOUBT_WINDOW_MS;
  const seen = await d.replication.list(since);
  const item = seen.value.items.find((i) => i.name.toLowerCase() === m.itemName.toLowerCase());
  return seen.value.jobs.filter((j) => isAbout(j, m, item?.friendlyName ?? null));
}

function isAbout(job: JobSummary, m: Migration, friendlyName: string | null): boolean {
  const name = job.targetObjectName.toLowerCase();
  const id = (job.targetObjectId ?? '').toLowerCase();
  return name === m.itemName.toLowerCase() || name === (friendlyName ?? '').toLowerCase() || id.endsWith(m.itemName.toLowerCase());
}

async function powerOf(d: Deps, m: Migration): Promise<SourceState> {
  const [state] = await d.source.power([m.instanceId]);
  return state ?? { instanceId: m.instanceId, power: 'gone', privateIp: null };
}
