import { describe, expect, test } from '@jest/globals';
import { durationsOf, type Durations } from '../../../src/domain/forecast/durations.ts';
import { fitWarning, windowFit } from '../../../src/domain/forecast/window-fit.ts';
import { HOUR, MINUTE } from '../../../src/domain/time.ts';

const took = (over: Partial<Durations> = {}): Durations => ({ test: 170 * MINUTE, verdict: 30 * MINUTE, stop: null, failover: null, ...over });
const fit = (windowMs: number, o: { readonly durations?: readonly (Durations | null)[]; readonly stops?: readonly number[] } = {}) =>
  windowFit({ runners: (o.durations ?? [took()]).map((durations, i) => ({ group: i + 1, durations })), stops: o.stops ?? [25 * MINUTE], windowMs });

describe('a window', () => {
  const cases: readonly (readonly [string, number, Parameters<typeof fit>[1], string])[] = [
    ['four hours for 2 h 50 of test, 25 min of stop and 30 min of looking are tight', 4 * HOUR, {}, 'tight'],
    ['six hours for the same are enough', 6 * HOUR, {}, 'enough'],
    ['three hours for the same are too short', 3 * HOUR, {}, 'short'],
    ['without any measured stop it is not known', 6 * HOUR, { stops: [] }, 'unknown'],
    ['without a stop it is too short already when the test alone is longer', 2 * HOUR, { stops: [] }, 'short'],
    ['a group that was never tested leaves it unknown', 12 * HOUR, { durations: [took(), null] }, 'unknown'],
    ['two groups run one after the other', 6 * HOUR, { durations: [took(), took()] }, 'short'],
    ['a stop that once took four hours makes it tight', 6 * HOUR, { stops: [20 * MINUTE, 25 * MINUTE, 4 * HOUR] }, 'tight'],
  ];
  test.each(cases)('%s', (_reason, ms, o, kind) => expect(fit(ms, o)?.kind).toBe(kind));

  test('of nothing that runs says nothing, and an approver is warned of a bad one only', () => {
    expect(windowFit({ runners: [], stops: [], windowMs: HOUR })).toBeNull();
    expect(fitWarning(fit(6 * HOUR))).toBeNull();
    expect(fitWarning(fit(12 * HOUR, { durations: [took(), null] }))).toBeNull();
    expect(fitWarning(fit(4 * HOUR))).toMatch(/^Window: tight, 240 min for what took 225 min before \(failover as in the tests 170 min, last changes and stop 25 min, looking at it 30 min\)/);
    expect(fitWarning(fit(3 * HOUR))).toMatch(/^Window: shorter than it takes/);
  });

  test('machines of one group run side by side: the slowest counts as the most, the middle one as usual', () => {
    const f = windowFit({ runners: [10, 20, 90].map((m) => ({ group: 1, durations: took({ test: m * MINUTE }) })), stops: [MINUTE], windowMs: 4 * HOUR });
    expect(f?.parts.test).toEqual({ usual: 20 * MINUTE, most: 90 * MINUTE });
  });
});

describe('what steps took', () => {
  const log = (...events: readonly (readonly [number, string])[]) => events.map(([minute, type]) => ({ at: minute * MINUTE, event: { type } as { readonly type: 'TestRequested' } }));

  test('is read from the last test and the last cutover', () => {
    expect(durationsOf(log([0, 'TestRequested'], [90, 'TestVmReady'], [100, 'VerdictGiven'], [200, 'TestRequested'], [210, 'TestVmReady'], [240, 'VerdictGiven'], [300, 'QuiesceConfirmed'], [310, 'DrainFinished'], [325, 'SourceStopped'], [340, 'FailoverFinished']))).toEqual({ test: 10 * MINUTE, verdict: 30 * MINUTE, stop: 25 * MINUTE, failover: 15 * MINUTE });
  });

  test('is unknown where a step was not gone through to its end, and for a verdict of the next day', () => {
    expect(durationsOf(log([0, 'TestRequested']))).toEqual({ test: null, verdict: null, stop: null, failover: null });
    expect(durationsOf(log([0, 'TestRequested'], [10, 'TestVmReady'], [900, 'VerdictGiven'], [1000, 'QuiesceConfirmed']))).toEqual({ test: 10 * MINUTE, verdict: null, stop: null, failover: null });
  });
});
