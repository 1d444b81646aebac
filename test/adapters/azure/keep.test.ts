import { expect, test } from '@jest/globals';
import { keep } from '../../../src/adapters/azure/keep.ts';

test('a failure is shared by those who wait for it and forgotten afterwards, even one that comes before any waiting', async () => {
  let reads = 0;
  const read = (): Promise<number> => {
    reads += 1;
    if (reads === 1) throw new Error('at once');
    return Promise.resolve(reads);
  };
  const kept = keep(read, { forMs: 10, clock: { now: () => 0, nonce: () => '' } });
  expect(await Promise.allSettled([kept(), kept()])).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
  expect(reads).toBe(1);
  expect(await kept()).toBe(2);
  expect(await kept()).toBe(2);
});
