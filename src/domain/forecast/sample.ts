/** Figures of a replication over time: what is worth keeping, and for how long. */
import type { Live } from '../live.ts';
import type { Migration, Phase } from '../migration/types.ts';
import { DAY, HOUR, MINUTE, type Instant } from '../time.ts';

/** One machine at one moment; null for what Azure did not tell. */
export type Sample = { readonly at: Instant; readonly rpoSeconds: number | null; readonly backlogMb: number | null; /** Of the first copy or of a resync. */ readonly percent: number | null; readonly bytes: number | null };

/** The worst of an hour, of one machine or of several. */
export type HourPoint = { readonly hour: Instant; readonly rpoSeconds: number | null; /** That of the machine which is least far. */ readonly percent: number | null };

/** Thinned as they age: all of the last day, then one for each of these spans, the worst of it. */
export const KEPT: { readonly rawMs: number; readonly tiers: readonly { readonly fromMs: number; readonly toMs: number; readonly bucketMs: number }[]; readonly forMs: number } = {
  rawMs: DAY,
  tiers: [{ fromMs: DAY, toMs: 7 * DAY, bucketMs: 15 * MINUTE }, { fromMs: 7 * DAY, toMs: 90 * DAY, bucketMs: 6 * HOUR }],
  forMs: 90 * DAY,
};

const EVERY_MS = 5 * MINUTE;
/** A change is not kept more often than that, or a busy day of a thousand machines would be millions of rows. */
const LEAST_MS = MINUTE;
/** Half or twice as long is a change; a recovery point always ages a little. */
const JUMP = 2;

// After the failover Azure's figures stand still: they would draw a line of what is not replicated any more.
const REPLICATING: ReadonlySet<Phase> = new Set<Phase>(['enabling', 'seeding', 'protected', 'testing', 'test-review', 'cleaning-test', 'tested', 'awaiting-approval', 'quiescing', 'draining']);

/** Whether Azure copies changes of a machine in this phase. */
export function isReplicating(phase: Phase): boolean {
  return REPLICATING.has(phase);
}

/** What is kept of a look at a machine; null for one that does not replicate, or of which nothing is known. */
export function sampleOf(m: Migration, live: Live | null, at: Instant): Sample | null {
  if (live === null || live.trouble !== null || !REPLICATING.has(m.position.phase)) return null;
  const { rpoSeconds, backlogMb, percent } = live;
  const bytes = m.position.phase === 'seeding' ? live.processedBytes : null;
  return rpoSeconds === null && percent === null && bytes === null ? null : { at, rpoSeconds, backlogMb, percent, bytes };
}

/** Whether a sample adds to the one kept last: five minutes later, or when something changed that a reader would see in the line. */
export function isWorthKeeping(last: Sample | null, next: Sample): boolean {
  if (last === null || next.at - last.at >= EVERY_MS) return true;
  return next.at - last.at >= LEAST_MS && (last.percent !== next.percent || jumps(last.rpoSeconds, next.rpoSeconds));
}

function jumps(was: number | null, is: number | null): boolean {
  if (was === null || is === null) return was !== is;
  return is >= was * JUMP || is * JUMP <= was;
}
