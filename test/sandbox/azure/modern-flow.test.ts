import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { InMageRcmReplicationDetails, FailoverJobDetails } from '@azure/arm-recoveryservices-siterecovery';
import { collect, enableInput, group, ids, instanceOf, modern, readItem, refusal, startBench, type Bench } from './support.ts';

const quick = { updateIntervalInMs: 1 };

async function details(bench: Bench): Promise<InMageRcmReplicationDetails> {
  return (await readItem(bench, 'web-02')).properties?.providerSpecificDetails as InMageRcmReplicationDetails;
}

describe('one machine through the modern vault, driven by the real client', () => {
  let bench: Bench;
  let jobId = '';
  const onResponse = (response: { status: number; headers: { get(name: string): string | undefined } }): void => {
    if (response.status === 202) jobId = response.headers.get('x-ms-request-id')?.split('/').at(-1) ?? jobId;
  };
  const path = [modern.vault, group, modern.fabric, modern.container, 'web-02'] as const;

  beforeAll(async () => {
    bench = await startBench();
  });
  afterAll(() => bench.sandbox.close());

  test('enabling answers 202 and shows item and job at once', async () => {
    await bench.client.replicationProtectedItems.beginCreate(...path, await enableInput(bench, 'web-02'), { ...quick, onResponse });
    const item = await readItem(bench, 'web-02');
    expect(item.properties?.protectionState).toBe('UnprotectedStatesBegin');
    expect(item.properties?.allowedOperations).toEqual([]);
    expect(item.properties?.currentScenario?.scenarioName).toBe('EnableDr');
    expect(item.properties?.currentScenario?.jobId?.endsWith(jobId)).toBe(true);
    bench.minutes(2);
    const job = await bench.client.replicationJobs.get(modern.vault, group, jobId);
    expect(job.properties?.state).toBe('InProgress');
    expect(job.properties?.endTime).toBeUndefined();
    expect(job.properties?.tasks?.map((task) => [task.name, task.state])).toEqual([
      ['EnableProtectionPrerequisitesCheck', 'Succeeded'],
      ['CreateProtectionTarget', 'InProgress'],
    ]);
  });

  test('the first copy advances without ever going back', async () => {
    bench.minutes(8);
    let last = -1;
    for (let step = 0; step < 8; step += 1) {
      bench.minutes(5);
      const now = await details(bench);
      expect(now.initialReplicationProcessedBytes).toBeGreaterThan(last);
      expect(now.initialReplicationProgressPercentage).toBeLessThan(100);
      last = now.initialReplicationProcessedBytes ?? 0;
    }
    expect((await readItem(bench, 'web-02')).properties?.protectionState).toBe('InitialReplicationInProgress');
  });

  test('while it waits for the first point, the old 64 percent are shown', async () => {
    for (let step = 0; step < 40 && (await readItem(bench, 'web-02')).properties?.protectionState === 'InitialReplicationInProgress'; step += 1) bench.minutes(1);
    const item = await readItem(bench, 'web-02');
    expect(item.properties?.protectionState).toBe('InitialReplicationRecoveryCompletionPending');
    const now = await details(bench);
    expect(now.initialReplicationProgressPercentage).toBe(64);
    expect(now.protectedDisks?.[0]?.isInitialReplicationComplete).toBe('true');
  });

  test('protected: points every five minutes, an RPO, and a backlog that drains', async () => {
    bench.minutes(21);
    const item = await readItem(bench, 'web-02');
    expect(item.properties?.allowedOperations).toEqual(['UnplannedFailover', 'DisableProtection', 'TestFailover']);
    expect(item.properties?.failoverHealth).toBe('Warning');
    expect(item.properties?.healthErrors?.map((error) => error.errorCode)).toEqual(['161011']);
    const points = await collect(bench.client.recoveryPoints.listByReplicationProtectedItems(...path));
    expect(points.length).toBeGreaterThanOrEqual(4);
    expect(points[0]?.properties?.recoveryPointTime?.getTime()).toBeGreaterThan(points[1]?.properties?.recoveryPointTime?.getTime() ?? 0);
    const backlog: number[] = [];
    for (let step = 0; step < 12; step += 1) {
      bench.minutes(0.5);
      const now = await details(bench);
      expect(now.lastRpoInSeconds).toBeGreaterThanOrEqual(30);
      expect(now.lastRpoInSeconds).toBeLessThanOrEqual(300);
      backlog.push(now.protectedDisks?.[0]?.dataPendingAtSourceAgentInMB ?? -1);
    }
    expect(Math.max(...backlog)).toBeGreaterThan(4);
    expect(Math.min(...backlog)).toBe(0);
  });

  test('a test failover makes a machine, a second request meets 409, the cleanup takes it away', async () => {
    const input = { properties: {
      failoverDirection: 'PrimaryToRecovery',
      networkType: 'VmNetworkAsInput',
      networkId: ids.test,
      providerSpecificDetails: { instanceType: 'InMageRcm' as const, networkId: ids.test },
    } };
    await bench.client.replicationProtectedItems.beginTestFailover(...path, input, quick);
    const again = await refusal(bench.client.replicationProtectedItems.beginTestFailover(...path, input, quick));
    expect(again).toMatchObject({ statusCode: 409, code: 'Conflict', detail: 'SimOperationInProgress' });
    expect((await readItem(bench, 'web-02')).properties?.testFailoverState).toBe('Initiating');
    bench.minutes(4.5);
    const waiting = await readItem(bench, 'web-02');
    expect(waiting.properties?.testFailoverState).toBe('WaitingForCompletion');
    expect(waiting.properties?.allowedOperations).toContain('TestFailoverCleanup');
    expect(waiting.properties?.failoverHealth).toBe('Normal');
    const vm = await bench.raw(`${ids.target}/providers/Microsoft.Compute/virtualMachines/web-02-test?$expand=instanceView`);
    expect(vm.status).toBe(200);
    expect(JSON.stringify(vm.json)).toContain('PowerState/running');

    const poller = await bench.client.replicationProtectedItems.beginTestFailoverCleanup(...path, { properties: { comments: 'site answers' } }, { ...quick, onResponse });
    expect((await readItem(bench, 'web-02')).properties?.testFailoverState).toBe('MarkedForDeletion');
    bench.minutes(3);
    const done = await poller.pollUntilDone();
    expect(done.properties?.testFailoverState).toBe('None');
    const job = await bench.client.replicationJobs.get(modern.vault, group, jobId);
    expect(JSON.stringify(job)).toContain('site answers');
    expect((await bench.raw(`${ids.target}/providers/Microsoft.Compute/virtualMachines/web-02-test`)).status).toBe(404);
  });

  test('the failover of a stopped source works from its last point', async () => {
    const stop = { method: 'POST', body: JSON.stringify({ state: 'stopped' }) };
    await fetch(`${bench.sandbox.azureUrl}/_sandbox/machines/${instanceOf(bench, 'web-02')}`, stop);
    const poller = await bench.client.replicationProtectedItems.beginUnplannedFailover(
      ...path,
      { properties: {
        failoverDirection: 'PrimaryToRecovery',
        sourceSiteOperations: 'NotRequired',
        providerSpecificDetails: { instanceType: 'InMageRcm', performShutdown: 'false' },
      } },
      { ...quick, onResponse },
    );
    bench.minutes(4);
    const item = await poller.pollUntilDone();
    expect(item.properties?.protectionState).toBe('UnplannedFailoverCommitPendingStatesBegin');
    expect(item.properties?.activeLocation).toBe('Recovery');
    expect(item.properties?.allowedOperations).toEqual(['CompleteMigration', 'Commit', 'DisableProtection', 'ChangePit', 'SwitchProtection']);
    expect((await details(bench)).protectedDisks?.[0]?.targetManagedDiskId).toContain('/disks/web-02-');
    const job = await bench.client.replicationJobs.get(modern.vault, group, jobId);
    expect(job.properties?.tasks?.find((task) => task.name === 'VmShutdownVmOnPrimary')).toMatchObject({ state: 'Other', stateDescription: 'Skipped' });
    expect((job.properties?.customDetails as FailoverJobDetails).protectedItemDetails?.[0]?.recoveryPointId).toContain('/recoveryPoints/');
  });

  test('the recovery point can be changed until the commit', async () => {
    const points = await collect(bench.client.recoveryPoints.listByReplicationProtectedItems(...path));
    const chosen = points[2]?.id ?? '';
    const poller = await bench.client.replicationProtectedItems.beginApplyRecoveryPoint(...path, { properties: {
      recoveryPointId: chosen,
      providerSpecificDetails: { instanceType: 'InMageRcm', recoveryPointId: chosen },
    } }, quick);
    bench.minutes(3);
    expect((await poller.pollUntilDone()).properties?.failoverRecoveryPointId).toBe(chosen);
    const commit = await bench.client.replicationProtectedItems.beginFailoverCommit(...path, quick);
    bench.minutes(1);
    expect((await commit.pollUntilDone()).properties?.protectionState).toBe('UnplannedFailoverCommitted');
    const late = await refusal(bench.client.replicationProtectedItems.beginFailoverCommit(...path, quick));
    expect(late).toMatchObject({ statusCode: 400, detail: 'SimOperationNotAllowed' });
  });

  test('completing the migration removes the item and keeps the machine', async () => {
    const poller = await bench.client.replicationProtectedItems.beginDelete(...path, { properties: { disableProtectionReason: 'MigrationComplete' } }, quick);
    bench.minutes(2);
    await poller.pollUntilDone();
    expect(await refusal(readItem(bench, 'web-02'))).toMatchObject({ statusCode: 404, code: 'NotFound', detail: 'ArmResourceDoesNotExist' });
    expect((await bench.raw(`${ids.target}/providers/Microsoft.Compute/virtualMachines/web-02`)).status).toBe(200);
    expect(await collect(bench.client.replicationProtectedItems.list(modern.vault, group))).toEqual([]);
  });
});
