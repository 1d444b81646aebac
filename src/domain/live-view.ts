import type { Live } from './live.ts';
import type { Item, ItemSummary, Job } from './observation.ts';
import type { Instant } from './time.ts';

/** What is shown of a machine after a look. Values are rounded to what a card shows, so that noise writes and posts nothing. */
export function liveView(o: { readonly before: Live | null; readonly item: Item | ItemSummary | null; readonly job: Job | null; readonly asOf: Instant; readonly now: Instant }): Live {
  const { item, before } = o;
  const view: Live = {
    seenAt: o.now,
    protectionText: item?.protectionText ?? before?.protectionText ?? '',
    percent: item === null ? (before?.percent ?? null) : floor(item.percent),
    processedBytes: bytesOf(item) ?? before?.processedBytes ?? null,
    totalBytes: totalOf(item) ?? before?.totalBytes ?? null,
    rpoSeconds: item === null ? (before?.rpoSeconds ?? null) : coarse(item.rpoSeconds),
    health: item?.replicationHealth ?? before?.health ?? 'none',
    healthErrors: item?.healthErrors ?? before?.healthErrors ?? [],
    backlogMb: item === null || !('backlogMb' in item) ? (before?.backlogMb ?? null) : floor(item.backlogMb),
    heartbeatAgeSeconds: item === null ? (before?.heartbeatAgeSeconds ?? null) : age(o.asOf, item.agentHeartbeatAt),
    recoveryPointAgeSeconds: item === null ? (before?.recoveryPointAgeSeconds ?? null) : age(o.asOf, item.lastRecoveryPointAt),
    job: o.job === null ? null : jobView(o.job),
    trouble: null,
  };
  return before !== null && sameButTime(before, view) ? before : view;
}

/** The same view, marked as old because the cloud could not be read. */
export function troubled(before: Live, since: Instant, why: string): Live {
  return before.trouble === null ? { ...before, trouble: { since, why } } : before;
}

function sameButTime(a: Live, b: Live): boolean {
  return JSON.stringify({ ...a, seenAt: 0 }) === JSON.stringify({ ...b, seenAt: 0 });
}

function floor(n: number | null): number | null {
  return n === null ? null : Math.floor(n);
}

/** Whole minutes: an RPO of 71 or 88 seconds is the same news. */
function coarse(seconds: number | null): number | null {
  return seconds === null ? null : Math.ceil(seconds / 60) * 60;
}

/** Ages below a quarter of an hour are all "fresh"; older ones count in five minutes. */
function age(asOf: Instant, at: Instant | null): number | null {
  if (at === null) return null;
  const seconds = Math.max(0, (asOf - at) / 1000);
  return seconds < 900 ? Math.min(900, Math.ceil(seconds / 300) * 300) : Math.floor(seconds / 300) * 300;
}

function bytesOf(item: Item | ItemSummary | null): number | null {
  if (item === null || !('disks' in item)) return null;
  return item.processedBytes;
}

function totalOf(item: Item | ItemSummary | null): number | null {
  if (item === null || !('disks' in item) || item.disks.length === 0) return null;
  return item.disks.reduce((sum, d) => sum + d.capacityBytes, 0);
}

function jobView(job: Job): NonNullable<Live['job']> {
  const done = job.tasks.filter((t) => t.state === 'succeeded' || t.state === 'other').length;
  const current = job.tasks.find((t) => t.state === 'inProgress' || t.state === 'suspended');
  return { scenario: job.scenario, state: job.state, done, total: job.tasks.length, current: current?.title ?? '' };
}
