import type { Instant } from '../time.ts';
import type { Freeze } from './types.ts';

/** When a freeze is over: at its end, or when somebody ended it. */
export function endOfFreeze(f: Freeze): Instant {
  return Math.min(f.to, f.endedAt ?? f.to);
}

/** The freeze that holds at a moment; of several the one that lasts longest, since all of them must be over. */
export function freezeAt(freezes: readonly Freeze[], at: Instant): Freeze | null {
  const holding = freezes.filter((f) => f.from <= at && at < endOfFreeze(f));
  return holding.toSorted((a, b) => endOfFreeze(b) - endOfFreeze(a))[0] ?? null;
}

/** Freezes that hold now or will, the next one first. */
export function freezesAhead(freezes: readonly Freeze[], now: Instant): readonly Freeze[] {
  return freezes.filter((f) => now < endOfFreeze(f)).toSorted((a, b) => a.from - b.from);
}
