import { expect, test } from '@jest/globals';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/domain/time.ts';
import { age, bar, bytes, duration, lastPart, percent, utc } from '../../src/text/format.ts';

test.each([[0, '0 B'], [1023, '1023 B'], [1024, '1.0 KiB'], [150 * 1024, '150 KiB'], [13_314_398_617, '12.4 GiB'], [2 ** 60, '1024 PiB']])('%d bytes are %s', (n, text) => {
  expect(bytes(n)).toBe(text);
});

test.each([[-5, '0 s'], [59 * SECOND, '59 s'], [61 * SECOND, '1 min'], [2 * HOUR + 5 * MINUTE, '2 h 05 min'], [HOUR, '1 h'], [3 * DAY + 4 * HOUR, '3 d 4 h'], [DAY, '1 d']])('%d ms are %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
  expect(age(ms)).toBe(`${text} old`);
});

test.each([
  [-1, '0 %', '░░░░░░░░░░', 'below nothing is nothing'],
  [43.9, '43 %', '▓▓▓▓░░░░░░', 'rounded down'],
  [99.99, '99 %', '▓▓▓▓▓▓▓▓▓░', 'almost done is not done'],
  [100, '100 %', '▓▓▓▓▓▓▓▓▓▓', 'done'],
  [140, '100 %', '▓▓▓▓▓▓▓▓▓▓', 'more than all is all'],
])('%d is %s %s', (value, text, blocks, _reason) => {
  expect([percent(value), bar(value)]).toEqual([text, blocks]);
});

test('a moment is shown in UTC and an Azure id by its last part', () => {
  expect(utc(Date.UTC(2026, 10, 21, 2, 14, 9))).toBe('2026-11-21 02:14 UTC');
  expect([lastPart('/subscriptions/x/resourceGroups/rg'), lastPart('plain')]).toEqual(['rg', 'plain']);
});
