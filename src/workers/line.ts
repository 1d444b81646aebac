import type { Machine } from '../domain/machine.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { ItemSummary, JobSummary } from '../domain/observation.ts';

type Shown = { readonly items: readonly ItemSummary[]; readonly jobs: readonly JobSummary[]; readonly machines: readonly Machine[] };

/** What a round showed of one machine, and what of it means news. */
export type Line = { readonly item: ItemSummary | null; readonly news: string };

/** Finds the line of each machine in what a round showed. */
export function makeLines({ items, jobs, machines }: Shown): (m: Migration) => Line {
  const byName = new Map(items.map((i) => [i.name.toLowerCase(), i]));
  const byId = new Map(machines.map((m) => [m.instanceId, m]));
  const newest = newestJobs(jobs);
  return (m) => {
    const item = byName.get(m.itemName.toLowerCase()) ?? null;
    const machine = byId.get(m.instanceId);
    return { item, news: `${itemNews(item)}|${newest(m, item)}|${machine?.power ?? 'gone'}` };
  };
}

/** RPO and heartbeats drift all the time and are not news. */
function itemNews(item: ItemSummary | null): string {
  if (item === null) return 'absent';
  const target = [item.targetVmName, item.targetResourceGroupId, item.targetSize ?? null, item.targetNetworkId ?? null];
  return JSON.stringify([item.protectionState, item.testFailoverState, item.activeLocation, item.allowedOperations, item.replicationHealth, item.running?.jobId ?? null, item.percent, item.resyncRequired, target]);
}

/** A job may begin and end between two rounds: only the list of jobs shows that there was one. */
function newestJobs(jobs: readonly JobSummary[]): (m: Migration, item: ItemSummary | null) => string {
  const byTarget = new Map<string, string>();
  for (const job of jobs.toSorted((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0))) {
    if (job.targetObjectId !== null) byTarget.set(job.targetObjectId.toLowerCase(), job.id);
    else byTarget.set(job.targetObjectName.toLowerCase(), job.id);
  }
  return (m, item) => byTarget.get((item?.internalId ?? m.itemName).toLowerCase()) ?? byTarget.get(m.itemName.toLowerCase()) ?? byTarget.get((item?.friendlyName ?? m.name).toLowerCase()) ?? '';
}
