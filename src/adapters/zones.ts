import { IANAZone } from 'luxon';
import { asIfUtc, fromUtcLike } from '../domain/window/calendar.ts';
import type { Local, Located, Moment } from '../domain/window/types.ts';
import { DAY, MINUTE, type Instant } from '../domain/time.ts';
import type { Zones } from '../ports/clock.ts';

/** Wider than the largest step that clocks ever made: Samoa left out a whole day. */
const AROUND = 2 * DAY;

/** The time zones of the IANA database, as this Node knows it. */
export function makeZones(): Zones {
  return { named: zoneNamed, at: (at, zone) => momentOf(IANAZone.create(zone), at), locate: (local, zone) => locate(IANAZone.create(zone), local) };
}

/** Abbreviations such as EST are refused: they name an offset, or two, and no place. */
function zoneNamed(text: string): string | null {
  if (/^(?:utc|gmt|z)$/i.test(text)) return 'UTC';
  if (!text.includes('/') || !IANAZone.isValidZone(text)) return null;
  const known = new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  // Asia/Kolkata would come back as Asia/Calcutta: people get to see the name that they gave.
  return known.toLowerCase() === text.toLowerCase() ? known : text.toLowerCase().replace(/(?<![a-z])[a-z]/g, (letter) => letter.toUpperCase());
}

function momentOf(zone: IANAZone, at: Instant): Moment {
  const offset = zone.offset(at);
  return { at, local: fromUtcLike(at + offset * MINUTE), offset };
}

function locate(zone: IANAZone, local: Local): Located {
  const wall = asIfUtc(local);
  const offsets = [...new Set([zone.offset(wall - AROUND), zone.offset(wall), zone.offset(wall + AROUND)])];
  const found = offsets.map((offset) => wall - offset * MINUTE).filter((at) => at + zone.offset(at) * MINUTE === wall).sort((a, b) => a - b);
  const [first, second] = found;
  if (first === undefined) return gap(zone, wall);
  return second === undefined ? { kind: 'one', moment: momentOf(zone, first) } : { kind: 'doubled', first: momentOf(zone, first), second: momentOf(zone, second) };
}

/** The step of the clocks that left this local time out, to the minute. */
function gap(zone: IANAZone, wall: number): Located {
  let before = wall - AROUND;
  let after = wall + AROUND;
  while (after - before > MINUTE) {
    const middle = before + Math.floor((after - before) / MINUTE / 2) * MINUTE;
    if (middle + zone.offset(middle) * MINUTE < wall) before = middle;
    else after = middle;
  }
  return { kind: 'missing', before: momentOf(zone, before), after: momentOf(zone, after) };
}
