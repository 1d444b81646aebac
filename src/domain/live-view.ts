import type { Live } from './live.ts';
import type { Item, ItemSummary, Job } from './observation.ts';
import type { Instant } from './time.ts';

type Look = { readonly before: Live | null; readonly item: Item | ItemSummary | null; readonly job: Job | null; readonly asOf: Instant; readonly now: Instant };

const UNSEEN: Live = { seenAt: 0, protectionText: '', percent: null, processedBytes: null, totalBytes: null, rpoSeconds: null, health: 'none', healthErrors: [], backlogMb: null, heartbeatAgeSeconds: null, recoveryPointAgeSeconds: null, job: null, trouble: null };

/** What is shown of a machine after a look. Values are rounded to what a card shows, so that noise writes and posts nothing. */
export function liveView(o: Look): Live {
  const before = o.before ?? UNSEEN;
  const replication = o.item === null ? {} : { ...itemView(o.item, o.asOf), ...copyView(o.item) };
  const view: Live = { ...before, ...replication, ...moved(before, replication, o.now), seenAt: o.now, job: o.job === null ? null : jobView(o.job), trouble: null };
  return o.before !== null && sameButTime(o.before, view) ? o.before : view;
}

/** Noted only when the figures of the copy change, so that a copy that stands still writes nothing. */
function moved(before: Live, seen: Partial<Live>, now: Instant): Pick<Live, 'movedAt'> {
  const stands = (['percent', 'processedBytes'] as const).every((key) => seen[key] === undefined || seen[key] === before[key]);
  return stands && before.movedAt !== undefined ? {} : { movedAt: now };
}

function itemView(item: ItemSummary, asOf: Instant): Partial<Live> {
  return {
    protectionText: item.protectionText,
    percent: floor(item.percent),
    rpoSeconds: coarse(item.rpoSeconds),
    health: item.replicationHealth,
    healthErrors: item.healthErrors,
    heartbeatAgeSeconds: age(asOf, item.agentHeartbeatAt),
    recoveryPointAgeSeconds: age(asOf, item.lastRecoveryPointAt),
  };
}

/** What only a machine's own GET tells; a line of the list leaves it as it was. */
function copyView(item: Item | ItemSummary): Partial<Live> {
  if (!('disks' in item)) return {};
  const totalBytes = item.disks.length === 0 ? {} : { totalBytes: item.disks.reduce((sum, d) => sum + d.capacityBytes, 0) };
  return { backlogMb: floor(item.backlogMb), ...totalBytes, ...(item.processedBytes === null ? {} : { processedBytes: item.processedBytes }) };
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

// ASR shows a task only once it has begun, so the number of tasks seen is not how many there are.
const STEPS: ReadonlyMap<string, number> = new Map([['EnableDr', 5], ['TestFailover', 4], ['TestFailoverCleanup', 3], ['UnplannedFailover', 5], ['CommitFailover', 2]]);

/** The job as a card shows it: how many of its steps are done, of a total that is known or left open. */
function jobView(job: Job): NonNullable<Live['job']> {
  const done = job.tasks.filter((t) => t.state === 'succeeded' || t.state === 'other').length;
  const current = job.tasks.find((t) => t.state === 'inProgress' || t.state === 'suspended');
  const steps = STEPS.get(job.scenario);
  return { scenario: job.scenario, state: job.state, done, total: steps === undefined ? null : Math.max(steps, job.tasks.length), current: current?.title ?? '' };
}
