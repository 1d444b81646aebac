import { MINUTE, type Instant } from '../domain/time.ts';
import { age, utc } from '../text/format.ts';
import type { Words } from '../text/en.ts';

const FRESH = 5 * MINUTE;

/** A moment in the reader's own zone (card functions that each client fills in). Goes into a raw text only. */
export function localTime(at: Instant): string {
  const iso = isoMinute(at);
  return `{{DATE(${iso}, SHORT)}} {{TIME(${iso})}}`;
}

/** The time of day in the reader's own zone. */
export function localClock(at: Instant): string {
  return `{{TIME(${isoMinute(at)})}}`;
}

/** A moment that people of several zones, or an auditor, must agree upon: local, with UTC beside it. */
export function exactTime(at: Instant): string {
  return `${localTime(at)} (${utc(at)})`;
}

/** When a list was read. A posted list ages by itself, so its age is told only when it was old from the start. */
export function asOf(at: Instant, now: Instant, words: Words): string {
  return now - at > FRESH ? words.common.asOfOld(localTime(at), age(now - at)) : words.common.asOf(localTime(at));
}

function isoMinute(at: Instant): string {
  return new Date(Math.floor(at / MINUTE) * MINUTE).toISOString().replace('.000Z', 'Z');
}
