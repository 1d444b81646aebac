import { HOUR, type Instant } from '../domain/time.ts';

/** What comes before another day has begun does not wait for the morning. */
const TONIGHT_MS = 14 * HOUR;

/** True for what comes so soon that quiet hours must not hold it back. */
export function isTonight(at: Instant, now: Instant): boolean {
  return at - now < TONIGHT_MS;
}
