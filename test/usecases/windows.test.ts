/** Reading windows with the real zones of this Node: tables for the days on which clocks jump, and properties over many zones. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { makeZones } from '../../src/adapters/zones.ts';
import { HOUR, MINUTE } from '../../src/domain/time.ts';
import { asIfUtc } from '../../src/domain/window/calendar.ts';
import { momentText, spanText } from '../../src/domain/window/write.ts';
import { readWindow } from '../../src/usecases/windows.ts';

const zones = makeZones();
const iso = (at: number): string => new Date(at).toISOString().slice(0, 16);

function outcome(text: string, now: string, o: { readonly zone?: string; readonly longest?: 'window' | 'freeze' } = {}): string {
  const read = readWindow(text, { zones, zone: o.zone ?? 'UTC', now: Date.parse(now), longest: o.longest ?? 'window' });
  if (!read.ok) return [read.error.code, ...['before', 'after', 'first', 'second', 'known', 'limit'].flatMap((k) => read.error.detail[k] ?? [])].join(' | ');
  return read.value === null ? 'now' : `${iso(read.value.window.from)} to ${iso(read.value.window.to)} ${read.value.window.zone}`;
}

/** 2026-11-25 is a Wednesday. */
const NOW = '2026-11-25T12:00:00Z';
const rows: readonly { readonly text: string; readonly now?: string; readonly zone?: string; readonly then: string; readonly reason: string }[] = [
  { text: 'sat 22:00..02:00 Europe/Rome', then: '2026-11-28T21:00 to 2026-11-29T01:00 Europe/Rome', reason: 'the next such day; an end before the beginning is the next day' },
  { text: 'sat 22:00..02:00', zone: 'Europe/Rome', then: '2026-11-28T21:00 to 2026-11-29T01:00 Europe/Rome', reason: 'without a zone the setting counts' },
  { text: 'SAT 22:00..02:00 europe/rome', then: '2026-11-28T21:00 to 2026-11-29T01:00 Europe/Rome', reason: 'zones are named properly' },
  { text: 'wed 22:00..02:00 UTC', then: '2026-11-25T22:00 to 2026-11-26T02:00 UTC', reason: 'today, if it still lies ahead' },
  { text: 'wed 10:00..11:00 UTC', then: '2026-12-02T10:00 to 2026-12-02T11:00 UTC', reason: 'in a week, if it is over' },
  { text: 'wed 10:00..14:00 UTC', then: '2026-11-25T10:00 to 2026-11-25T14:00 UTC', reason: 'a window that is open now is meant' },
  { text: '22:00..02:00 UTC', then: '2026-11-25T22:00 to 2026-11-26T02:00 UTC', reason: 'tonight' },
  { text: '10:00..11:00 UTC', then: '2026-11-26T10:00 to 2026-11-26T11:00 UTC', reason: 'tomorrow, if it is over' },
  { text: 'at 22:00', then: '2026-11-25T22:00 to 2026-11-26T02:00 UTC', reason: 'a beginning alone lasts four hours' },
  { text: 'at 11:00', then: '2026-11-26T11:00 to 2026-11-26T15:00 UTC', reason: 'and is never in the past' },
  { text: 'tomorrow 22:00..24:00 UTC', then: '2026-11-26T22:00 to 2026-11-27T00:00 UTC', reason: 'the end of the day' },
  { text: 'today 23:00..02:00 Asia/Tokyo', then: '2026-11-25T14:00 to 2026-11-25T17:00 Asia/Tokyo', reason: 'today is today in the zone' },
  { text: 'today 01:00..05:00 Pacific/Auckland', then: '2026-11-25T12:00 to 2026-11-25T16:00 Pacific/Auckland', reason: 'there it is tomorrow already' },
  { text: 'fri 22:00..mon 06:00 Europe/Rome', then: '2026-11-27T21:00 to 2026-11-30T05:00 Europe/Rome', reason: 'over a weekend' },
  { text: '2026-11-28T22:00+01:00..2026-11-29T02:00+01:00 Europe/Rome', then: '2026-11-28T21:00 to 2026-11-29T01:00 Europe/Rome', reason: 'ISO' },
  { text: '2026-11-28T21:00Z..2026-11-29T01:00Z', zone: 'Europe/Rome', then: '2026-11-28T21:00 to 2026-11-29T01:00 Europe/Rome', reason: 'ISO in UTC, shown in the zone of the setting' },
  { text: 'now', then: 'now', reason: 'no window' },
  { text: '2026-11-24T22:00..2026-11-25T02:00 UTC', then: 'window-over', reason: 'over' },
  { text: '2026-11-28T22:00..2026-11-28T20:00 UTC', then: 'window-over', reason: 'it ends before it begins' },
  { text: '2026-11-28T22:00..2026-12-09T22:00 UTC', then: 'window-too-long | at most 7 days long', reason: 'too long to be a window' },
  { text: '2029-11-28T22:00..2029-11-29T02:00 UTC', then: 'window-too-long | at most 400 days ahead', reason: 'a slip of the pen' },
  { text: 'sat 22:00..02:00 CET', then: 'no-such-zone', reason: 'a short name is no zone' },
  { text: 'sat 22:00..02:00 Europe/Rom', then: 'no-such-zone', reason: 'nor is a near miss' },
  // Rome, 28 March 2027: 02:00 becomes 03:00.
  { text: '2027-03-28 02:30..05:00 Europe/Rome', then: 'time-missing | 2027-03-28T01:59+01:00 | 2027-03-28T03:00+02:00', reason: 'Rome in March: a missing beginning is refused with the nearest times' },
  { text: '2027-03-27 22:00..02:30 Europe/Rome', then: 'time-missing | 2027-03-28T01:59+01:00 | 2027-03-28T03:00+02:00', reason: 'and so is a missing end' },
  { text: '2027-03-28 02:00..05:00 Europe/Rome', then: 'time-missing | 2027-03-28T01:59+01:00 | 2027-03-28T03:00+02:00', reason: 'the first missing minute' },
  { text: '2027-03-28 03:00..05:00 Europe/Rome', then: '2027-03-28T01:00 to 2027-03-28T03:00 Europe/Rome', reason: 'the first one that is there' },
  { text: '2027-03-27 22:00..04:00 Europe/Rome', then: '2027-03-27T21:00 to 2027-03-28T02:00 Europe/Rome', reason: 'over the gap a night is an hour shorter' },
  // Rome, 25 October 2026: 03:00 becomes 02:00.
  { text: 'sun 02:30..05:00 Europe/Rome', now: '2026-10-21T12:00:00Z', then: 'time-doubled | 2026-10-25T02:30+02:00 | 2026-10-25T02:30+01:00', reason: 'Rome in October: which one?' },
  { text: 'sun 02:30+02:00..05:00 Europe/Rome', now: '2026-10-21T12:00:00Z', then: '2026-10-25T00:30 to 2026-10-25T04:00 Europe/Rome', reason: 'the first' },
  { text: 'sun 02:30 +01:00..05:00 Europe/Rome', now: '2026-10-21T12:00:00Z', then: '2026-10-25T01:30 to 2026-10-25T04:00 Europe/Rome', reason: 'the second' },
  { text: 'sun 02:30+03:00..05:00 Europe/Rome', now: '2026-10-21T12:00:00Z', then: 'offset-not-in-use | +02:00, +01:00', reason: 'neither' },
  { text: 'sun 02:30+02:00..02:15+01:00 Europe/Rome', now: '2026-10-21T12:00:00Z', then: '2026-10-25T00:30 to 2026-10-25T01:15 Europe/Rome', reason: 'by the clock it ends before it begins, by the moment it does not' },
  { text: 'sun 02:00..03:00 Europe/Rome', now: '2026-10-21T12:00:00Z', then: 'time-doubled | 2026-10-25T02:00+02:00 | 2026-10-25T02:00+01:00', reason: 'the whole doubled hour' },
  { text: 'sun 03:00..05:00 Europe/Rome', now: '2026-10-21T12:00:00Z', then: '2026-10-25T02:00 to 2026-10-25T04:00 Europe/Rome', reason: '03:00 comes once' },
  // New York, 8 March and 1 November 2026.
  { text: 'sun 02:30..05:00 America/New_York', now: '2026-03-04T12:00:00Z', then: 'time-missing | 2026-03-08T01:59-05:00 | 2026-03-08T03:00-04:00', reason: 'New York in March' },
  { text: 'sun 01:30..05:00 America/New_York', now: '2026-10-28T12:00:00Z', then: 'time-doubled | 2026-11-01T01:30-04:00 | 2026-11-01T01:30-05:00', reason: 'New York in November' },
  { text: 'sun 01:30 -05:00..05:00 America/New_York', now: '2026-10-28T12:00:00Z', then: '2026-11-01T06:30 to 2026-11-01T10:00 America/New_York', reason: 'the second one there' },
  // Lord Howe moves by half an hour: 4 October 2026 02:00 becomes 02:30, 5 April 2026 02:00 becomes 01:30.
  { text: 'sun 02:15..05:00 Australia/Lord_Howe', now: '2026-09-30T12:00:00Z', then: 'time-missing | 2026-10-04T01:59+10:30 | 2026-10-04T02:30+11:00', reason: 'Lord Howe leaves out half an hour' },
  { text: 'sun 02:30..05:00 Australia/Lord_Howe', now: '2026-09-30T12:00:00Z', then: '2026-10-03T15:30 to 2026-10-03T18:00 Australia/Lord_Howe', reason: 'and no more' },
  { text: 'sun 01:45..05:00 Australia/Lord_Howe', now: '2026-04-01T12:00:00Z', then: 'time-doubled | 2026-04-05T01:45+11:00 | 2026-04-05T01:45+10:30', reason: 'and repeats half an hour' },
  { text: 'sun 02:00..05:00 Australia/Lord_Howe', now: '2026-04-01T12:00:00Z', then: '2026-04-04T15:30 to 2026-04-04T18:30 Australia/Lord_Howe', reason: '02:00 comes once' },
  // Samoa left out the 30th of December 2011.
  { text: '2011-12-30 12:00..15:00 Pacific/Apia', now: '2011-12-20T12:00:00Z', then: 'time-missing | 2011-12-29T23:59-10:00 | 2011-12-31T00:00+14:00', reason: 'a day that never was' },
  { text: '2011-12-31 00:00..02:00 Pacific/Apia', now: '2011-12-20T12:00:00Z', then: '2011-12-30T10:00 to 2011-12-30T12:00 Pacific/Apia', reason: 'the one after it' },
  { text: '22:00..02:00 Asia/Kathmandu', then: '2026-11-25T16:15 to 2026-11-25T20:15 Asia/Kathmandu', reason: 'an offset with three quarters' },
];

