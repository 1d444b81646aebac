import { describe, expect, test } from '@jest/globals';
import { retryAfterOf, waitBeforeRetry } from '../../src/adapters/retry.ts';

const headers = (values: Record<string, string>) => ({ get: (name: string) => values[name] });
const now = Date.parse('2026-01-01T00:00:00Z');

describe('the wait an answer asks for', () => {
  test.each([
    { reason: 'seconds', values: { 'retry-after': '17' }, ms: 17_000 },
    { reason: 'a date', values: { 'retry-after': 'Thu, 01 Jan 2026 00:00:05 GMT' }, ms: 5_000 },
    { reason: 'a date that is over', values: { 'retry-after': 'Thu, 01 Jan 2025 00:00:05 GMT' }, ms: 0 },
    { reason: 'milliseconds go first', values: { 'x-ms-retry-after-ms': '250', 'retry-after': '1' }, ms: 250 },
    { reason: 'nonsense', values: { 'retry-after': 'soon' }, ms: null },
    { reason: 'nothing', values: {}, ms: null },
  ])('$reason', ({ values, ms }) => {
    expect(retryAfterOf(headers(values as Record<string, string>), now)).toBe(ms);
  });
});

describe('the wait before the next try', () => {
  const failed = { attempt: 0, retryAfterMs: null, leftMs: 10_000, chance: 0.5 };
  test.each([
    { reason: 'full jitter over the base', change: {}, ms: 100 },
    { reason: 'twice as long the second time', change: { attempt: 1 }, ms: 200 },
    { reason: 'never before the cloud asked for', change: { retryAfterMs: 1_000 }, ms: 1_100 },
    { reason: 'no use behind the deadline', change: { retryAfterMs: 60_000 }, ms: null },
    { reason: 'four tries are enough', change: { attempt: 3 }, ms: null },
  ])('$reason', ({ change, ms }) => {
    expect(waitBeforeRetry({ ...failed, ...change })).toBe(ms);
  });
});
