/** When people are reminded of the free days, once each. */
import type { Migration, Phase } from '../migration/types.ts';
import { DAY, type Instant } from '../time.ts';
import { FREE_DAYS, TELL_FROM_DAY } from './cost.ts';

/** Days on which people are told. */
const REMINDER_DAYS = [TELL_FROM_DAY, FREE_DAYS] as const;

/** Their costs end by themselves, or have ended. */
const OVER: ReadonlySet<Phase> = new Set<Phase>(['completing', 'migrated', 'rolled-back', 'abandoned']);

/** The last day of these that a machine has come to; null before the first. */
export function reminderOf(m: Migration, now: Instant): { readonly day: (typeof REMINDER_DAYS)[number]; readonly at: Instant } | null {
  if (OVER.has(m.position.phase)) return null;
  const day = REMINDER_DAYS.findLast((n) => now >= m.startedAt + n * DAY);
  return day === undefined ? null : { day, at: m.startedAt + day * DAY };
}

/** Whether it came to one of them in a span of time. */
export function reachesDay(m: Migration, o: { readonly after: Instant; readonly until: Instant }): boolean {
  const last = reminderOf(m, o.until);
  return last !== null && last.at > o.after;
}
