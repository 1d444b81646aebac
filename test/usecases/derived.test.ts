import { expect, test } from '@jest/globals';
import { derived } from '../../src/usecases/derived.ts';

test('is derived again only when an input is another object', () => {
  let times = 0;
  const sum = derived((a: readonly number[], b: readonly number[]) => {
    times += 1;
    return [...a, ...b].length;
  });
  const [one, two] = [[1], [2, 3]];
  expect([sum(one, two), sum(one, two), sum(one, [2, 3]), sum(one, two)]).toEqual([3, 3, 3, 3]);
  expect(times).toBe(3);
});
