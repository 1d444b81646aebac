import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Replication } from '../../src/ports/replication.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/start.ts';
import { planFor, replicationOf, requests } from './azure-support.ts';

let sandbox: Sandbox;
let replication: Replication;
beforeAll(async () => {
  sandbox = await startSandbox({ speed: 1, pageSize: 2 });
  replication = replicationOf(sandbox);
  for (const name of ['web-01', 'web-02', 'web-03', 'app-01', 'app-02']) await replication.enable(`ferry-${name}`, { ...(await planFor(replication, name)), vmName: name });
});
afterAll(() => sandbox.close());

test('a list follows every page, and reads no item by itself', async () => {
  sandbox.world.journal.clear();
  const { value, asOf } = await replication.list(0);
  expect(value.items.map((item) => item.friendlyName).toSorted()).toEqual(['app-01', 'app-02', 'web-01', 'web-02', 'web-03']);
  expect(new Set(value.jobs.map((job) => job.id)).size).toBe(5);
  expect(requests(sandbox, 'GET', /./)).toHaveLength(value.calls);
  expect(requests(sandbox, 'GET', /replicationProtectedItems\/ferry/)).toHaveLength(0);
  expect(value.calls).toBe(6);
  expect(Math.abs(asOf - sandbox.world.clock.now())).toBeLessThan(2_000);
});

test('with pages as large as Azure sends them a look costs two requests', async () => {
  const big = await startSandbox({ speed: 1, pageSize: 100 });
  try {
    expect((await replicationOf(big).list(0)).value).toMatchObject({ calls: 2 });
    expect(requests(big, 'GET', /./)).toHaveLength(2);
  } finally {
    await big.close();
  }
});

test('jobs from before the asked time are left out', async () => {
  sandbox.world.clock.advance(3_600);
  const since = sandbox.world.clock.now() - 60_000;
  const { value } = await replication.list(since);
  expect(value.jobs.every((job) => job.startedAt === null || job.startedAt >= since)).toBe(true);
  expect(value.jobs.some((job) => job.scenario === 'EnableDr')).toBe(false);
  expect(requests(sandbox, 'GET', /replicationJobs\?/).at(-1)?.path).toContain('StartTime');
});

test('the asked time is the cloud clock of the answer', async () => {
  const { asOf } = await replication.item('ferry-web-01');
  expect(Math.abs(asOf - sandbox.world.clock.now())).toBeLessThan(2_000);
  expect(asOf - Date.now()).toBeGreaterThan(3_000_000);
});
