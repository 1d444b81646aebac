/** Finds the days that are meant: the next such weekday, and the day after for an end that comes before its beginning. */
import { DAY, MINUTE } from '../time.ts';
import { addDays, asIfUtc, weekdayOf } from './calendar.ts';
import type { DayText, PointText, WindowText } from './parse.ts';
import type { CivilDate, CivilTime, Local } from './types.ts';

/** One end on its day; the offset as it was typed. */
export type Placed = { readonly local: Local; readonly offset: number | null };

const START_OF_DAY: CivilTime = { hour: 0, minute: 0 };
const END_OF_DAY: CivilTime = { hour: 24, minute: 0 };

/** The local times that a typed window means when the wall clock shows `now`. `to` is null when no end was typed. Pure. */
export function place(text: Exclude<WindowText, { readonly kind: 'now' }>, now: Local): { readonly from: Placed; readonly to: Placed | null } {
  const first = placedFrom(text, now, 0);
  // What is over already cannot be meant when a later day fits the words as well.
  const again = text.from.day === null ? 1 : 7;
  const mayMove = text.from.day === null || text.from.day.kind === 'weekday';
  return mayMove && isOver(first, now) ? placedFrom(text, now, again) : first;
}

function isOver(p: { readonly from: Placed; readonly to: Placed | null }, now: Local): boolean {
  return asIfUtc((p.to ?? p.from).local) <= asIfUtc(now);
}

function placedFrom(text: Exclude<WindowText, { readonly kind: 'now' }>, now: Local, later: number): { readonly from: Placed; readonly to: Placed | null } {
  const day = addDays(firstDay(text.from.day, now), later);
  const from = on(day, text.from, START_OF_DAY);
  return { from, to: text.kind === 'at' ? null : endOf({ from, day, to: text.to, now }) };
}

function firstDay(day: DayText | null, today: CivilDate): CivilDate {
  if (day === null) return today;
  if (day.kind === 'date') return day.date;
  if (day.kind === 'ahead') return addDays(today, day.days);
  return addDays(today, (day.weekday - weekdayOf(today) + 7) % 7);
}

function endOf(o: { readonly from: Placed; readonly day: CivilDate; readonly to: PointText; readonly now: Local }): Placed {
  const { to } = o;
  if (to.day === null || to.day.kind === 'weekday') {
    const end = on(firstDay(to.day, o.day), to, END_OF_DAY);
    if (isAfter(end, o.from)) return end;
    return on(addDays(firstDay(to.day, o.day), to.day === null ? 1 : 7), to, END_OF_DAY);
  }
  return on(firstDay(to.day, o.now), to, END_OF_DAY);
}

/** With both offsets the order is that of the moments: when clocks are put back, the later moment may show the earlier time. */
function isAfter(end: Placed, start: Placed): boolean {
  const stepMinutes = end.offset === null || start.offset === null ? 0 : end.offset - start.offset;
  return asIfUtc(end.local) - stepMinutes * MINUTE > asIfUtc(start.local);
}

function on(day: CivilDate, p: PointText, otherwise: CivilTime): Placed {
  const time = p.time ?? otherwise;
  const local = time.hour === 24 ? { ...addDays(day, 1), ...START_OF_DAY } : { year: day.year, month: day.month, day: day.day, ...time };
  return { local, offset: p.offset };
}

/** The longest window: whoever needs more has not planned one. */
export const LONGEST_WINDOW = 7 * DAY;
