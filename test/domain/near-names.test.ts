import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { distance, nearAny, nearNames } from '../../src/domain/near-names.ts';

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

describe('names that may be meant', () => {
  const names = ['web-01', 'web-02', 'web-20', 'app-01', 'app-02', 'shop database', 'x'];

  test.each([
    { text: 'WEB01', gives: ['web-01'], reason: 'signs and case apart it is the same' },
    { text: 'web-2', gives: ['web-02', 'web-20'], reason: 'zeros are left out' },
    { text: 'shop', gives: ['shop database'], reason: 'a beginning' },
    { text: 'wbe-01', gives: ['web-01'], reason: 'letters changed places' },
    { text: 'shop databsae', gives: ['shop database'], reason: 'a slip in a long name' },
    { text: 'app-77', gives: ['app-01', 'app-02'], reason: 'nothing is near: the family' },
    { text: 'db-01', gives: [], reason: 'nobody would take them for one another' },
    { text: 'w', gives: [], reason: 'one letter says nothing' },
    { text: '', gives: [], reason: 'nothing' },
  ])('$text: $reason', ({ text, gives }) => expect(nearNames(names, text)).toEqual(gives));

  test('of several texts each has its nearest before any has its second', () => {
    expect(nearAny(names, ['web-2', 'ap-01'])).toEqual(['web-02', 'app-01', 'web-20']);
    expect(nearAny(names, [])).toEqual([]);
  });

  test('bear any text', () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 80 }), { maxLength: 6 }), fc.string({ unit: 'grapheme', maxLength: 80 }), (all, text) => {
      const near = nearNames(all, text);
      expect(near.length).toBeLessThanOrEqual(3);
      expect(near.every((n) => all.includes(n))).toBe(true);
    }));
  });
});
