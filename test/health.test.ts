import { expect, test } from '@jest/globals';
import { MINUTE, SECOND } from '../src/domain/time.ts';
import { healthOf, makeLife, readinessOf } from '../src/health.ts';

const NOW = 1_800_000_000_000;
const storeOf = (ended: number | null, alive = true) => ({ healthy: () => Promise.resolve(alive), note: () => Promise.resolve(ended === null ? null : String(ended)) });

test.each([
  { reason: 'a round has just ended', ended: NOW - SECOND, started: NOW - 60 * MINUTE, every: 15 * SECOND, ok: true },
  { reason: 'none has ended for long, and it runs as long', ended: NOW - 11 * MINUTE, started: NOW - 60 * MINUTE, every: 15 * SECOND, ok: false },
  { reason: 'it has just started after a night off', ended: NOW - 600 * MINUTE, started: NOW - MINUTE, every: 15 * SECOND, ok: true },
  { reason: 'it has started after a night off, and the first round does not end', ended: NOW - 600 * MINUTE, started: NOW - 11 * MINUTE, every: 15 * SECOND, ok: false },
  { reason: 'it has never ended a round since its store was made', ended: null, started: NOW - 11 * MINUTE, every: 15 * SECOND, ok: false },
  { reason: 'rounds are a quarter of an hour apart', ended: NOW - 14 * MINUTE, started: NOW - 60 * MINUTE, every: 15 * MINUTE, ok: true },
])('$reason', async ({ ended, started, every, ok }) => {
  expect(await healthOf(storeOf(ended), NOW, { startedAt: started, everyMs: every })).toMatchObject({ ok, store: true });
});

test('a store that cannot be reached is told, and no reason to start anew; nobody is sent here meanwhile', async () => {
  const store = storeOf(null, false);
  expect(await healthOf(store, NOW, { startedAt: NOW - 60 * MINUTE, everyMs: 15 * SECOND })).toEqual({ ok: true, store: false, lastTickAgeSeconds: null });
  const life = makeLife();
  expect(await readinessOf(store, life)).toEqual({ ready: false, why: 'starting' });
  life.become('running');
  expect(await readinessOf(store, life)).toEqual({ ready: false, why: 'store' });
  expect(await readinessOf(storeOf(NOW), life)).toEqual({ ready: true, why: null });
  life.become('draining');
  life.become('running');
  expect(await readinessOf(storeOf(NOW), life)).toEqual({ ready: false, why: 'draining' });
});
