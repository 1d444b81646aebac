/** Budgets, gathering, flapping, quiet hours: pure, so told by properties and small tables. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { makeZones } from '../../../src/adapters/zones.ts';
import { fullBudget, paused, spend, type Budget, type BudgetKind } from '../../../src/domain/notice/budget.ts';
import { episodes } from '../../../src/domain/notice/episodes.ts';
import { beat, type Pulse } from '../../../src/domain/notice/flap.ts';
import { isQuiet, nextDigest, quietEnd, type DigestTime, type Quiet } from '../../../src/domain/notice/follow.ts';
import { gather } from '../../../src/domain/notice/gather.ts';
import { isTold, LANES, type Lane, type Level } from '../../../src/domain/notice/types.ts';
import { MINUTE, SECOND } from '../../../src/domain/time.ts';

const lane = fc.constantFrom<Lane>(...LANES);

describe('a budget', () => {
  // Teams takes 7 in 1 s, 8 in 2 s, 60 in 30 s and 1,800 in an hour of a thread, 50 in 1 s of the app: a person's question must be answered beside it.
  test.each([['thread', [[6, 1], [7, 2], [58, 30], [1_770, 3_600]]], ['shared', [[6, 1], [7, 2], [58, 30], [1_770, 3_600]]], ['app', [[45, 1]]]] as const)('of a %s never lets out more than Teams takes besides an answer, whatever is asked when', (kind, limits) => {
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

  test('of a thread lets out nearly all that Teams takes in an hour, and no more', () => {
    let budget: Budget = fullBudget('thread', 0);
    let sent = 0;
    for (let now = 0; now <= 3_600 * SECOND; now += 250) {
      const one = spend('thread', budget, { lane: 'N0', now });
      budget = one.budget;
      if (one.waitMs === 0) sent += 1;
    }
    expect(sent).toBeGreaterThan(1_700);
    expect(sent).toBeLessThanOrEqual(1_770);
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
    expect(LANES.map(count)).toEqual([3, 2, 2, 1]);
  });

  /** Everybody asks at the start, and comes back when told to: when the last one got through, and how often was asked. */
  function crowd(kind: BudgetKind, who: readonly Lane[], start = fullBudget(kind, 0)): { readonly done: ReadonlyMap<Lane, number>; readonly asks: number } {
    let budget = start;
    let asks = 0;
    const done = new Map<Lane, number>();
    const due = who.map((which) => ({ which, at: 0 }));
    while (due.length > 0) {
      const next = due.toSorted((a, b) => a.at - b.at)[0]!;
      asks += 1;
      const one = spend(kind, budget, { lane: next.which, now: next.at });
      budget = one.budget;
      if (one.waitMs > 0) next.at += one.waitMs;
      else {
        due.splice(due.indexOf(next), 1);
        done.set(next.which, next.at);
      }
    }
    return { done, asks };
  }

  test.each([['app', 300, 13], ['shared', 40, 30]] as const)('of many subjects (%s) sends each of a crowd to a moment of its own: nobody asks again and again, and the crowd is through as early as it can be', (kind, n, seconds) => {
    const { done, asks } = crowd(kind, Array.from({ length: n }, () => 'N1'));
    expect(asks).toBeLessThanOrEqual(3 * n);
    expect(done.get('N1')).toBeLessThanOrEqual(seconds * SECOND);
  });

  test('has a queue for each lane: what is urgent does not stand behind progress, and a failure stands nowhere', () => {
    const { done } = crowd('app', [...Array.from({ length: 300 }, () => 'N3' as const), 'N2', 'N1', 'N0']);
    expect(done.get('N0')).toBe(0);
    expect(done.get('N1')).toBeLessThanOrEqual(SECOND);
    expect(done.get('N2')).toBeLessThanOrEqual(2 * SECOND);
  });

  test('asks nobody to come back later than in five minutes, and a thread of one subject has no queue', () => {
    let budget: Budget = { ...fullBudget('shared', 0), left: [0, 18, 570] };
    for (let n = 0; n < 1_000; n++) budget = spend('shared', budget, { lane: 'N2', now: 0 }).budget;
    expect(spend('shared', budget, { lane: 'N2', now: 0 }).waitMs).toBe(5 * MINUTE);
    const thread = { ...fullBudget('thread', 0), left: [0, 18, 570] };
    const first = spend('thread', thread, { lane: 'N3', now: 0 });
    expect(spend('thread', first.budget, { lane: 'N3', now: 0 }).waitMs).toBe(first.waitMs);
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

describe('times of the day', () => {
  const zones = makeZones();
  const clocks = (iso: string, zone: string) => {
    const after = Date.parse(iso);
    return { after, local: zones.at(after, zone).local, locate: (local: Parameters<typeof zones.locate>[0]) => zones.locate(local, zone) };
  };
  const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString().slice(0, 16));
  const night: Quiet = { from: 22 * 60, to: 7 * 60 };

  test.each([
    { quiet: night, hour: 23, minute: 0, is: true }, { quiet: night, hour: 6, minute: 59, is: true }, { quiet: night, hour: 7, minute: 0, is: false }, { quiet: night, hour: 21, minute: 59, is: false },
    { quiet: { from: 60, to: 120 }, hour: 1, minute: 30, is: true }, { quiet: { from: 60, to: 120 }, hour: 2, minute: 0, is: false },
  ])('$quiet at $hour:$minute is quiet: $is', ({ quiet, hour, minute, is }) => expect(isQuiet(quiet, { hour, minute })).toBe(is));

  test.each([
    { reason: 'an ordinary night', at: '2026-11-26T22:30Z', quiet: night, ends: '2026-11-27T06:00' },
    { reason: 'it is not quiet', at: '2026-11-26T12:00Z', quiet: night, ends: null },
    { reason: 'clocks go forward: the night is an hour shorter', at: '2027-03-27T21:30Z', quiet: night, ends: '2027-03-28T05:00' },
    { reason: 'clocks go back: the night is an hour longer', at: '2026-10-24T20:30Z', quiet: night, ends: '2026-10-25T06:00' },
    { reason: 'it ends in the hour that is left out', at: '2027-03-28T00:30Z', quiet: { from: 60, to: 150 }, ends: '2027-03-28T01:00' },
    { reason: 'it ends in the hour that comes twice, seen in its second pass', at: '2026-10-25T01:15Z', quiet: { from: 60, to: 150 }, ends: '2026-10-25T01:30' },
    { reason: 'the zone counts, not the day of UTC', at: '2026-11-26T13:30Z', zone: 'Asia/Tokyo', quiet: night, ends: '2026-11-26T22:00' },
  ])('quiet hours: $reason', ({ at, quiet, ends, zone = 'Europe/Rome' }) => expect(iso(quietEnd(quiet, clocks(at, zone)))).toBe(ends));

  test.each<{ reason: string; after: string; time: DigestTime; next: string }>([
    { reason: 'from Friday morning to Monday', after: '2026-11-27T07:30Z', time: { at: 510, days: 'weekdays' }, next: '2026-11-30T07:30' },
    { reason: 'later on the same day', after: '2026-11-27T07:29Z', time: { at: 510, days: 'weekdays' }, next: '2026-11-27T07:30' },
    { reason: 'half past eight stays half past eight when clocks go forward', after: '2027-03-27T07:30Z', time: { at: 510, days: 'daily' }, next: '2027-03-28T06:30' },
    { reason: 'and when they go back', after: '2026-10-24T06:30Z', time: { at: 510, days: 'daily' }, next: '2026-10-25T07:30' },
    { reason: 'a time that is left out comes right after the gap', after: '2027-03-28T00:00Z', time: { at: 150, days: 'daily' }, next: '2027-03-28T01:00' },
    { reason: 'a time that comes twice comes in its first pass', after: '2026-10-24T12:00Z', time: { at: 150, days: 'daily' }, next: '2026-10-25T00:30' },
    { reason: 'and not again in its second', after: '2026-10-25T00:30Z', time: { at: 150, days: 'daily' }, next: '2026-10-26T01:30' },
  ])('a digest: $reason', ({ after, time, next }) => expect(iso(nextDigest(time, clocks(after, 'Europe/Rome')))).toBe(next));
});

test('questions that overlap are one episode; a longer log begins with the same ones', () => {
  const stays = [{ of: 'a', from: 1, to: 5 }, { of: 'b', from: 3, to: 9 }, { of: 'c', from: 12, to: 14 }];
  const names = (list: readonly (readonly { readonly of: string }[])[]): readonly string[] => list.map((e) => e.map((s) => s.of).join(''));
  expect(names(episodes(stays))).toEqual(['ab', 'c']);
  expect(names(episodes([...stays, { of: 'd', from: 13, to: null }, { of: 'e', from: 99, to: null }]))).toEqual(['ab', 'cde']);
});

test.each<{ level: Level; told: readonly Lane[] }>([
  { level: 'all', told: ['N0', 'N1', 'N2', 'N3'] },
  { level: 'needs-me', told: ['N0', 'N1'] },
  { level: 'failures', told: ['N0'] },
  { level: 'milestones', told: ['N0', 'N2'] },
])('whoever follows $level is told $told', ({ level, told }) => expect(LANES.filter((l) => isTold(level, l))).toEqual(told));
