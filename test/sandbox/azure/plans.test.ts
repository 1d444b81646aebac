import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RecoveryPlanGroupTaskDetails, VirtualMachineTaskDetails } from '@azure/arm-recoveryservices-siterecovery';
import { collect, enableInput, group, ids, instanceOf, modern, readItem, refusal, startBench, type Bench } from './support.ts';

const quick = { updateIntervalInMs: 1 };
const names = ['web-01', 'web-02', 'db-01'] as const;

describe('a recovery plan', () => {
  let bench: Bench;
  let jobId = '';
  const onResponse = (response: { status: number; headers: { get(name: string): string | undefined } }): void => {
    if (response.status === 202) jobId = response.headers.get('x-ms-request-id')?.split('/').at(-1) ?? jobId;
  };
  const run = (recoveryPointType: string) => ({
    failoverDirection: 'PrimaryToRecovery',
    providerSpecificDetails: [{ instanceType: 'InMageRcm' as const, recoveryPointType }],
  });

  beforeAll(async () => {
    bench = await startBench();
    for (const name of names) {
      const input = await enableInput(bench, name, name === 'db-01' ? { targetVmSize: 'Standard_D8s_v5' } : {});
      await bench.client.replicationProtectedItems.beginCreate(modern.vault, group, modern.fabric, modern.container, name, input, quick);
    }
    bench.minutes(100);
  });
  afterAll(() => bench.sandbox.close());

  test('keeps its groups and adds the two empty ones', async () => {
    const members = await Promise.all(names.map((name) => readItem(bench, name)));
    const member = (index: number) => ({
      id: members[index]?.id ?? '',
      virtualMachineId: (members[index]?.properties?.providerSpecificDetails as { internalIdentifier: string }).internalIdentifier,
    });
    const manual = {
      actionName: 'smoke test',
      failoverTypes: ['UnplannedFailover'],
      failoverDirections: ['PrimaryToRecovery'],
      customDetails: { instanceType: 'ManualActionDetails' as const, description: 'check the site' },
    };
    const fabricId = (await bench.client.replicationFabrics.get(modern.vault, group, modern.fabric)).id ?? '';
    const properties = {
      primaryFabricId: fabricId,
      recoveryFabricId: 'Microsoft Azure',
      failoverDeploymentModel: 'ResourceManager',
      groups: [
        { groupType: 'Boot', replicationProtectedItems: [member(2)], endGroupActions: [manual] },
        { groupType: 'Boot', replicationProtectedItems: [member(0), member(1)] },
      ],
    };
    const wrong = { ...properties, groups: [{ groupType: 'Boot', replicationProtectedItems: [{ id: `${member(0).id}x` }] }] };
    expect(await refusal(bench.client.replicationRecoveryPlans.beginCreate(modern.vault, group, 'wave-1', { properties: wrong }, quick))).toMatchObject({ statusCode: 400 });
    const poller = await bench.client.replicationRecoveryPlans.beginCreate(modern.vault, group, 'wave-1', { properties }, quick);
    bench.minutes(0.1);
    const plan = await poller.pollUntilDone();
    expect(plan.properties?.groups?.map((entry) => entry.groupType)).toEqual(['Shutdown', 'Failover', 'Boot', 'Boot']);
    expect(plan.properties?.allowedOperations).toEqual(['UnplannedFailover', 'TestFailover']);
    const listed = await collect(bench.client.replicationProtectedItems.list(modern.vault, group, { filter: "RecoveryPlanName eq 'wave-1'" }));
    expect(listed.map((item) => item.name).toSorted()).toEqual(['db-01', 'web-01', 'web-02']);
  });

  test('tests group after group and cleans up', async () => {
    const plans = bench.client.replicationRecoveryPlans;
    await plans.beginTestFailover(modern.vault, group, 'wave-1', { properties: {
      ...run('LatestProcessed'),
      networkType: 'VmNetworkAsInput',
      networkId: ids.test,
    } }, quick);
    bench.minutes(2);
    expect((await readItem(bench, 'db-01')).properties?.currentScenario?.scenarioName).toBe('TestFailover');
    expect((await readItem(bench, 'web-01')).properties?.currentScenario?.scenarioName).toBe('None');
    bench.minutes(10);
    expect((await readItem(bench, 'web-01')).properties?.testFailoverState).toBe('WaitingForCompletion');
    await plans.beginTestFailoverCleanup(modern.vault, group, 'wave-1', { properties: { comments: 'fine' } }, quick);
    bench.minutes(10);
    const plan = await plans.get(modern.vault, group, 'wave-1');
    expect(plan.properties?.allowedOperations).toEqual(['UnplannedFailover', 'TestFailover']);
    expect(plan.properties?.lastTestFailoverTime).toBeInstanceOf(Date);
  });

  test('fails over, stops for the manual action and goes on when told to', async () => {
    const plans = bench.client.replicationRecoveryPlans;
    await plans.beginUnplannedFailover(modern.vault, group, 'wave-1', { properties: { ...run('Latest'), sourceSiteOperations: 'NotRequired' } }, { ...quick, onResponse });
    expect(await refusal(plans.beginUnplannedFailover(modern.vault, group, 'wave-1', { properties: { ...run('Latest'), sourceSiteOperations: 'NotRequired' } }, quick))).toMatchObject({ statusCode: 409 });
    bench.minutes(5);
    const waiting = await bench.client.replicationJobs.get(modern.vault, group, jobId);
    expect(waiting.properties).toMatchObject({ state: 'Suspended', allowedActions: ['Resume', 'Cancel'], targetInstanceType: 'RecoveryPlan' });
    expect(waiting.properties?.tasks?.at(-1)?.customDetails).toMatchObject({ instanceType: 'ManualActionTaskDetails', instructions: 'check the site' });
    await bench.client.replicationJobs.beginResume(modern.vault, group, jobId, { properties: { comments: 'checked' } }, quick);
    bench.minutes(5);
    const done = await bench.client.replicationJobs.get(modern.vault, group, jobId);
    expect(done.properties?.state).toBe('Succeeded');
    const last = done.properties?.tasks?.at(-1)?.groupTaskCustomDetails as RecoveryPlanGroupTaskDetails;
    const child = last.childTasks?.[0]?.customDetails as VirtualMachineTaskDetails;
    expect(last.childTasks).toHaveLength(2);
    expect(child.jobTask?.jobScenarioName).toBe('UnplannedFailover');
    for (const name of names) expect((await readItem(bench, name)).properties?.activeLocation).toBe('Recovery');
  });

  test('commits all of them; a failing member fails the plan', async () => {
    bench.sandbox.azure.change(instanceOf(bench, 'web-01'), { failNextJob: { scenario: 'CommitFailover', code: '539' } });
    const poller = await bench.client.replicationRecoveryPlans.beginFailoverCommit(modern.vault, group, 'wave-1', { ...quick, onResponse });
    bench.minutes(1);
    await expect(poller.pollUntilDone()).rejects.toThrow(/539/);
    expect((await readItem(bench, 'db-01')).properties?.protectionState).toBe('UnplannedFailoverCommitted');
    expect((await readItem(bench, 'web-01')).properties?.protectionState).toBe('UnplannedFailoverCommitPendingStatesBegin');
  });

  test('is deleted', async () => {
    const poller = await bench.client.replicationRecoveryPlans.beginDelete(modern.vault, group, 'wave-1', quick);
    bench.minutes(1);
    await poller.pollUntilDone();
    expect(await collect(bench.client.replicationRecoveryPlans.list(modern.vault, group))).toEqual([]);
  });
});
