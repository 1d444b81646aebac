import { describe, expect, test } from '@jest/globals';
import { windowText, zonedText } from '../../src/text/window.ts';

const utc = (text: string): number => Date.parse(`${text}Z`);

describe('a window in words', () => {
  test('names the zone, its offset and UTC', () => {
    expect(windowText({ from: utc('2026-11-28T21:00'), to: utc('2026-11-29T01:00'), zone: 'Europe/Rome' })).toBe('Sat 28 Nov 2026 22:00 to Sun 29 Nov 2026 02:00 Europe/Rome (+01:00), that is 2026-11-28 21:00 to 2026-11-29 01:00 UTC');
  });

  test('tells the two offsets of a night in which clocks are put back: 02:00 to 03:00 is then two hours, or one', () => {
    expect(windowText({ from: utc('2026-10-25T00:00'), to: utc('2026-10-25T02:00'), zone: 'Europe/Rome' })).toBe('Sun 25 Oct 2026 02:00 (+02:00) to Sun 25 Oct 2026 03:00 (+01:00) Europe/Rome, that is 2026-10-25 00:00 to 2026-10-25 02:00 UTC');
    expect(windowText({ from: utc('2026-10-25T01:00'), to: utc('2026-10-25T02:00'), zone: 'Europe/Rome' })).toBe('Sun 25 Oct 2026 02:00 to Sun 25 Oct 2026 03:00 Europe/Rome (+01:00), that is 2026-10-25 01:00 to 2026-10-25 02:00 UTC');
  });

  test('is plain in UTC, and exact where offsets are not whole hours', () => {
    expect(windowText({ from: utc('2026-11-28T21:00'), to: utc('2026-11-29T01:00'), zone: 'UTC' })).toBe('2026-11-28 21:00 to 2026-11-29 01:00 UTC');
    expect(zonedText(utc('2026-11-25T16:15'), 'Asia/Kathmandu')).toBe('Wed 25 Nov 2026 22:00 Asia/Kathmandu (+05:45), 2026-11-25 16:15 UTC');
    expect(zonedText(utc('2026-07-01T12:00'), 'Europe/London')).toBe('Wed 1 Jul 2026 13:00 Europe/London (+01:00), 2026-07-01 12:00 UTC');
    expect(zonedText(utc('2026-11-25T12:00'), 'Europe/London')).toBe('Wed 25 Nov 2026 12:00 Europe/London (+00:00), 2026-11-25 12:00 UTC');
  });
});
