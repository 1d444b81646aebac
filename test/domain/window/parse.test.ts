import { describe, expect, test } from '@jest/globals';
import { parseWindow } from '../../../src/domain/window/parse.ts';

const sat = { kind: 'weekday', weekday: 6 };
const at = (hour: number, minute: number, day: unknown = null, offset: number | null = null) => ({ day, time: { hour, minute }, offset });
const date = (year: number, month: number, day: number) => ({ kind: 'date', date: { year, month, day } });

type Row = { readonly text: string; readonly reason: string; readonly then: unknown };
const read: readonly Row[] = [
  { text: 'now', reason: 'now', then: { kind: 'now' } },
  { text: ' At once ', reason: 'the same in other words', then: { kind: 'now' } },
  { text: 'at 22:00', reason: 'a time alone', then: { kind: 'at', from: at(22, 0), zone: null } },
  { text: '22:00 Europe/Rome', reason: 'with a zone', then: { kind: 'at', from: at(22, 0), zone: 'Europe/Rome' } },
  { text: 'sat 22:00', reason: 'with a day', then: { kind: 'at', from: at(22, 0, sat), zone: null } },
  { text: 'window sat 22:00..02:00 Europe/Rome', reason: 'the whole form', then: { kind: 'span', from: at(22, 0, sat), to: at(2, 0), zone: 'Europe/Rome' } },
  { text: 'Saturday 22:00 .. Sunday 02:00', reason: 'both days, spaces, capitals', then: { kind: 'span', from: at(22, 0, sat), to: at(2, 0, { kind: 'weekday', weekday: 0 }), zone: null } },
  { text: 'from 22:00 to 02:00 UTC', reason: 'in words', then: { kind: 'span', from: at(22, 0), to: at(2, 0), zone: 'UTC' } },
  { text: 'between 22:00 and 24:00', reason: 'the end of the day', then: { kind: 'span', from: at(22, 0), to: at(24, 0), zone: null } },
  { text: 'tonight 23.30–03.00', reason: 'a long dash and dots', then: { kind: 'span', from: at(23, 30, { kind: 'ahead', days: 0 }), to: at(3, 0), zone: null } },
  { text: 'tomorrow 06:00..08:00 America/Argentina/Buenos_Aires', reason: 'a zone of three parts', then: { kind: 'span', from: at(6, 0, { kind: 'ahead', days: 1 }), to: at(8, 0), zone: 'America/Argentina/Buenos_Aires' } },
  { text: '2026-10-25T02:30+02:00..2026-10-25T02:30+01:00 Europe/Rome', reason: 'ISO with offsets', then: { kind: 'span', from: at(2, 30, date(2026, 10, 25), 120), to: at(2, 30, date(2026, 10, 25), 60), zone: 'Europe/Rome' } },
  { text: '2026-11-28T21:00:00Z', reason: 'ISO in UTC', then: { kind: 'at', from: at(21, 0, date(2026, 11, 28), 0), zone: null } },
  { text: 'sun 01:30 -04:00..05:00 America/New_York', reason: 'an offset to the west stands apart', then: { kind: 'span', from: at(1, 30, { kind: 'weekday', weekday: 0 }, -240), to: at(5, 0), zone: 'America/New_York' } },
  { text: '2026-12-20..2027-01-03 Europe/Rome', reason: 'whole days', then: { kind: 'span', from: { day: date(2026, 12, 20), time: null, offset: null }, to: { day: date(2027, 1, 3), time: null, offset: null }, zone: 'Europe/Rome' } },
  { text: 'sat 22:00..02:00 CET', reason: 'a short name is kept, to be refused as a zone', then: { kind: 'span', from: at(22, 0, sat), to: at(2, 0), zone: 'CET' } },
];
const refused: readonly { readonly text: string; readonly reason: string; readonly code: string }[] = [
  { text: '', reason: 'nothing', code: 'not-a-window' },
  { text: 'soon', reason: 'no time', code: 'not-a-window' },
  { text: 'sat', reason: 'a day is no beginning', code: 'not-a-window' },
  { text: '22', reason: 'a number is no time', code: 'not-a-window' },
  { text: '22:00..02:00..04:00', reason: 'three ends', code: 'not-a-window' },
  { text: '22:00-02:00', reason: 'a span, or an offset?', code: 'dash' },
  { text: 'sat 22:00-02:00 Europe/Rome', reason: 'the same with a day', code: 'dash' },
  { text: '25:00..26:00', reason: 'no such hour', code: 'no-such-time' },
  { text: '22:60', reason: 'no such minute', code: 'no-such-time' },
  { text: '24:30', reason: 'the day ends at 24:00', code: 'no-such-time' },
  { text: '2026-02-30 10:00', reason: 'no such day', code: 'no-such-date' },
  { text: '2026-11-28T22:00..2026-13-01T02:00', reason: 'no such month', code: 'no-such-date' },
];

describe('a typed time', () => {
  test.each(read)('$text: $reason', ({ text, then }) => expect(parseWindow(text)).toEqual({ ok: true, value: then }));
  test.each(refused)('$text is refused: $reason', ({ text, code }) => expect(parseWindow(text)).toEqual({ ok: false, error: { code } }));
});