describe('a window', () => {
  test.each(rows)('$text is "$then": $reason', (row) => expect(outcome(row.text, row.now ?? NOW, row.zone === undefined ? {} : { zone: row.zone })).toBe(row.then));

  test('a freeze may last weeks and whole days, and names its end', () => {
    expect(outcome('2026-12-20..2027-01-03 Europe/Rome', NOW, { longest: 'freeze' })).toBe('2026-12-19T23:00 to 2027-01-03T23:00 Europe/Rome');
    expect(outcome('at 22:00', NOW, { longest: 'freeze' })).toBe('not-a-window');
    expect(outcome('now', NOW, { longest: 'freeze' })).toBe('not-a-window');
    expect(outcome('2026-12-20..2027-06-03 Europe/Rome', NOW, { longest: 'freeze' })).toMatch(/window-too-long/);
  });
});

const everyZone = fc.constantFrom(...Intl.supportedValuesOf('timeZone').filter((z) => zones.named(z) !== null));
const minutes = fc.integer({ min: Date.UTC(2024, 0, 1) / MINUTE, max: Date.UTC(2032, 0, 1) / MINUTE });

describe('in any zone of the world', () => {
  test('a moment that is written is read back, also where clocks jump', () => {
    fc.assert(fc.property(everyZone, minutes, fc.integer({ min: 1, max: 7 * 24 * 60 }), (zone, from, length) => {
      const window = { from: from * MINUTE, to: (from + length) * MINUTE, zone: zones.named(zone) ?? '' };
      const text = spanText({ from: zones.at(window.from, zone), to: zones.at(window.to, zone), zone: window.zone });
      expect(readWindow(text, { zones, zone: 'UTC', now: window.from - HOUR, longest: 'window' })).toEqual({ ok: true, value: { window } });
    }), { numRuns: 3_000 });
  });

  test('a local time is one moment, two that differ by the step of the clocks, or none with its neighbours', () => {
    const seen = new Map<string, number>();
    // Half of the times are taken from the days on which the zone's clocks jump: chance alone would hardly find them.
    fc.assert(fc.property(everyZone, minutes, fc.boolean(), (zone, at, near) => {
      const wall = near ? nearJump(zone, at) : at;
      const local = zones.at(wall * MINUTE, 'UTC').local;
      const found = zones.locate(local, zone);
      seen.set(found.kind, (seen.get(found.kind) ?? 0) + 1);
      if (found.kind === 'one') expect(zones.at(found.moment.at, zone).local).toEqual(local);
      if (found.kind === 'doubled') {
        for (const m of [found.first, found.second]) expect(zones.at(m.at, zone).local).toEqual(local);
        expect(found.second.at - found.first.at).toBe((found.first.offset - found.second.offset) * MINUTE);
        expect(found.second.at).toBeGreaterThan(found.first.at);
      }
      if (found.kind === 'missing') {
        expect(found.after.at - found.before.at).toBe(MINUTE);
        expect(asIfUtc(found.before.local)).toBeLessThan(asIfUtc(local));
        expect(asIfUtc(found.after.local)).toBeGreaterThan(asIfUtc(local));
        expect(momentText(found.before)).not.toBe(momentText(found.after));
      }
    }), { numRuns: 6_000 });
    for (const kind of ['one', 'doubled', 'missing']) expect(seen.get(kind) ?? 0).toBeGreaterThan(30);
  });
});

/** A local time, as minutes, within an hour of a change of the zone's clocks in the half year after `at`; `at` itself where none comes. */
function nearJump(zone: string, at: number): number {
  const offset = (m: number): number => zones.at(m * MINUTE, zone).offset;
  let low = at;
  let high = at + 60 * 24 * 190;
  if (offset(low) === offset(high)) return at;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offset(middle) === offset(low)) low = middle;
    else high = middle;
  }
  return high + Math.min(offset(low), offset(high)) + (at % 60);
}
