/** Recovery plans: kept group by group, run by exactly one request, read with the jobs of their machines. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Replication } from '../../src/ports/replication.ts';
import type { PlanItem } from '../../src/domain/wave/vault-plan.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/start.ts';
import { protect, replicationOf, requests, TEST_NETWORK, troubleOf } from './azure-support.ts';

const PLAN = 'ferry-w-test-w07';
const MACHINES = ['web-01', 'web-02', 'db-01'] as const;

let sandbox: Sandbox;
let replication: Replication;
const items = new Map<string, PlanItem>();
beforeAll(async () => {
  sandbox = await startSandbox({ speed: 1 });
  replication = replicationOf(sandbox);
  for (const name of MACHINES) await protect(sandbox, replication, name);
  for (const i of (await replication.list(0)).value.items) items.set(i.name.replace('ferry-', ''), { armId: i.armId, internalId: i.internalId ?? '' });
});
afterEach(() => sandbox.world.faults.clear());
afterAll(() => sandbox.close());

const groups = (...names: readonly (readonly string[])[]): readonly (readonly PlanItem[])[] => names.map((g) => g.map((n) => items.get(n) ?? { armId: n, internalId: '' }));
const plan = async () => (await replication.plan(PLAN)).value;
const sent = (path: RegExp, method = 'POST') => requests(sandbox, method, path);
const path = `/replicationRecoveryPlans/${PLAN}`;
const asRead = [['ferry-db-01'], ['ferry-web-01', 'ferry-web-02']];

async function saved(...names: readonly (readonly string[])[]): Promise<void> {
  await replication.savePlan({ name: PLAN, groups: groups(...names) });
  sandbox.world.clock.advance(60);
}

test('a plan is saved by one PUT, and read as it was saved', async () => {
  expect(await plan()).toBeNull();
  const started = await replication.savePlan({ name: PLAN, groups: groups(['db-01'], ['web-01', 'web-02']) });
  expect(started.jobId).toMatch(/^[0-9a-f-]{36}$/);
  sandbox.world.clock.advance(60);
  expect((await replication.job(started.jobId!)).value).toMatchObject({ scenario: 'SaveRecoveryPlan', state: 'succeeded' });
  expect(await plan()).toEqual({ name: PLAN, groups: asRead, actions: 0, allowedOperations: ['UnplannedFailover', 'TestFailover'], running: null });
  const [put, ...more] = sent(new RegExp(path), 'PUT');
  expect(more).toEqual([]);
  const { properties } = JSON.parse(put?.body ?? '{}') as { properties: { groups: readonly { groupType: string }[]; primaryFabricId: string; recoveryFabricId: string } };
  expect(properties.groups.map((g) => g.groupType)).toEqual(['Shutdown', 'Failover', 'Boot', 'Boot']);
  expect(properties.recoveryFabricId).toBe('Microsoft Azure');
  const seen = await replication.plans();
  expect(seen.value).toEqual([await plan()]);
  expect(seen.asOf).toBeGreaterThan(0);
});

describe('what cannot be a plan is refused, and nothing happened', () => {
  const alien = { armId: '/subscriptions/x/resourceGroups/y/providers/Microsoft.RecoveryServices/vaults/other/replicationFabrics/f/replicationProtectionContainers/c/replicationProtectedItems/ferry-web-01', internalId: '' };
  test.each<{ reason: string; of: () => readonly (readonly PlanItem[])[] }>([
    { reason: 'an item of another vault', of: () => [[alien]] },
    { reason: 'an item that does not exist', of: () => [[{ ...items.get('web-01')!, armId: `${items.get('web-01')!.armId}x` }]] },
    { reason: 'a machine twice', of: () => groups(['web-01'], ['web-01']) },
    { reason: 'the id of another machine', of: () => [[{ ...items.get('web-01')!, internalId: items.get('web-02')!.internalId }]] },
    { reason: 'eight groups', of: () => [...groups(['web-01'], ['web-02'], ['db-01']), [], [], [], [], []] },
  ])('$reason', async ({ of }) => {
    expect(await troubleOf(replication.savePlan({ name: 'other', groups: of() }))).toMatchObject({ kind: 'invalid', mayHaveHappened: false });
    expect((await replication.plan('other')).value).toBeNull();
  });
});

test('one request tests all machines; the job tells its groups and the job of each machine', async () => {
  const { jobId, requestId } = await replication.testFailoverPlan(PLAN, TEST_NETWORK);
  expect(requestId).toMatch(/[0-9a-f-]{36}/);
  sandbox.world.clock.advance(60);
  const first = (await replication.job(jobId!)).value;
  expect(first).toMatchObject({ scenario: 'TestFailover', state: 'inProgress', targetObjectName: PLAN });
  expect(first?.plan?.groups.find((g) => g.name === 'Group 1')).toMatchObject({ state: 'inProgress', machines: [{ targetObjectName: expect.stringContaining('db-01'), state: 'inProgress' }] });
  expect(first?.plan?.groups.map((g) => g.name)).not.toContain('Group 2');
  const child = first?.plan?.groups.find((g) => g.name === 'Group 1')?.machines[0]?.jobId;
  expect((await replication.item('ferry-db-01')).value?.running).toEqual({ scenario: 'TestFailover', jobId: child });
  expect((await plan())?.running).toEqual({ scenario: 'TestFailover', jobId });
  expect((await plan())?.allowedOperations).toEqual([]);
  expect(await troubleOf(replication.failoverPlan(PLAN))).toMatchObject({ kind: 'conflict', mayHaveHappened: false });
  expect(await troubleOf(replication.savePlan({ name: PLAN, groups: groups(['db-01']) }))).toMatchObject({ kind: 'conflict' });
  sandbox.world.clock.advance(1_200);
  expect((await replication.job(jobId!)).value?.plan?.groups.filter((g) => g.name.startsWith('Group')).map((g) => [g.name, g.state, g.machines.length])).toEqual([['Group 1', 'succeeded', 1], ['Group 2', 'succeeded', 2]]);
  expect(sent(new RegExp(`${path}/testFailover\\?`))).toHaveLength(1);
  const cleanUp = await replication.cleanUpTestFailoverPlan(PLAN, 'works: all (Ola)');
  expect(JSON.parse(sent(new RegExp(`${path}/testFailoverCleanup`))[0]?.body ?? '{}')).toEqual({ properties: { comments: 'works: all (Ola)' } });
  sandbox.world.clock.advance(1_200);
  expect((await replication.job(cleanUp.jobId!)).value?.state).toBe('succeeded');
});

test.each([
  { reason: 'asked to send less: nothing happened, and how long to wait is told', effect: { status: 429, retryAfter: 7 }, trouble: { kind: 'throttled', mayHaveHappened: false, retryAfterMs: 7_000 } },
  { reason: 'a gateway that fails: it may have happened', effect: { status: 502 }, trouble: { kind: 'unavailable', mayHaveHappened: true } },
])('a request that is $reason, is sent once', async ({ effect, trouble }) => {
  const before = sent(/unplannedFailover/).length;
  sandbox.world.faults.add({ match: { server: 'azure', method: 'POST', path: '/unplannedFailover$' }, effect });
  expect(await troubleOf(replication.failoverPlan(PLAN))).toMatchObject(trouble);
  expect(sent(/unplannedFailover/)).toHaveLength(before + 1);
});

test('what people added in the portal is kept by a save; its manual action has the job wait, and is resumed', async () => {
  const manual = { actionName: 'open the firewall', failoverTypes: ['UnplannedFailover'], failoverDirections: ['PrimaryToRecovery'], customDetails: { instanceType: 'ManualActionDetails', description: 'port 443' } };
  const url = `${sandbox.azureUrl}${sent(new RegExp(path), 'PUT')[0]!.path}`;
  const { properties } = JSON.parse(sent(new RegExp(path), 'PUT')[0]!.body) as { properties: { groups: { groupType: string; endGroupActions: unknown[] }[] } };
  properties.groups[2]!.endGroupActions = [manual];
  expect((await fetch(url, { method: 'PUT', headers: { 'content-type': 'application/json', authorization: 'Bearer sandbox' }, body: JSON.stringify({ properties }) })).status).toBe(202);
  sandbox.world.clock.advance(60);
  await saved(['db-01', 'web-02'], ['web-01']);
  expect(await plan()).toMatchObject({ groups: [['ferry-db-01', 'ferry-web-02'], ['ferry-web-01']], actions: 1 });
  const { jobId } = await replication.failoverPlan(PLAN);
  expect(JSON.parse(sent(/unplannedFailover/).at(-1)!.body)).toEqual({ properties: { failoverDirection: 'PrimaryToRecovery', sourceSiteOperations: 'NotRequired', providerSpecificDetails: [{ instanceType: 'InMageRcm', recoveryPointType: 'Latest' }] } });
  sandbox.world.clock.advance(3_600);
  expect((await replication.job(jobId!)).value).toMatchObject({ state: 'suspended', plan: { manual: { step: 'open the firewall', instructions: 'port 443' } } });
  await replication.resumeJob(jobId!, 'it is open (Ola)');
  sandbox.world.clock.advance(3_600);
  expect((await replication.job(jobId!)).value).toMatchObject({ state: 'succeeded', plan: { manual: null } });
  for (const name of MACHINES) expect((await replication.item(`ferry-${name}`)).value?.activeLocation).toBe('Recovery');
});
