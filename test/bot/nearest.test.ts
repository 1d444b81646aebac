import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { distance, nearest } from '../../src/bot/nearest.ts';

describe('distance', () => {
  test.each([
    { a: 'help', b: 'help', is: 0 }, { a: 'hlep', b: 'help', is: 1 }, { a: 'hel', b: 'help', is: 1 }, { a: 'helpp', b: 'help', is: 1 },
    { a: '', b: 'help', is: 4 }, { a: 'help', b: '', is: 4 }, { a: 'stauts', b: 'status', is: 1 }, { a: 'kitten', b: 'sitting', is: 3 },
  ])('$a to $b is $is', ({ a, b, is }) => {
    expect(distance(a, b)).toBe(is);
  });

  test('is symmetric, zero only for equals, and never more than the longer word', () => {
    const word = fc.string({ maxLength: 12 });
    fc.assert(fc.property(word, word, (a, b) => {
      const d = distance(a, b);
      expect(d).toBe(distance(b, a));
      expect(d === 0).toBe(a === b);
      expect(d).toBeLessThanOrEqual(Math.max(a.length, b.length));
    }));
  });
});

describe('nearest', () => {
  test('a beginning beats a short word', () => {
    expect(nearest('stat', ['test', 'status', 'help'])[0]).toBe('status');
  });

  test('a pasted page costs no more than a word', () => {
    expect(nearest('x'.repeat(1_000_000), ['help', 'status'])).toHaveLength(2);
  });
});
