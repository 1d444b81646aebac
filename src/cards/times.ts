import { MINUTE, type Instant } from '../domain/time.ts';
import { utc } from '../text/format.ts';

/** A moment in the reader's own zone (a card function that each client fills in), with UTC beside it. Goes into a {@link raw} text only. */
export function localTime(at: Instant): string {
  const iso = new Date(Math.floor(at / MINUTE) * MINUTE).toISOString().replace('.000Z', 'Z');
  return `{{DATE(${iso}, SHORT)}} {{TIME(${iso})}} (${utc(at)})`;
}
