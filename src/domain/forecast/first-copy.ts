/** When the first copy of a machine ends, told from what was measured: a range, or honestly nothing. */
import { isStalled, stalledSince } from '../copy.ts';
import type { Live } from '../live.ts';
import type { Migration } from '../migration/types.ts';
import { HOUR, MINUTE, type Instant } from '../time.ts';
import { causesOf, type StallCause } from './causes.ts';
import type { Sample } from './sample.ts';

/** `unknown`: too little was measured. `stalled`: nothing has moved since then, so no end is made up. */
export type FirstCopy =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'stalled'; readonly since: Instant; readonly percent: number | null; readonly causes: readonly StallCause[] }
  | { readonly kind: 'range'; readonly from: Instant; readonly to: Instant };

type Measured = { readonly migration: Migration; readonly live: Live | null; readonly samples: readonly Sample[]; /** Checks of the machine that did not pass. */ readonly failing: readonly string[]; readonly now: Instant; /** Until when somebody looked; left out: until now. */ readonly watched?: Instant };

/** Less than this says nothing of the speed: Azure tells whole percents. */
const LEAST_SPAN_MS = 10 * MINUTE;
const LEAST_PERCENT = 2;
/** The speed of the last hour beside that of the whole copy: lines are busy by day and idle by night. */
const LATELY_MS = HOUR;
/** What was measured is never met exactly. */
const SPREAD = 0.1;
/** Ends are told in quarters of an hour, the range never made smaller by it: more would be exact in words only. */
const STEP_MS = 15 * MINUTE;

/** Null for a machine that is not at its first copy. */
export function firstCopy(o: Measured): FirstCopy | null {
  const { migration: m, live, now } = o;
  if (m.position.phase === 'enabling') return { kind: 'unknown' };
  if (m.position.phase !== 'seeding') return null;
  if (isStalled(m, live, o.watched ?? now)) return { kind: 'stalled', since: stalledSince(m, live) ?? now, percent: live?.percent ?? null, causes: causesOf({ live, failing: o.failing }) };
  return range(o.samples.filter((s) => s.at >= m.positionSince), live, now) ?? { kind: 'unknown' };
}

/** By percents, which are the whole machine's and told with every look; where those hardly move, as on large disks, by bytes. */
function range(samples: readonly Sample[], live: Live | null, now: Instant): FirstCopy | null {
  const total = live?.totalBytes ?? null;
  const byPercent = samples.flatMap((s) => (s.percent === null ? [] : [{ at: s.at, done: s.percent }]));
  const byBytes = samples.flatMap((s) => (s.bytes === null ? [] : [{ at: s.at, done: s.bytes }]));
  return rangeOf(byPercent, { whole: 100, now }) ?? (total === null ? null : rangeOf(byBytes, { whole: total, now }));
}

type Point = { readonly at: Instant; readonly done: number };

function rangeOf(all: readonly Point[], { whole, now }: { readonly whole: number; readonly now: Instant }): FirstCopy | null {
  const points = restarted(all);
  const last = points.at(-1);
  const least = (whole * LEAST_PERCENT) / 100;
  if (last === undefined || last.done >= whole) return null;
  const speeds = speedsOf(points, { now, least });
  if (speeds.length === 0) return null;
  const [fast, slow] = [Math.max(...speeds) * (1 + SPREAD), Math.min(...speeds) * (1 - SPREAD)];
  const from = Math.max(now, last.at + (whole - last.done) / fast);
  const to = Math.max(from, now, last.at + (whole - last.done) / slow);
  return { kind: 'range', from: Math.floor(from / STEP_MS) * STEP_MS, to: Math.ceil(to / STEP_MS) * STEP_MS };
}

/** A copy that begins anew counts from there. */
function restarted(points: readonly Point[]): readonly Point[] {
  const at = points.findLastIndex((p, i) => i > 0 && p.done < (points[i - 1]?.done ?? 0));
  return at < 0 ? points : points.slice(at);
}

/** In units per millisecond: of all that was measured, and of the last hour. The time since the last step counts, or a copy that has just slowed down would look fast. */
function speedsOf(points: readonly Point[], o: { readonly now: Instant; readonly least: number }): readonly number[] {
  const recent = points.findLast((p) => o.now - p.at >= LATELY_MS);
  return [points[0], recent].flatMap((from) => {
    const to = points.at(-1);
    if (from === undefined || to === undefined || o.now - from.at < LEAST_SPAN_MS || to.done - from.done < o.least) return [];
    return [(to.done - from.done) / (o.now - from.at), (to.done - from.done) / Math.max(to.at - from.at, MINUTE)];
  });
}
