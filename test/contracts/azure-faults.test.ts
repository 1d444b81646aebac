import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Replication } from '../../src/ports/replication.ts';
import type { CloudError } from '../../src/ports/trouble.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/start.ts';
import { planFor, protect, quiet, replicationOf, requests, TEST_NETWORK, troubleOf, until } from './azure-support.ts';

type Effect = Parameters<Sandbox['world']['faults']['add']>[0]['effect'];

let sandbox: Sandbox;
let replication: Replication;
beforeAll(async () => {
  sandbox = await startSandbox({ speed: 1, pageSize: 100 });
  replication = replicationOf(sandbox);
});
afterEach(() => sandbox.world.faults.clear());
afterAll(() => sandbox.close());

const failing = (method: string, path: string, effect: Effect, count = 100): void => {
  sandbox.world.faults.add({ match: { server: 'azure', method, path }, effect, count });
};
const html = '<html><body><h1>502 Bad Gateway</h1><p>secret-host-17</p></body></html>';

describe('a write', () => {
  type Row = { readonly reason: string; readonly effect: Effect; readonly accepted: number; readonly error: Partial<CloudError> };
  const rows: readonly Row[] = [
    { reason: '500 says nothing about the outcome', effect: { status: 500 }, accepted: 0, error: { kind: 'unavailable', mayHaveHappened: true } },
    { reason: 'done, then 500', effect: { status: 500, afterwards: true }, accepted: 1, error: { kind: 'unavailable', mayHaveHappened: true } },
    { reason: 'done, then the connection drops', effect: { drop: true, afterwards: true }, accepted: 1, error: { kind: 'unavailable', mayHaveHappened: true, code: 'ECONNRESET' } },
    { reason: 'the connection drops', effect: { drop: true }, accepted: 0, error: { kind: 'unavailable', mayHaveHappened: true } },
    { reason: 'HTML from a gateway', effect: { status: 502, body: html }, accepted: 0, error: { kind: 'unavailable', mayHaveHappened: true, code: null } },
    { reason: '429 with Retry-After', effect: { status: 429, retryAfter: 17 }, accepted: 0, error: { kind: 'throttled', mayHaveHappened: false, retryAfterMs: 17_000 } },
    { reason: '429 without Retry-After', effect: { status: 429 }, accepted: 0, error: { kind: 'throttled', mayHaveHappened: false, retryAfterMs: null } },
    { reason: '503 with Retry-After', effect: { status: 503, retryAfter: 1 }, accepted: 0, error: { kind: 'unavailable', mayHaveHappened: true, retryAfterMs: 1_000 } },
    { reason: '409', effect: { status: 409 }, accepted: 0, error: { kind: 'conflict', mayHaveHappened: false } },
    { reason: '403', effect: { status: 403 }, accepted: 0, error: { kind: 'forbidden', mayHaveHappened: false, code: 'AuthorizationFailed' } },
    { reason: 'no answer before the deadline', effect: { status: 500, delayMs: 900 }, accepted: 0, error: { kind: 'unavailable', mayHaveHappened: true } },
  ];
  const path = '/unplannedFailover$';

  test.each(rows)('is sent exactly once: $reason', async ({ effect, accepted, error }) => {
    const hasty = replicationOf(sandbox, { deadlineMs: 600 });
    sandbox.azure.reset();
    sandbox.world.journal.clear();
    const name = await protect(sandbox, replication, 'web-01');
    failing('POST', path, effect);
    const trouble = await troubleOf(hasty.failover(name));
    expect(trouble).toMatchObject({ ...error, operation: 'replicationProtectedItems.unplannedFailover' });
    expect(trouble.message).not.toContain('secret-host');
    await until(() => requests(sandbox, 'POST', /unplannedFailover/).length > 0);
    const sent = requests(sandbox, 'POST', /unplannedFailover/);
    expect(sent).toHaveLength(1);
    expect(sent.filter((entry) => entry.accepted)).toHaveLength(accepted);
  });

  test('is not sent again when the answer is a redirect', async () => {
    sandbox.world.journal.clear();
    failing('POST', '/testFailover$', { status: 307 });
    await troubleOf(replication.testFailover('ferry-web-01', TEST_NETWORK));
    expect(requests(sandbox, 'POST', /testFailover/)).toHaveLength(1);
  });

  test('that was accepted has started, although asking for its status would fail', async () => {
    sandbox.azure.reset();
    const name = await protect(sandbox, replication, 'web-01');
    sandbox.world.journal.clear();
    failing('GET', 'replicationOperationStatus|operationresults', { status: 500 });
    const started = await replication.failover(name);
    expect(started.jobId).toMatch(/^[0-9a-f-]{36}$/);
    expect(requests(sandbox, 'POST', /unplannedFailover/)).toHaveLength(1);
    expect(requests(sandbox, 'GET', /replicationOperationStatus/)).toHaveLength(0);
  });

  test('refused by Site Recovery carries its own code and advice', async () => {
    const trouble = await troubleOf(replication.failover('ferry-web-01'));
    expect(trouble).toMatchObject({ kind: 'conflict', code: 'SimOperationInProgress', mayHaveHappened: false, requestId: expect.any(String) });
    expect(trouble.advice).toMatch(/current state/i);
  });

  test('every other write is sent once as well', async () => {
    sandbox.azure.reset();
    const plan = await planFor(replication, 'web-02');
    sandbox.world.journal.clear();
    failing('PUT', '/replicationProtectedItems/', { status: 500 });
    failing('POST', '/replicationProtectedItems/', { status: 500 });
    const calls = [() => replication.enable('x', plan), () => replication.testFailover('x', TEST_NETWORK), () => replication.cleanUpTestFailover('x', 'c'), () => replication.complete('x')];
    for (const call of calls) expect(await troubleOf(call())).toMatchObject({ kind: 'unavailable', mayHaveHappened: true });
    expect(requests(sandbox, 'PUT', /./)).toHaveLength(1);
    expect(requests(sandbox, 'POST', /./)).toHaveLength(3);
  });

  test('that cannot even be sent has certainly done nothing', async () => {
    const nobody = replicationOf({ azureUrl: 'http://127.0.0.1:9' });
    expect(await troubleOf(nobody.complete('x'))).toMatchObject({ kind: 'unavailable', mayHaveHappened: false });
  });
});

