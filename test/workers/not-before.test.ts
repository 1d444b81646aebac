import { expect, test } from '@jest/globals';
import { notBefore } from '../../src/workers/not-before.ts';

const clock = { now: () => 1_000, nonce: () => 'nonce' };
const never = new AbortController().signal;

test('work whose moment has come begins at once', async () => {
  const done: string[] = [];
  const work = notBefore(1_000, clock, (key) => {
    done.push(key);
    return Promise.resolve();
  });
  await work('a', never);
  expect(done).toEqual(['a']);
});

test('work that is called off while it waits is not begun', async () => {
  const stop = new AbortController();
  const work = notBefore(61_000, clock, () => Promise.reject(new Error('begun')));
  const waiting = work('a', stop.signal);
  stop.abort();
  await expect(waiting).rejects.toThrow('aborted');
});
