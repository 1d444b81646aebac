/** The Activity Log behind its port, against the sandbox: who did what, late, and without what Ferry may not read. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { makeActivityLog } from '../../src/adapters/azure/activity-log.ts';
import type { ActivityLog, Replication } from '../../src/ports/replication.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/start.ts';
import { clock, planFor, protect, replicationOf, requests, SUBSCRIPTION, TEST_NETWORK, troubleOf, VAULTS } from './azure-support.ts';

const LATER = 200;
const LONG_AGO = 0;
let sandbox: Sandbox;
let replication: Replication;
let log: ActivityLog;

beforeAll(async () => {
  // Two entries a page: every list is followed to its end.
  sandbox = await startSandbox({ speed: 1, pageSize: 2 });
  replication = replicationOf(sandbox);
  log = makeActivityLog({ subscriptionId: SUBSCRIPTION, vaultResourceGroup: 'rg-asr-weu', vaultName: VAULTS.InMageRcm, endpoint: sandbox.azureUrl, credential: null, deadlineMs: 5_000, clock });
  await protect(sandbox, replication, 'web-01');
  await replication.enable('ferry-web-02', { ...(await planFor(replication, 'web-02')), vmName: 'web-02' });
});
afterAll(() => sandbox.close());

const since = (): number => sandbox.world.clock.now() - 4 * 3_600_000;
const instance = (name: string): string => sandbox.world.sources.list().find((m) => m.name === name)?.instanceId ?? '';

test('a request of Ferry carries the id that its answer had, and names no person', async () => {
  const started = await replication.testFailover('ferry-web-01', TEST_NETWORK);
  sandbox.world.clock.advance(LATER);
  const [newest] = await log.ofItem({ itemName: 'ferry-web-01', since: since() });
  expect(newest).toMatchObject({ operation: expect.stringMatching(/replicationProtectedItems\/testFailover\/action$/), status: 'done', correlationId: started.requestId });
  expect(newest?.caller).toMatch(/^application /);
});

test('what a person did in the portal names the person, and only some minutes later', async () => {
  sandbox.world.clock.advance(600);
  sandbox.azure.change(instance('web-01'), { portalTestCleanup: true, portalBy: 'mara@contoso.example' });
  const at = sandbox.world.clock.now();
  const early = await log.ofItem({ itemName: 'ferry-web-01', since: since() });
  expect(early.some((e) => e.caller === 'mara@contoso.example')).toBe(false);
  sandbox.world.clock.advance(LATER);
  const [newest] = await log.ofItem({ itemName: 'ferry-web-01', since: since() });
  expect(newest).toMatchObject({ caller: 'mara@contoso.example', operation: expect.stringMatching(/testFailoverCleanup\/action$/), status: 'done' });
  expect(Math.abs((newest?.at ?? 0) - at)).toBeLessThan(2_000);
});

test('a refused request is told as failed', async () => {
  await troubleOf(replication.complete('ferry-web-01'));
  sandbox.world.clock.advance(LATER);
  const [newest] = await log.ofItem({ itemName: 'ferry-web-01', since: since() });
  expect(newest).toMatchObject({ operation: expect.stringMatching(/remove\/action$/), status: 'failed' });
});

test('entries of other machines and from before are left out; the newest comes first', async () => {
  const all = await log.ofItem({ itemName: 'ferry-web-01', since: since() });
  expect(all.length).toBeGreaterThan(2);
  expect(all.map((e) => e.at)).toEqual(all.map((e) => e.at).toSorted((a, b) => b - a));
  const own = new Set(all.map((e) => e.correlationId));
  const other = await log.ofItem({ itemName: 'ferry-web-02', since: since() });
  expect(other.map((e) => e.operation.split('/').at(-1))).toEqual(['write']);
  expect(other.some((e) => own.has(e.correlationId))).toBe(false);
  expect(await log.ofItem({ itemName: 'ferry-web-01', since: sandbox.world.clock.now() })).toEqual([]);
});

test('of a machine whose item is gone the log still knows who removed it', async () => {
  sandbox.world.clock.advance(600);
  sandbox.azure.change(instance('web-01'), { portalDisable: true, portalBy: 'omar@contoso.example' });
  sandbox.world.clock.advance(600);
  expect((await replication.item('ferry-web-01')).value).toBeNull();
  const [newest] = await log.ofItem({ itemName: 'ferry-web-01', since: since() });
  expect(newest).toMatchObject({ caller: 'omar@contoso.example', operation: expect.stringMatching(/remove\/action$/) });
});

test('the question names one resource and a time, and reads are not in the log', async () => {
  sandbox.world.journal.clear();
  await log.ofItem({ itemName: "o'neill", since: since() });
  const [asked] = requests(sandbox, 'GET', /eventtypes\/management\/values/);
  const filter = new URL(`http://x${asked?.path ?? ''}`).searchParams.get('$filter') ?? '';
  expect(filter).toMatch(/^eventTimestamp ge '[^']+' and resourceUri eq '\/subscriptions\/.*\/replicationProtectedItems\/o''neill'$/);
  expect(asked?.status).toBe(200);
});

test('a time that Azure does not keep any more is refused, and a forbidden log is told as such', async () => {
  expect(await troubleOf(log.ofItem({ itemName: 'ferry-web-02', since: LONG_AGO }))).toMatchObject({ kind: 'invalid', operation: 'activityLogs.list' });
  sandbox.world.faults.add({ match: { server: 'azure', path: 'eventtypes/management/values' }, effect: { status: 403 }, count: 1 });
  expect(await troubleOf(log.ofItem({ itemName: 'ferry-web-02', since: since() }))).toMatchObject({ kind: 'forbidden', mayHaveHappened: false });
});
