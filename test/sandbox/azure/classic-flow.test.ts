import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { InMageAzureV2ReplicationDetails, VMwareDetails, VMwareVirtualMachineDetails } from '@azure/arm-recoveryservices-siterecovery';
import { collect, group, ids, modern, refusal, startBench, subscription, type Bench } from './support.ts';

const quick = { updateIntervalInMs: 1 };
const vault = 'rsv-legacy-weu';

describe('one machine through the classic vault, driven by the real client', () => {
  let bench: Bench;
  let fabric = '';
  let container = '';
  let server: VMwareDetails;
  const item = (): [string, string, string, string, string] => [vault, group, fabric, container, 'web-03'];

  beforeAll(async () => {
    bench = await startBench();
  });
  afterAll(() => bench.sandbox.close());

  test('the fabric shows the configuration server and what it carries', async () => {
    const [found] = await collect(bench.client.replicationFabrics.list(vault, group));
    fabric = found?.name ?? '';
    expect(fabric).toMatch(/^[0-9a-f]{64}$/);
    server = (await bench.client.replicationFabrics.get(vault, group, fabric)).properties?.customDetails as VMwareDetails;
    expect(server).toMatchObject({ instanceType: 'VMware', hostName: 'asr-config-server', csServiceStatus: 'Running' });
    expect(server.runAsAccounts?.map((account) => account.accountName)).toEqual(['win-admin', 'linux-root']);
    const age = bench.sandbox.world.clock.now() - (server.lastHeartbeat?.getTime() ?? 0);
    expect(Math.round(age / 60_000)).toBe(6);
    const [box] = await collect(bench.client.replicationProtectionContainers.listByReplicationFabrics(vault, group, fabric));
    container = box?.name ?? '';
    expect(container).toMatch(/^cloud_/);
  });

  test('after a quarter of an hour the server reports every minute', async () => {
    bench.minutes(10);
    const now = (await bench.client.replicationFabrics.get(vault, group, fabric)).properties?.customDetails as VMwareDetails;
    expect(bench.sandbox.world.clock.now() - (now.lastHeartbeat?.getTime() ?? 0)).toBeLessThan(61_000);
    expect(now.processServers?.[0]?.psServiceStatus).toBe('Running');
  });

  test('a machine is discovered by its address, and only once', async () => {
    const source = bench.sandbox.world.sources.list().find((machine) => machine.name === 'web-03');
    const request = { properties: { friendlyName: 'web-03', ipAddress: source?.privateIp ?? '', osType: 'Windows' } };
    const poller = await bench.client.replicationProtectionContainers.beginDiscoverProtectableItem(vault, group, fabric, container, request, quick);
    bench.minutes(1);
    await poller.pollUntilDone();
    const rows = await collect(bench.client.replicationProtectableItems.listByReplicationProtectionContainers(vault, group, fabric, container, { filter: "State eq 'Unprotected'" }));
    expect(rows.map((row) => (row.properties?.customDetails as VMwareVirtualMachineDetails).ipAddress)).toContain(source?.privateIp);
    expect(await refusal(bench.client.replicationProtectionContainers.beginDiscoverProtectableItem(vault, group, fabric, container, request, quick))).toMatchObject({ statusCode: 409 });
    const wrongPlace = bench.client.replicationProtectionContainers.beginDiscoverProtectableItem(modern.vault, group, modern.fabric, modern.container, request, quick);
    expect(await refusal(wrongPlace)).toMatchObject({ statusCode: 400 });
  });

  test('a policy is made, associated and read back', async () => {
    const providerSpecificInput = {
      instanceType: 'InMageAzureV2' as const,
      recoveryPointThresholdInMinutes: 15,
      recoveryPointHistory: 1440,
      crashConsistentFrequencyInMinutes: 5,
      appConsistentFrequencyInMinutes: 60,
      multiVmSyncStatus: 'Enable',
    };
    const policy = await bench.client.replicationPolicies.beginCreate(vault, group, 'pol1', { properties: { providerSpecificInput } }, quick);
    bench.minutes(0.1);
    const made = await policy.pollUntilDone();
    expect(made.properties?.providerSpecificDetails).toMatchObject({ multiVmSyncStatus: 'Enabled' });
    const mapping = await bench.client.replicationProtectionContainerMappings.beginCreate(vault, group, fabric, container, 'map1', { properties: {
      targetProtectionContainerId: 'Microsoft Azure',
      policyId: made.id ?? '',
    } }, quick);
    bench.minutes(0.1);
    expect((await mapping.pollUntilDone()).properties).toMatchObject({ state: 'Paired', policyFriendlyName: 'pol1' });
  });

  test('replication shows the first copy as a resynchronisation and ends in Protected', async () => {
    const rows = await collect(bench.client.replicationProtectableItems.listByReplicationProtectionContainers(vault, group, fabric, container));
    const found = rows.find((row) => row.properties?.friendlyName === 'web-03');
    const providerSpecificDetails = {
      instanceType: 'InMageAzureV2' as const,
      processServerId: server.processServers?.[0]?.id ?? '',
      masterTargetId: server.masterTargetServers?.[0]?.id ?? '',
      runAsAccountId: '1',
      logStorageAccountId: ids.cache,
      targetAzureV2ResourceGroupId: ids.target,
      targetAzureNetworkId: ids.production,
      targetAzureSubnetId: 'web',
      targetAzureVmName: 'web-03',
      targetVmSize: 'Standard_D4s_v5',
      diskType: 'StandardSSD_LRS',
    };
    const policyId = `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.RecoveryServices/vaults/${vault}/replicationPolicies/pol1`;
    await bench.client.replicationProtectedItems.beginCreate(...item(), { properties: {
      policyId,
      protectableItemId: found?.id ?? '',
      providerSpecificDetails,
    } }, quick);
    bench.minutes(40);
    const half = await bench.client.replicationProtectedItems.get(...item());
    const details = half.properties?.providerSpecificDetails as InMageAzureV2ReplicationDetails;
    expect(details).toMatchObject({ protectionStage: 'InitialSync', discoveryType: 'Physical' });
    expect(details.resyncProgressPercentage).toBeGreaterThan(10);
    expect(details.protectedDisks?.[0]?.resyncRequired).toBe('Yes');
    bench.minutes(50);
    const done = await bench.client.replicationProtectedItems.get(...item());
    expect(done.properties).toMatchObject({ protectionState: 'Protected', protectedItemType: 'Physical' });
    expect((done.properties?.providerSpecificDetails as InMageAzureV2ReplicationDetails).rpoInSeconds).toBeLessThanOrEqual(300);
  });

  test('test failover, cleanup, failover, commit and completion', async () => {
    const items = bench.client.replicationProtectedItems;
    const common = { failoverDirection: 'PrimaryToRecovery', providerSpecificDetails: { instanceType: 'InMageAzureV2' as const } };
    await items.beginTestFailover(...item(), { properties: { ...common, networkType: 'VmNetworkAsInput', networkId: ids.test } }, quick);
    bench.minutes(5);
    expect((await items.get(...item())).properties?.testFailoverState).toBe('WaitingForCompletion');
    await items.beginTestFailoverCleanup(...item(), { properties: { comments: 'ok' } }, quick);
    bench.minutes(3);
    await items.beginUnplannedFailover(...item(), { properties: { ...common, sourceSiteOperations: 'NotRequired' } }, quick);
    bench.minutes(4);
    await items.beginFailoverCommit(...item(), quick);
    bench.minutes(1);
    expect((await items.get(...item())).properties?.protectionState).toBe('UnplannedFailoverCommitted');
    const removal = await items.beginDelete(...item(), { properties: { disableProtectionReason: 'MigrationComplete' } }, quick);
    bench.minutes(2);
    await removal.pollUntilDone();
    expect(await refusal(items.get(...item()))).toMatchObject({ statusCode: 404 });
  });
});
