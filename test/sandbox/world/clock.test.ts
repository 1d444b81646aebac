// The virtual clock.
import { expect, test } from '@jest/globals';
import { makeClock } from '../../../src/sandbox/world/clock.ts';

test('a skip moves the clock by virtual seconds, whatever the speed', () => {
  const clock = makeClock({ speed: 0.001 });
  const before = clock.now();
  clock.advance(3600);
  expect(clock.now() - before).toBeGreaterThanOrEqual(3_600_000);
  expect(clock.now() - before).toBeLessThan(3_601_000);
});

test('a new speed keeps the time that has passed', () => {
  const clock = makeClock({ speed: 0.001 });
  clock.advance(100);
  const before = clock.now();
  clock.setSpeed(1);
  expect(clock.now() - before).toBeLessThan(1000);
  expect(clock.speed()).toBe(1);
});

test('a virtual duration takes less real time the faster the clock runs', () => {
  expect(makeClock({ speed: 30 }).toRealMs(60_000)).toBe(2000);
});

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('a speed of %s is refused', (speed) => {
  expect(() => makeClock({ speed })).toThrow(RangeError);
});

test('time does not go backwards', () => {
  expect(() => makeClock({ speed: 1 }).advance(-1)).toThrow(RangeError);
});
