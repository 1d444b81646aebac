/** Times of a zone in words: always with the zone and UTC beside it, so that nobody has to reckon at night. */
import type { Instant } from '../domain/time.ts';
import type { Window } from '../domain/window/types.ts';
import { utc } from './format.ts';

/** What a clock of the zone shows: `Sat 28 Nov 2026 22:00` and `+01:00`. */
function clock(at: Instant, zone: string): { readonly text: string; readonly offset: string } {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'longOffset' }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((p) => p.type === type)?.value ?? '';
  const offset = part('timeZoneName').replace('GMT', '');
  return { text: `${part('weekday')} ${part('day')} ${part('month')} ${part('year')} ${part('hour')}:${part('minute')}`, offset: offset === '' ? '+00:00' : offset };
}

/** One moment: `Sat 28 Nov 2026 22:00 Europe/Rome (+01:00), 2026-11-28 21:00 UTC`. */
export function zonedText(at: Instant, zone: string): string {
  if (zone === 'UTC') return utc(at);
  const { text, offset } = clock(at, zone);
  return `${text} ${zone} (${offset}), ${utc(at)}`;
}

/** From when to when, in the zone that people spoke of and in UTC. */
export function windowText({ from, to, zone }: Window): string {
  const inUtc = `${utc(from).replace(' UTC', '')} to ${utc(to)}`;
  if (zone === 'UTC') return inUtc;
  const [a, b] = [clock(from, zone), clock(to, zone)];
  const local = a.offset === b.offset ? `${a.text} to ${b.text} ${zone} (${a.offset})` : `${a.text} (${a.offset}) to ${b.text} (${b.offset}) ${zone}`;
  return `${local}, that is ${inUtc}`;
}

/** The same for a window that may not be there. */
export function windowTextOf(window: Window | null | undefined): string | null {
  return window === null || window === undefined ? null : windowText(window);
}
