import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { refilled, spend, type Allowance } from '../../src/domain/allowance.ts';
import { MINUTE } from '../../src/domain/time.ts';

describe('an allowance', () => {
  test('never grants more than twice the rate in any minute, however it is asked', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 60 }), fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 400 }), (perMinute, gaps) => {
      let allowance: Allowance | null = null;
      let now = 0;
      const granted: number[] = [];
      for (const gap of gaps) {
        now += gap;
        const spent = spend(allowance, { now, perMinute });
        allowance = spent.after;
        if (spent.granted) granted.push(now);
      }
      for (const at of granted) expect(granted.filter((g) => g >= at && g < at + MINUTE).length).toBeLessThanOrEqual(2 * perMinute);
    }));
  });

  test('whoever keeps to the rate is never refused', () => {
    let allowance: Allowance | null = null;
    for (let n = 0; n < 300; n++) {
      const spent = spend(allowance, { now: n * 2_000, perMinute: 30 });
      expect(spent.granted).toBe(true);
      allowance = spent.after;
    }
  });

  test('a clock that was set back neither grants nor takes', () => {
    expect(refilled({ left: 3, at: 100_000 }, { now: 0, perMinute: 30 })).toBe(3);
  });
});
