import { describe, expect, test } from '@jest/globals';
import { readDigest, readQuiet } from '../../src/bot/daily-time.ts';
import { subscribe } from '../../src/bot/commands/subscribe.ts';

const words = (text: string): readonly string[] => text.split(' ');
const minutes = (hour: number, minute = 0): number => hour * 60 + minute;

describe('quiet hours as people type them', () => {
  const night = { from: minutes(22), to: minutes(7) };

  test.each([
    { typed: '22:00..07:00', is: { kind: 'set', value: night, zone: null } },
    { typed: '22:00..07:00 Europe/Rome', is: { kind: 'set', value: night, zone: 'Europe/Rome' } },
    { typed: 'from 22:00 to 7:00 UTC', is: { kind: 'set', value: night, zone: 'UTC' } },
    { typed: '22.00-7.00 America/Argentina/Buenos_Aires', is: { kind: 'set', value: night, zone: 'America/Argentina/Buenos_Aires' } },
    { typed: 'between 22:00 and 07:00', is: { kind: 'set', value: night, zone: null } },
    { typed: 'off', is: { kind: 'off' } },
    { typed: '22:00', is: null },
    { typed: '22:00..22:00', is: null },
    { typed: '24:00..07:00', is: null },
    { typed: '22:60..07:00', is: null },
    { typed: '22:00..07:00..09:00', is: null },
    { typed: 'at night', is: null },
  ])('$typed', ({ typed, is }) => expect(readQuiet(words(typed))).toEqual(is));
});

describe('the time of a digest as people type it', () => {
  const at = minutes(8, 30);

  test.each([
    { typed: '08:30 weekdays', is: { kind: 'set', value: { at, days: 'weekdays' }, zone: null } },
    { typed: '8.30', is: { kind: 'set', value: { at, days: 'weekdays' }, zone: null } },
    { typed: 'at 08:30 daily Europe/Rome', is: { kind: 'set', value: { at, days: 'daily' }, zone: 'Europe/Rome' } },
    { typed: '08:30 every day', is: { kind: 'set', value: { at, days: 'daily' }, zone: null } },
    { typed: '08:30 mon-fri', is: { kind: 'set', value: { at, days: 'weekdays' }, zone: null } },
    { typed: 'none', is: { kind: 'off' } },
    { typed: '08:30 sundays', is: null },
    { typed: '25:30 daily', is: null },
    { typed: 'Europe/Rome', is: null },
  ])('$typed', ({ typed, is }) => expect(readDigest(words(typed))).toEqual(is));
});

describe('what a conversation asks to be told', () => {
  const read = (text: string): unknown => subscribe.fromText({ words: words(text) } as unknown as Parameters<typeof subscribe.fromText>[0]);

  test.each([
    { typed: 'W07', what: 'W07', level: 'all' },
    { typed: 'W07 all', what: 'W07', level: 'all' },
    { typed: 'W07 needs-me', what: 'W07', level: 'needs-me' },
    { typed: 'failures of W07', what: 'W07', level: 'failures' },
    { typed: 'to W07 failures only', what: 'W07', level: 'failures' },
    { typed: 'W07 Milestones.', what: 'W07', level: 'milestones' },
  ])('subscribe $typed', ({ typed, what, level }) => expect(read(typed)).toEqual({ what, level }));
});
