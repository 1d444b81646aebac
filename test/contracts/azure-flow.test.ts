import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Provider } from '../../src/domain/observation.ts';
import type { Replication } from '../../src/ports/replication.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/start.ts';
import { GROUP_ID, planFor, replicationOf, requests, targetOf, TEST_NETWORK } from './azure-support.ts';

const MINUTE = 60;
const CASES: readonly { readonly provider: Provider; readonly machine: string; readonly ip: string }[] = [
  { provider: 'InMageRcm', machine: 'web-01', ip: '10.10.1.11' },
  { provider: 'InMageAzureV2', machine: 'db-07', ip: '10.10.3.17' },
];

describe.each(CASES)('a whole migration through $provider', ({ provider, machine, ip }) => {
  let sandbox: Sandbox;
  let replication: Replication;
  const name = `ferry-${machine}`;
  const listed = async () => (await replication.list(0)).value.items.find((item) => item.name === name);
  const whole = async () => (await replication.item(name)).value;

  beforeAll(async () => {
    sandbox = await startSandbox({ speed: 1 });
    replication = replicationOf(sandbox, { provider });
  });
  afterAll(() => sandbox.close());

  test('the infrastructure is known before anything runs', async () => {
    const { value, asOf } = await replication.infrastructure();
    expect(value.provider).toBe(provider);
    // The sandbox's configuration server has not reported for some minutes; its appliance is well.
    const state = provider === 'InMageRcm' ? { health: 'normal', troubles: [] } : { health: 'warning', troubles: ['process server asr-config-server: Unknown'] };
    expect(value.appliance).toMatchObject(state);
    expect(asOf - (value.appliance?.lastHeartbeatAt ?? 0)).toBeLessThan(10 * MINUTE * 1_000);
    expect(value.processServers).toEqual([expect.objectContaining({ freeSpacePercent: expect.any(Number), processorPercent: expect.any(Number), memoryPercent: expect.any(Number), pendingUploadBytes: 0, protectedItems: 0 })]);
    expect(value.masterTargets).toHaveLength(provider === 'InMageRcm' ? 0 : 1);
    expect(value.runAsAccounts.map((account) => account.name).toSorted()).toEqual(['linux-root', 'win-admin']);
    expect(value.policies.filter((policy) => policy.mapped)).toEqual([
      expect.objectContaining({ retentionMinutes: 1_440, crashConsistentMinutes: 5, appConsistentMinutes: provider === 'InMageRcm' ? 0 : 60, rpoThresholdMinutes: provider === 'InMageRcm' ? null : 15, name: expect.stringContaining('24') }),
    ]);
  });

  test('the machine is among the discovered ones, over several pages', async () => {
    const machines = await replication.discovered();
    expect(machines.length).toBeGreaterThan(2);
    expect(machines.find((one) => one.name === machine)).toMatchObject({ ips: [ip], deleted: false });
  });

  test('an item that was never made is null, not an error', async () => {
    expect((await replication.item('ferry-nobody')).value).toBeNull();
    expect((await replication.job('00000000-0000-4000-8000-000000000099' as never)).value).toBeNull();
  });

  test('enabling gives the job that carries it, and asks for no status', async () => {
    const started = await replication.enable(name, await planFor(replication, machine));
    expect(started.jobId).toMatch(/^[0-9a-f-]{36}$/);
    expect(started.requestId).toBeTruthy();
    expect(requests(sandbox, 'GET', /replicationOperationStatus|operationresults/)).toHaveLength(0);
    const item = await listed();
    expect(item?.running).toEqual({ scenario: 'EnableDr', jobId: started.jobId });
    const { value: job } = await replication.job(started.jobId ?? ('' as never));
    expect(job).toMatchObject({ scenario: 'EnableDr', state: 'inProgress', failure: null, vmName: null, endedAt: null });
  });

  test('the first copy is told in percent, bytes and backlog', async () => {
    sandbox.world.clock.advance(30 * MINUTE);
    const item = await whole();
    expect(item).toMatchObject({ protectionState: 'InitialReplicationInProgress', running: null, privateIp: ip, targetVmName: machine, resyncRequired: false });
    expect(item?.targetResourceGroupId?.toLowerCase()).toBe(GROUP_ID.toLowerCase());
    expect(item?.percent).toBeGreaterThan(10);
    expect(item?.percent).toBeLessThan(100);
    expect(item?.processedBytes).toBeGreaterThan(0);
    expect(item?.disks.length).toBeGreaterThan(0);
    expect(item?.disks[0]).toMatchObject({ initialReplicationDone: false, capacityBytes: expect.any(Number) });
    expect(item?.lastRecoveryPointAt).toBeNull();
    expect(item?.allowedOperations).not.toContain('UnplannedFailover');
  });

  test('the percent is gone once the copy is over, whatever the item still says', async () => {
    for (let looks = 0; looks < 60 && (await listed())?.protectionState === 'InitialReplicationInProgress'; looks += 1) sandbox.world.clock.advance(2 * MINUTE);
    expect(await listed()).toMatchObject({ protectionState: 'InitialReplicationRecoveryCompletionPending', percent: null });
  });

  test('protected: recovery points, heartbeat, and the operations that are allowed', async () => {
    sandbox.world.clock.advance(15 * MINUTE);
    const { value: item, asOf } = await replication.item(name);
    expect(item).toMatchObject({ protectionState: 'Protected', percent: null, testFailoverState: 'None', lastTestFailoverAt: null, resyncRequired: false });
    expect(item?.allowedOperations).toEqual(expect.arrayContaining(['TestFailover', 'UnplannedFailover']));
    expect(item?.backlogMb).not.toBeNull();
    expect(asOf - (item?.agentHeartbeatAt ?? 0)).toBeLessThan(3 * MINUTE * 1_000);
    expect(item?.agent).toMatchObject({ version: expect.stringMatching(/^9\./), heartbeatAt: item?.agentHeartbeatAt, expiresAt: expect.any(Number), rebootPending: false, blocked: [] });
    expect(item?.target).toMatchObject({ vmName: machine, size: 'Standard_D2s_v5', networkId: expect.stringMatching(/vnet-prod-weu$/), nics: [{ primary: true, sourceIp: ip, subnet: 'web' }], licence: 'NoLicenseType' });
    expect((await replication.offeredSizes(name)).find((size) => size.name === 'Standard_D4s_v5')).toMatchObject({ vcpus: 4, memoryGiB: 16, maxDataDisks: 8, maxNics: 2, errors: [] });
    expect(asOf - (item?.lastRecoveryPointAt ?? 0)).toBeLessThan(10 * MINUTE * 1_000);
    const summary = await listed();
    expect(summary).not.toHaveProperty('disks');
    expect(summary).not.toHaveProperty('backlogMb');
  });

  test('a test failover makes a test machine, and the clean-up removes it', async () => {
    const started = await replication.testFailover(name, TEST_NETWORK);
    sandbox.world.clock.advance(10 * MINUTE);
    const { value: job } = await replication.job(started.jobId ?? ('' as never));
    expect(job).toMatchObject({ scenario: 'TestFailover', state: 'succeeded', vmName: expect.stringContaining(machine) });
    expect(job?.tasks.map((task) => task.name)).toEqual(['VmTfoPrerequisitesCheck', 'VmTfoInitiateFailover', 'VmTfoPrepareTestVm', 'VmTfoBootTestVm']);
    expect(await listed()).toMatchObject({ testFailoverState: 'WaitingForCompletion', allowedOperations: expect.arrayContaining(['TestFailoverCleanup']) });
    expect((await targetOf(sandbox).names(GROUP_ID)).machines).toContain(job?.vmName);

    const cleanUp = await replication.cleanUpTestFailover(name, 'it works');
    expect(requests(sandbox, 'POST', /testFailoverCleanup/).map((entry) => JSON.parse(entry.body))).toEqual([{ properties: { comments: 'it works' } }]);
    sandbox.world.clock.advance(10 * MINUTE);
    expect((await replication.job(cleanUp.jobId ?? ('' as never))).value?.state).toBe('succeeded');
    expect(await whole()).toMatchObject({ testFailoverState: 'None', lastTestFailoverAt: expect.any(Number) });
  });

  test('the failover asks for the latest point and for no shutdown', async () => {
    const started = await replication.failover(name);
    const details = provider === 'InMageRcm' ? { instanceType: 'InMageRcm', performShutdown: 'false' } : { instanceType: 'InMageAzureV2' };
    expect(requests(sandbox, 'POST', /unplannedFailover/).map((entry) => JSON.parse(entry.body))).toEqual([
      { properties: { failoverDirection: 'PrimaryToRecovery', sourceSiteOperations: 'NotRequired', providerSpecificDetails: details } },
    ]);
    sandbox.world.clock.advance(10 * MINUTE);
    const { value: job } = await replication.job(started.jobId ?? ('' as never));
    expect(job).toMatchObject({ scenario: 'UnplannedFailover', state: 'succeeded', vmName: machine });
    expect(job?.tasks.find((task) => task.name === 'VmShutdownVmOnPrimary')).toMatchObject({ state: 'other', note: 'Skipped' });
    expect(await whole()).toMatchObject({ activeLocation: 'Recovery', allowedOperations: expect.arrayContaining(['CompleteMigration']) });
    expect(await targetOf(sandbox).vm(GROUP_ID, machine)).toMatchObject({ name: machine, power: 'running', privateIp: expect.stringMatching(/^10\.20\./), size: 'Standard_D2s_v5' });
  });

  test('completing ends the item, and its job stays readable', async () => {
    const started = await replication.complete(name);
    sandbox.world.clock.advance(10 * MINUTE);
    expect((await replication.job(started.jobId ?? ('' as never))).value?.state).toBe('succeeded');
    expect((await replication.item(name)).value).toBeNull();
    expect(await listed()).toBeUndefined();
    expect(requests(sandbox, 'POST', /\/remove\?/)).toHaveLength(1);
  });
});
