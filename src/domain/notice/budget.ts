/** How many messages Teams takes: token buckets that keep its limits by construction, with room kept for what is urgent. */
import { MINUTE, SECOND, type Instant } from '../time.ts';
import type { Lane } from './types.ts';

/** Holds `size` messages when full and gets `perSecond` back. In any span of time no more than `size` and what came back can leave it. */
type Bucket = { readonly size: number; readonly perSecond: number };

/** What may be spent where. Teams takes of one bot and thread 7 in 1 s, 8 in 2 s, 60 in 30 s and 1,800 in an hour; of an app and tenant 50 in 1 s. */
const THREAD = [{ size: 3, perSecond: 2 }, { size: 18, perSecond: 4 / 3 }, { size: 570, perSecond: 1 / 3 }] as const;
const BUCKETS = {
  /** 5 in 1 s, 7 in 2 s; 58 in 30 s; 1,770 in an hour: answers to people in the same thread are sent beside it. */
  thread: THREAD,
  /** The same, where many subjects are told: a chat, or the beginning of threads in a channel. */
  shared: THREAD,
  /** 45 in 1 s: for the same reason. */
  app: [{ size: 20, perSecond: 25 }],
} as const satisfies { readonly [kind: string]: readonly Bucket[] };

export type BudgetKind = keyof typeof BUCKETS;

/** What is left in each bucket at a moment. While it is paused nothing leaves it: Teams asked for that. `failures` counts them in a row. `queue` has, by lane, the moment that was given to the last one who has to wait. */
export type Budget = { readonly at: Instant; readonly left: readonly number[]; readonly pausedUntil: Instant; readonly failures: number; readonly queue?: Queue | undefined };

export type Queue = { readonly [L in Lane]?: Instant | undefined };

/** The part of each bucket that a lane must leave for the more urgent ones. */
const RESERVE: { readonly [L in Lane]: number } = { N0: 0, N1: 0.1, N2: 0.25, N3: 0.5 };

/** A budget that nothing was spent of. */
export function fullBudget(kind: BudgetKind, at: Instant): Budget {
  return { at, left: BUCKETS[kind].map((b) => b.size), pausedUntil: 0, failures: 0 };
}

/** Spends one message, or tells how long to wait for it; nothing is spent then, but a budget of many subjects remembers who waits. */
export function spend(kind: BudgetKind, before: Budget, o: { readonly lane: Lane; readonly now: Instant }): { readonly budget: Budget; readonly waitMs: number } {
  const filled = refilled(kind, before, o.now);
  const waits = BUCKETS[kind].map((b, i) => waitFor(b, { left: filled.left[i] ?? 0, lane: o.lane }));
  const waitMs = Math.max(filled.pausedUntil - o.now, ...waits, 0);
  if (waitMs === 0) return { budget: { ...filled, left: filled.left.map((n) => n - 1) }, waitMs };
  // One subject alone asks again whenever something happens: places in a queue would only make it late.
  if (kind === 'thread' || o.lane === 'N0') return { budget: filled, waitMs };
  const slowest = Math.min(...BUCKETS[kind].flatMap((b, i) => ((waits[i] ?? 0) > 0 || i === 0 ? [b.perSecond] : [])));
  return queued(filled, { ...o, waitMs, everyMs: SECOND / slowest });
}

/** Nobody is asked to come back later than this: the queue may have become shorter. */
const LONGEST_QUEUE_MS = 5 * MINUTE;

/** Behind those of its lane who wait already: when hundreds come back at the same moment, each asks as many times as there are others before it. */
function queued(budget: Budget, o: { readonly lane: Lane; readonly now: Instant; readonly waitMs: number; readonly everyMs: number }): { readonly budget: Budget; readonly waitMs: number } {
  const behind = Math.min((budget.queue?.[o.lane] ?? 0) + o.everyMs, o.now + LONGEST_QUEUE_MS);
  const at = Math.max(o.now + o.waitMs, Math.ceil(behind));
  return { budget: { ...budget, queue: { ...budget.queue, [o.lane]: at } }, waitMs: at - o.now };
}

function waitFor(b: Bucket, o: { readonly left: number; readonly lane: Lane }): number {
  const missing = 1 + b.size * RESERVE[o.lane] - o.left;
  return missing <= 1e-9 ? 0 : Math.ceil((missing / b.perSecond) * SECOND);
}

/** Without a refusal for this long, whatever was wrong is over. */
const CALM_MS = 2 * MINUTE;

/** Clocks of two replicas differ a little: time never runs backwards here. */
function refilled(kind: BudgetKind, before: Budget, now: Instant): Budget {
  const at = Math.max(before.at, now);
  const failures = now - before.pausedUntil > CALM_MS ? 0 : before.failures;
  const seconds = (at - before.at) / SECOND;
  return { ...before, at, failures, left: BUCKETS[kind].map((b, i) => Math.min(b.size, (before.left[i] ?? b.size) + seconds * b.perSecond)) };
}

const FIRST_MS = 2 * SECOND;
const LONGEST_MS = 60 * SECOND;

/** After a refusal: as long as Teams asks for, else twice as long each time, spread by `chance` (0 to 1) so that replicas do not come back together. */
export function paused(before: Budget, o: { readonly now: Instant; readonly retryAfterMs: number | null; readonly chance: number }): Budget {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** before.failures);
  const waitMs = o.retryAfterMs ?? ceiling / 2 + (ceiling / 2) * o.chance;
  return { ...before, failures: Math.min(before.failures + 1, 10), pausedUntil: Math.max(before.pausedUntil, o.now + Math.ceil(waitMs)) };
}
