import { describe, expect, test } from '@jest/globals';
import { costOf, due, type Cost } from '../../../src/domain/cost/cost.ts';
import { reachesDay, reminderOf } from '../../../src/domain/cost/reminders.ts';
import type { Migration } from '../../../src/domain/migration/types.ts';
import { DAY, HOUR, MINUTE } from '../../../src/domain/time.ts';
import { at, NOW } from '../../cards/fixtures.ts';

const price = { amount: 30, currency: 'EUR' };
const cost = (m: Migration, over: Partial<Parameters<typeof costOf>[0]> = {}): Cost | null => costOf({ migration: m, isReplicated: true, testUntil: null, price, now: NOW, ...over });
const since = (days: number, phase: Parameters<typeof at>[0] = 'protected'): Migration => at(phase, { startedAt: NOW - days * DAY, positionSince: NOW - HOUR });
const test3 = (ageMs: number): Migration => at('test-review', { startedAt: NOW - 5 * DAY, position: { phase: 'test-review', testVm: 't', since: NOW - ageMs } });
const azure = (ageMs: number): Migration => at('in-azure', { startedAt: NOW - 5 * DAY, position: { phase: 'in-azure', failedOverAt: NOW - ageMs, vm: 'v' } });
const dues = (m: Migration, over: Partial<Parameters<typeof costOf>[0]> = {}): readonly string[] => {
  const c = cost(m, over);
  return c === null ? [] : due(c, m, NOW).map((d) => d.kind);
};

describe('the free days', () => {
  test('are counted from the start; the amount from their end on, and none without a price', () => {
    expect(cost(since(10))).toMatchObject({ day: 10, isPaid: false, amount: 0, freeUntil: NOW + 21 * DAY });
    expect(cost(since(46))).toMatchObject({ day: 46, isPaid: true, amount: 15 });
    expect(cost(since(46), { price: null })?.amount).toBeNull();
  });

  const cases: readonly (readonly [string, Migration, readonly string[]])[] = [
    ['nothing on day 24', since(24.9), []],
    ['that they end soon from day 25 on', since(25), ['billing-soon']],
    ['that they are over from day 31 on', since(31), ['billing']],
    ['nothing while it is being completed', since(40, 'completing'), []],
    ['a test machine after 48 hours', test3(49 * HOUR), ['test-up']],
    ['nothing of a test machine before', test3(47 * HOUR), []],
    ['replication two days after the failover', azure(49 * HOUR), ['left-on']],
    ['nothing of it in the first two days', azure(HOUR), []],
  ];
  test.each(cases)('people are told: %s', (_reason, m, kinds) => expect(dues(m)).toEqual(kinds));

  test('a test machine that somebody wants longer is no news until then; an older wish does not count for a newer test', () => {
    expect(dues(test3(60 * HOUR), { testUntil: NOW + HOUR })).toEqual([]);
    expect(dues(test3(60 * HOUR), { testUntil: NOW - HOUR })).toEqual(['test-up']);
    expect(cost(test3(HOUR), { testUntil: NOW - 2 * HOUR })?.test?.until).toBeNull();
  });

  test('what was completed costs nothing; what went back costs as long as the vault still has it', () => {
    expect(cost(since(60, 'migrated'))).toBeNull();
    expect(cost(since(60, 'rolled-back'), { isReplicated: false })).toBeNull();
    expect(cost(since(60, 'rolled-back'))?.leftOn?.after).toBe('rollback');
  });
});

describe('reminders', () => {
  test('come on day 25 and on day 31, and not for what has ended', () => {
    expect([24, 25, 30, 31, 90].map((d) => reminderOf(since(d), NOW)?.day ?? null)).toEqual([null, 25, 25, 31, 31]);
    expect(reminderOf(since(60, 'migrated'), NOW)).toBeNull();
  });

  test('a machine is woken in the hour in which its day comes, once', () => {
    const m = since(25);
    expect(reachesDay(m, { after: NOW - HOUR, until: NOW })).toBe(true);
    expect(reachesDay(m, { after: NOW, until: NOW + HOUR })).toBe(false);
    expect(reachesDay(m, { after: NOW - HOUR, until: NOW - MINUTE })).toBe(false);
  });
});
