import { DAY, MINUTE, type Instant } from '../time.ts';
import type { CivilDate, Local } from './types.ts';

/** Days since 1970 of a date, whatever the zone. */
function dayNumber(d: CivilDate): number {
  return Date.UTC(d.year, d.month - 1, d.day) / DAY;
}

function fromDayNumber(n: number): CivilDate {
  const at = new Date(n * DAY);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
}

/** True for a date that the calendar has; the 30th of February it has not. */
export function isDate(d: CivilDate): boolean {
  const same = fromDayNumber(dayNumber(d));
  return same.year === d.year && same.month === d.month && same.day === d.day;
}

/** The date so many days later. */
export function addDays(d: CivilDate, days: number): CivilDate {
  return fromDayNumber(dayNumber(d) + days);
}

/** 0 for Sunday to 6 for Saturday. */
export function weekdayOf(d: CivilDate): number {
  // The first of January 1970 was a Thursday.
  return (((dayNumber(d) + 4) % 7) + 7) % 7;
}

/** How the wall clock would read as a moment if it hung in UTC: good for comparing local times, and for nothing else. */
export function asIfUtc(l: Local): Instant {
  return dayNumber(l) * DAY + (l.hour * 60 + l.minute) * MINUTE;
}

/** The inverse of {@link asIfUtc}, to the minute. */
export function fromUtcLike(at: Instant): Local {
  const minutes = Math.floor((((at % DAY) + DAY) % DAY) / MINUTE);
  return { ...fromDayNumber(Math.floor(at / DAY)), hour: Math.floor(minutes / 60), minute: minutes % 60 };
}
