import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { firstCopy } from '../../../src/domain/forecast/first-copy.ts';
import type { Sample } from '../../../src/domain/forecast/sample.ts';
import { HOUR, MINUTE } from '../../../src/domain/time.ts';
import { at, liveOf, NOW } from '../../cards/fixtures.ts';

const START = NOW - 5 * HOUR;
const seeding = at('seeding', { positionSince: START });
const sample = (minutesAgo: number, over: Partial<Sample>): Sample => ({ at: NOW - minutesAgo * MINUTE, rpoSeconds: null, backlogMb: null, percent: null, bytes: null, ...over });
/** So many percent an hour, one figure every five minutes. */
const steady = (perHour: number, hours: number): readonly Sample[] => Array.from({ length: hours * 12 + 1 }, (_, i) => sample((hours * 12 - i) * 5, { percent: Math.floor((i * perHour) / 12) }));
const live = liveOf({ percent: 40, movedAt: NOW - 5 * MINUTE, totalBytes: null, processedBytes: null });
const told = (samples: readonly Sample[], over: Partial<Parameters<typeof firstCopy>[0]> = {}) => firstCopy({ migration: seeding, live, samples, failing: [], now: NOW, ...over });

describe('the end of a first copy', () => {
  test('is a range around what the measured speed gives', () => {
    const copy = told(steady(20, 3));
    if (copy?.kind !== 'range') throw new Error(`expected a range, got ${copy?.kind}`);
    // 60 of 100 after three hours: two hours are left.
    expect(copy.from).toBeLessThan(NOW + 2 * HOUR);
    expect(copy.to).toBeGreaterThan(NOW + 2 * HOUR);
    expect(copy.to - copy.from).toBeLessThan(2 * HOUR);
  });

  test('is later, and the range wider, when the last hour was slower than the copy as a whole', () => {
    const slower = [...steady(20, 3).map((s) => ({ ...s, at: s.at - HOUR })), sample(30, { percent: 62 }), sample(0, { percent: 64 })];
    const [even, slow] = [told(steady(20, 3)), told(slower)];
    if (even?.kind !== 'range' || slow?.kind !== 'range') throw new Error('expected ranges');
    expect(slow.to - slow.from).toBeGreaterThan(even.to - even.from);
    expect(slow.to).toBeGreaterThan(NOW + 8 * HOUR);
  });

  const unknown: readonly (readonly [string, readonly Sample[]])[] = [
    ['nothing was measured', []],
    ['there is one figure only', [sample(60, { percent: 30 })]],
    ['ten minutes have not passed', [sample(8, { percent: 10 }), sample(1, { percent: 40 })]],
    ['it has not moved by two percent', [sample(120, { percent: 30 }), sample(5, { percent: 31 })]],
    ['all figures are from before this copy', steady(20, 3).map((s) => ({ ...s, at: s.at - 6 * HOUR }))],
    ['every byte is there and only the recovery point is missing', [sample(60, { percent: 50 }), sample(5, { percent: 100 })]],
  ];
  test.each(unknown)('is not known yet when %s', (_reason, samples) => expect(told(samples)).toEqual({ kind: 'unknown' }));

  test('is told by bytes where whole percents hardly move', () => {
    const tib = 1024 ** 4;
    const samples = [sample(240, { percent: 3, bytes: 0.31 * tib }), sample(0, { percent: 4, bytes: 0.49 * tib })];
    const copy = told(samples, { live: { ...live, totalBytes: 1 * tib } });
    expect(copy?.kind).toBe('range');
  });

  test('of a copy that began anew is told from there on', () => {
    const again = [...steady(20, 4).map((s) => ({ ...s, at: s.at - HOUR })), sample(50, { percent: 0 }), sample(0, { percent: 10 })];
    const copy = told(again);
    if (copy?.kind !== 'range') throw new Error('expected a range');
    expect(copy.from).toBeGreaterThan(NOW + 5 * HOUR);
  });

  test('is nothing that a machine has which is not at its first copy', () => {
    expect(told(steady(20, 3), { migration: at('protected') })).toBeNull();
    expect(told([], { migration: at('enabling') })).toEqual({ kind: 'unknown' });
  });

  test('never lies in the past, and never ends before it begins, whatever was measured', () => {
    const figure = fc.record({ minutes: fc.integer({ min: 0, max: 280 }), percent: fc.integer({ min: 0, max: 100 }) });
    fc.assert(fc.property(fc.array(figure, { maxLength: 40 }), (all) => {
      const samples = all.toSorted((a, b) => b.minutes - a.minutes).map((f) => sample(f.minutes, { percent: f.percent }));
      const copy = told(samples);
      if (copy?.kind !== 'range') return;
      expect(Number.isFinite(copy.to)).toBe(true);
      expect(copy.to).toBeGreaterThanOrEqual(copy.from);
      expect(copy.to).toBeGreaterThanOrEqual(NOW);
    }));
  });
});

describe('a copy that stands still', () => {
  const stood = { ...live, percent: 61, movedAt: NOW - 3 * HOUR };
  const causes = (o: { readonly live?: object; readonly failing?: readonly string[] }): readonly string[] => {
    const copy = told(steady(20, 3), { live: { ...stood, heartbeatAgeSeconds: 300, ...o.live }, failing: o.failing ?? [] });
    if (copy?.kind !== 'stalled') throw new Error('expected a stalled copy');
    return copy.causes.filter((c) => c.seen).map((c) => `${c.kind}${c.sign === null ? '' : `:${c.sign}`}`);
  };

  test('has no end, but a moment since which nothing moved, whatever the speed was before', () => {
    expect(told(steady(20, 3), { live: stood })).toMatchObject({ kind: 'stalled', since: NOW - 3 * HOUR, percent: 61 });
  });

  test('is not called so for a time in which nobody looked, or could', () => {
    expect(told([], { live: stood, watched: NOW - 2 * HOUR - MINUTE })?.kind).not.toBe('stalled');
    expect(told([], { live: stood, watched: NOW - 2 * HOUR })).toMatchObject({ kind: 'stalled', since: NOW - 3 * HOUR });
    expect(told([], { live: { ...stood, trouble: { since: NOW - 2 * HOUR - MINUTE, why: 'x' } } })?.kind).not.toBe('stalled');
    expect(told([], { live: { ...stood, trouble: { since: NOW - HOUR, why: 'x' } } })?.kind).toBe('stalled');
  });

  test('names what shows, and always the four places to look at', () => {
    const error = (code: string) => ({ code, summary: '', causes: '', advice: '', level: 'error' as const });
    expect(causes({})).toEqual([]);
    expect(causes({ live: { heartbeatAgeSeconds: 10_800 } })).toEqual(['heartbeat']);
    expect(causes({ live: { healthErrors: [error('78188')] } })).toEqual(['churn:78188']);
    expect(causes({ live: { healthErrors: [error('78169')] }, failing: ['AZ-CACHE'] })).toEqual(['port:78169', 'cache:AZ-CACHE']);
    const copy = told([], { live: stood });
    expect(copy?.kind === 'stalled' && copy.causes.map((c) => c.kind).toSorted()).toEqual(['cache', 'churn', 'heartbeat', 'port']);
  });
});
