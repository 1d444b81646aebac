/** Reads what people type for a time: `sat 22:00..02:00 Europe/Rome`, `at 22:00`, `now`, ISO. Finds no moments yet: that takes a clock and a zone. */
import { no, ok, type Result } from '../result.ts';
import { isDate } from './calendar.ts';
import type { CivilDate, CivilTime } from './types.ts';

export type DayText = { readonly kind: 'date'; readonly date: CivilDate } | { readonly kind: 'weekday'; readonly weekday: number } | { readonly kind: 'ahead'; readonly days: number };

/** One end as it was typed. Without a time the whole day is meant; the offset is in minutes. */
export type PointText = { readonly day: DayText | null; readonly time: CivilTime | null; readonly offset: number | null };

export type WindowText =
  | { readonly kind: 'now' }
  | { readonly kind: 'at'; readonly from: PointText; readonly zone: string | null }
  | { readonly kind: 'span'; readonly from: PointText; readonly to: PointText; readonly zone: string | null };

/** Why a text is not a time. */
export type TextProblem = { readonly code: 'not-a-window' | 'no-such-date' | 'no-such-time' | 'dash' };

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const LEAD = /^(?:(?:window|from|on|between)\s+)+/i;
const APART = /\s*(?:\.\.+|…|–|—)\s*|\s+(?:to|until|till|and)\s+/i;
/** The last word, unless it is one for a day: also what is no zone, so that the refusal can say so. */
const ZONE = /\s(?!(?:sun|mon|tue|wed|thu|fri|sat|today|tonight|tomorrow))([A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*)$/i;
const POINT = /^(?:(sun|mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?)(?:day)?|(today|tonight|tomorrow)|(\d{4})-(\d{2})-(\d{2}))?(?:(?:^|[T\s]\s*|$)(?:at\s+)?(?:(\d{1,2})[:.](\d{2})(?::00(?:\.0+)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i;
/** `22:00-02:00` could be a span or a time with an offset: neither is guessed. */
const DASH = /^\D*\d{1,2}[:.]\d{2}-\d{1,2}[:.]?\d{2}(?:\s|$)/;

/** Takes a typed time apart. Pure; says nothing about whether it lies ahead. */
export function parseWindow(text: string): Result<WindowText, TextProblem> {
  const plain = text.trim().replace(/\s+/g, ' ').replace(LEAD, '');
  if (/^(?:now|at once|immediately|asap)$/i.test(plain)) return ok({ kind: 'now' });
  if (DASH.test(plain)) return no({ code: 'dash' });
  const zone = ZONE.exec(plain)?.[1] ?? null;
  const [from, to, ...more] = (zone === null ? plain : plain.slice(0, -zone.length)).trim().split(APART);
  if (from === undefined || from === '' || more.length > 0) return no({ code: 'not-a-window' });
  return ends({ from, to, zone });
}

function ends(o: { readonly from: string; readonly to: string | undefined; readonly zone: string | null }): Result<WindowText, TextProblem> {
  const from = point(o.from);
  if (!from.ok) return from;
  if (o.to === undefined) return from.value.time === null ? no({ code: 'not-a-window' }) : ok({ kind: 'at', from: from.value, zone: o.zone });
  const to = point(o.to);
  return to.ok ? ok({ kind: 'span', from: from.value, to: to.value, zone: o.zone }) : to;
}

function point(text: string): Result<PointText, TextProblem> {
  const found = POINT.exec(text.replace(/^at\s+/i, ''));
  if (found === null || text === '') return no({ code: 'not-a-window' });
  const day = dayOf(found);
  const time = found[6] === undefined ? null : { hour: Number(found[6]), minute: Number(found[7]) };
  const problem = problemOf(day, time);
  return problem === null ? ok({ day, time, offset: offsetOf(found[8]) }) : no({ code: problem });
}

function problemOf(day: DayText | null, time: CivilTime | null): TextProblem['code'] | null {
  if (day === null && time === null) return 'not-a-window';
  if (day?.kind === 'date' && !isDate(day.date)) return 'no-such-date';
  return time !== null && !isTime(time) ? 'no-such-time' : null;
}

function dayOf(found: RegExpExecArray): DayText | null {
  const [, weekday, ahead, year, month, day] = found;
  if (weekday !== undefined) return { kind: 'weekday', weekday: WEEKDAYS.findIndex((w) => weekday.toLowerCase().startsWith(w)) };
  if (ahead !== undefined) return { kind: 'ahead', days: ahead.toLowerCase() === 'tomorrow' ? 1 : 0 };
  return year === undefined ? null : { kind: 'date', date: { year: Number(year), month: Number(month), day: Number(day) } };
}

function isTime(t: CivilTime): boolean {
  return t.minute < 60 && (t.hour < 24 || (t.hour === 24 && t.minute === 0));
}

function offsetOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^z$/i.test(text)) return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2));
  return text.startsWith('-') ? -minutes : minutes;
}