describe('a read', () => {
  const jobs = '/replicationJobs$';
  const seen = (): number => requests(sandbox, 'GET', /replicationJobs\?/).length;
  const list = async (o: { readonly deadlineMs?: number } = {}) => {
    sandbox.world.journal.clear();
    return replicationOf(sandbox, o).list(0);
  };

  test('waits as long as 429 asks for, then succeeds', async () => {
    failing('GET', jobs, { status: 429, retryAfter: 1 }, 1);
    const before = Date.now();
    await list();
    expect(Date.now() - before).toBeGreaterThanOrEqual(1_000);
    expect(seen()).toBe(2);
  });

  test('tries again after a 429 that names no time', async () => {
    failing('GET', jobs, { status: 429 }, 2);
    await list();
    expect(seen()).toBe(3);
  });

  test('does not wait for a Retry-After that lies behind the deadline', async () => {
    failing('GET', jobs, { status: 429, retryAfter: 3_600 });
    const before = Date.now();
    expect(await troubleOf(list())).toMatchObject({ kind: 'throttled', retryAfterMs: 3_600_000, mayHaveHappened: false });
    expect(Date.now() - before).toBeLessThan(1_000);
    expect(seen()).toBe(1);
  });

  test('survives three failures, and gives up after four', async () => {
    failing('GET', jobs, { status: 500 }, 2);
    failing('GET', jobs, { drop: true }, 1);
    await list();
    expect(seen()).toBe(4);
    failing('GET', jobs, { status: 502, body: html });
    const trouble = await troubleOf(list());
    expect(trouble).toMatchObject({ kind: 'unavailable', mayHaveHappened: false, operation: 'replicationJobs.list' });
    expect(trouble.message).not.toContain('secret-host');
    expect(seen()).toBe(4);
  });

  test('ends at its deadline when nobody answers', async () => {
    failing('GET', jobs, { status: 500, delayMs: 900 });
    const before = Date.now();
    expect(await troubleOf(list({ deadlineMs: 300 }))).toMatchObject({ kind: 'unavailable', mayHaveHappened: false });
    expect(Date.now() - before).toBeLessThan(800);
    await until(() => seen() > 0);
    expect(seen()).toBe(1);
  });

  test.each([
    { reason: 'no JSON', body: '{"value": [' },
    { reason: 'JSON of another shape', body: { value: [{ id: 'x' }] } },
  ])('says that an answer could not be read: $reason', async ({ body }) => {
    failing('GET', '/replicationProtectedItems$', { status: 200, body });
    expect(await troubleOf(list())).toMatchObject({ kind: 'unavailable', message: 'Azure sent an answer that could not be read' });
  });

  test('does not repeat what is forbidden', async () => {
    failing('GET', jobs, { status: 403 });
    expect(await troubleOf(list())).toMatchObject({ kind: 'forbidden', code: 'AuthorizationFailed' });
    expect(seen()).toBe(1);
  });

  test('falls back to all jobs when the vault refuses the filter, and remembers that', async () => {
    const warnings: string[] = [];
    const stubborn = replicationOf(sandbox, { log: { ...quiet, warn: (_fields, message) => void warnings.push(message) } });
    sandbox.world.journal.clear();
    failing('GET', jobs, { status: 400 }, 1);
    await stubborn.list(0);
    await stubborn.list(0);
    expect(requests(sandbox, 'GET', /replicationJobs/).map((entry) => entry.path.includes('filter'))).toEqual([true, false, false]);
    expect(warnings).toHaveLength(1);
  });

  test('of a vault that does not exist is an error, never "the item is gone"', async () => {
    const lost = replicationOf(sandbox, { vaultName: 'no-such-vault' });
    expect(await troubleOf(lost.item('ferry-web-01'))).toMatchObject({ kind: 'notFound', code: 'ResourceNotFound' });
    expect(await troubleOf(lost.job('x' as never))).toMatchObject({ kind: 'notFound' });
  });
});
