/** Budgets, gathering, flapping, quiet hours: pure, so told by properties and small tables. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { makeZones } from '../../../src/adapters/zones.ts';
import { fullBudget, paused, spend, type Budget } from '../../../src/domain/notice/budget.ts';
import { episodes } from '../../../src/domain/notice/episodes.ts';
import { beat, type Pulse } from '../../../src/domain/notice/flap.ts';
import { nextDigest, quietMinutesLeft } from '../../../src/domain/notice/follow.ts';
import { gather } from '../../../src/domain/notice/gather.ts';
import { LANES, type Lane } from '../../../src/domain/notice/types.ts';
import { DAY, MINUTE, SECOND } from '../../../src/domain/time.ts';

const lane = fc.constantFrom<Lane>(...LANES);

describe('a budget', () => {
  test.each([['thread', [[7, 1], [8, 2], [60, 30], [1_800, 3_600]]], ['app', [[50, 1]]]] as const)('of a %s never lets out more than Teams takes, whatever is asked when', (kind, limits) => {
    fc.assert(fc.property(fc.array(fc.tuple(lane, fc.integer({ min: 0, max: 900 })), { minLength: 50, maxLength: 400 }), (asked) => {
      let budget: Budget = fullBudget(kind, 0);
      let now = 0;
      const sent: number[] = [];
      for (const [which, later] of asked) {
        now += later;
        const one = spend(kind, budget, { lane: which, now });
        budget = one.budget;
        if (one.waitMs === 0) sent.push(now);
      }
      for (const [most, seconds] of limits) for (const at of sent) expect(sent.filter((t) => t > at - seconds * SECOND && t <= at).length).toBeLessThanOrEqual(most);
    }));
  });

  test('keeps room for what is urgent: progress stops first, a failure last', () => {
    const count = (which: Lane): number => {
      let budget = fullBudget('thread', 0);
      for (let n = 0; ; n++) {
        const one = spend('thread', budget, { lane: which, now: 0 });
        if (one.waitMs > 0) return n;
        budget = one.budget;
      }
    };
    expect(LANES.map(count)).toEqual([4, 3, 3, 2]);
  });

  test('is closed as long as Teams asks, else ever longer', () => {
    const asked = paused(fullBudget('thread', 0), { now: 0, retryAfterMs: 37_000, chance: 0 });
    expect(spend('thread', asked, { lane: 'N0', now: 36_999 }).waitMs).toBe(1);
    expect(spend('thread', asked, { lane: 'N0', now: 37_000 }).waitMs).toBe(0);
    let budget = fullBudget('thread', 0);
    const waits = [0, 1, 2, 3, 4, 5, 6].map(() => (budget = paused(budget, { now: budget.pausedUntil, retryAfterMs: null, chance: 1 })).pausedUntil);
    expect(waits.map((at, i) => at - (waits[i - 1] ?? 0))).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  });
});

describe('milestones', () => {
  const notes = (n: number, at = 0) => Array.from({ length: n }, (_, i) => ({ key: String(i), lane: 'N2', kind: 'held', at } as const));

  test.each([
    { n: 5, now: 1_000, told: 0, batches: ['single', 'single', 'single', 'single', 'single'], waits: false, reason: 'five are not a crowd' },
    { n: 6, now: 1_000, told: 0, batches: [], waits: true, reason: 'six wait for more of their kind' },
    { n: 6, now: MINUTE, told: 0, batches: ['together'], waits: false, reason: 'a minute later they are one message' },
    { n: 1, now: 1_000, told: 5, batches: [], waits: true, reason: 'the sixth within a minute waits too' },
    { n: 3, now: 6 * MINUTE, told: 0, batches: ['missed'], waits: false, reason: 'what is old was missed' },
  ])('$reason', ({ n, now, told, batches, waits }) => {
    const plan = gather(notes(n), { now, told: Array.from({ length: told }, () => ({ kind: 'held', at: now, together: false })) });
    expect([plan.batches.map((b) => b.how), plan.waitMs !== null]).toEqual([batches, waits]);
  });
});

test('health that keeps changing is told once, and again after it was calm', () => {
  let pulse: Pulse | null = null;
  const said: (string | null)[] = [];
  const look = (minute: number, health: 'normal' | 'warning'): void => {
    const one = beat(pulse, { health, now: minute * MINUTE });
    pulse = one.pulse;
    said.push(one.says?.what ?? null);
  };
  [[0, 'normal'], [1, 'warning'], [2, 'normal'], [3, 'warning'], [4, 'normal'], [5, 'warning'], [40, 'warning'], [41, 'normal']].forEach(([m, h]) => look(Number(m), h === 'normal' ? 'normal' : 'warning'));
  expect(said).toEqual([null, 'changed', 'changed', 'flapping', null, null, null, 'changed']);
});

test.each([
  { from: 1320, to: 420, hour: 23, minute: 0, left: 480 }, { from: 1320, to: 420, hour: 6, minute: 59, left: 1 }, { from: 1320, to: 420, hour: 7, minute: 0, left: null }, { from: 60, to: 120, hour: 1, minute: 30, left: 30 }, { from: 60, to: 120, hour: 2, minute: 0, left: null },
])('quiet from $from to $to at $hour:$minute: $left minutes left', ({ from, to, hour, minute, left }) => {
  expect(quietMinutesLeft({ from, to }, { hour, minute })).toBe(left);
});

test('a digest on weekdays skips Saturday and Sunday, and comes once when clocks change', () => {
  const zones = makeZones();
  const next = (after: number, at: number): string => new Date(nextDigest({ at, days: 'weekdays' }, { after, local: zones.at(after, 'Europe/Rome').local, locate: (l) => zones.locate(l, 'Europe/Rome') })).toISOString();
  // 27 November 2026 is a Friday.
  expect(next(Date.UTC(2026, 10, 27, 7, 30), 510)).toBe('2026-11-30T07:30:00.000Z');
  expect(next(Date.UTC(2026, 10, 27, 7, 29), 510)).toBe('2026-11-27T07:30:00.000Z');
  expect(nextDigest({ at: 150, days: 'daily' }, { after: Date.UTC(2026, 2, 29), local: zones.at(Date.UTC(2026, 2, 29), 'Europe/Rome').local, locate: (l) => zones.locate(l, 'Europe/Rome') }) - Date.UTC(2026, 2, 29)).toBeLessThan(DAY);
});

test('questions that overlap are one episode; a longer log begins with the same ones', () => {
  const stays = [{ of: 'a', from: 1, to: 5 }, { of: 'b', from: 3, to: 9 }, { of: 'c', from: 12, to: 14 }];
  const names = (list: readonly (readonly { readonly of: string }[])[]): readonly string[] => list.map((e) => e.map((s) => s.of).join(''));
  expect(names(episodes(stays))).toEqual(['ab', 'c']);
  expect(names(episodes([...stays, { of: 'd', from: 13, to: null }, { of: 'e', from: 99, to: null }]))).toEqual(['ab', 'cde']);
});
