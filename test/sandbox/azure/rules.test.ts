import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { InMageRcmReplicationDetails } from '@azure/arm-recoveryservices-siterecovery';
import { collect, enableInput, group, ids, instanceOf, listRaw, modern, protect, readItem, refusal, startBench, subscription, type Bench } from './support.ts';

const quick = { updateIntervalInMs: 1 };
const vault = `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.RecoveryServices/vaults/${modern.vault}`;

describe('the rules of the service', () => {
  let bench: Bench;
  const path = (name: string) => [modern.vault, group, modern.fabric, modern.container, name] as const;
  const failoverInput = { properties: {
    failoverDirection: 'PrimaryToRecovery',
    sourceSiteOperations: 'NotRequired',
    providerSpecificDetails: { instanceType: 'InMageRcm' as const, performShutdown: 'false' },
  } };
  const itemPath = (name: string): string => `${vault}/replicationFabrics/${modern.fabric}/replicationProtectionContainers/${modern.container}/replicationProtectedItems/${name}`;

  beforeAll(async () => {
    bench = await startBench();
  });
  beforeEach(() => {
    bench.sandbox.world.faults.clear();
    bench.sandbox.azure.reset();
  });
  afterAll(() => bench.sandbox.close());

  describe('enabling', () => {
    test.each([
      { change: { targetNetworkId: ids.production.replace('prod', 'none') }, words: 'virtual network' },
      { change: { targetSubnetName: 'cellar' }, words: 'subnet' },
      { change: { targetResourceGroupId: ids.target.replace('migrated', 'none') }, words: 'resource group' },
      { change: { targetVmSize: 'Standard_Z99' }, words: 'size' },
      { change: { processServerId: 'somebody-else' }, words: 'process server' },
      { change: { runAsAccountId: 'nobody' }, words: 'run-as account' },
      { change: { fabricDiscoveryMachineId: 'nowhere' }, words: 'machine' },
      { change: { disksDefault: { logStorageAccountId: `${ids.cache}x`, diskType: 'Standard_LRS' } }, words: 'storage account' },
      { change: { disksDefault: undefined }, words: 'disksDefault' },
      { change: { targetVmName: 'bad_name' }, words: 'name' },
    ])('is refused when the $words is wrong', async ({ change, words }) => {
      const input = await enableInput(bench, 'web-02', change);
      const error = await refusal(bench.client.replicationProtectedItems.beginCreate(...path('web-02'), input, quick));
      expect(error).toMatchObject({ statusCode: 400, code: 'BadRequest', detail: '506' });
      expect(error.message).toContain(words);
    });

    test('requires on the server what the client requires', async () => {
      const body = await enableInput(bench, 'web-02');
      const { targetResourceGroupId: _left, ...rest } = body.properties.providerSpecificDetails;
      const answer = await bench.raw(itemPath('web-02'), { method: 'PUT', body: { properties: { ...body.properties, providerSpecificDetails: rest } } });
      expect(answer.status).toBe(400);
    });

    test('is refused for a name or a machine that is protected already', async () => {
      await protect(bench, 'web-02');
      const input = await enableInput(bench, 'web-02');
      expect(await refusal(bench.client.replicationProtectedItems.beginCreate(...path('web-02'), input, quick))).toMatchObject({ statusCode: 409, detail: 'SimItemExists' });
      const other = await enableInput(bench, 'web-02', { targetVmName: 'another' });
      expect(await refusal(bench.client.replicationProtectedItems.beginCreate(...path('second'), other, quick))).toMatchObject({ statusCode: 409, detail: 'SimMachineAlreadyProtected' });
      const taken = await enableInput(bench, 'web-03', { targetVmName: 'WEB-02' });
      expect(await refusal(bench.client.replicationProtectedItems.beginCreate(...path('web-03'), taken, quick))).toMatchObject({ statusCode: 400 });
    });

    test('fails in its job when the machine cannot be reached, and can be retried', async () => {
      const id = instanceOf(bench, 'web-02');
      bench.sandbox.azure.change(id, { failNextJob: { scenario: 'EnableDr', code: '95117' } });
      const poller = await bench.client.replicationProtectedItems.beginCreate(...path('web-02'), await enableInput(bench, 'web-02'), quick);
      bench.minutes(5);
      await expect(poller.pollUntilDone()).rejects.toThrow(/has failed\. 95117\. Push installation/);
      const item = await readItem(bench, 'web-02');
      expect(item.properties?.protectionState).toBe('EnableProtectionFailed');
      expect(item.properties?.healthErrors?.[0]?.errorCode).toBe('95117');
      const [listed] = await collect(bench.client.replicationJobs.list(modern.vault, group));
      const job = await bench.client.replicationJobs.get(modern.vault, group, listed?.name ?? '');
      expect(job.properties?.errors?.[0]?.serviceErrorDetails).toMatchObject({ code: '95117', recommendedAction: expect.stringContaining('security group') });
      expect(job.properties?.tasks?.at(-1)).toMatchObject({ name: 'CreateProtectionTarget', state: 'Failed' });
      expect(job.properties?.allowedActions).toEqual(['Restart']);
      await bench.client.replicationJobs.beginRestart(modern.vault, group, job.name ?? '', quick);
      bench.minutes(90);
      expect((await readItem(bench, 'web-02')).properties?.protectionState).toBe('Protected');
    });

    test('of a Windows machine with the Linux account fails with the code for credentials', async () => {
      const accounts = await listRaw(bench, `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.OffAzure/ServerSites/rsv-mig-weuphysicalsite/runAsAccounts`);
      const linux = accounts.find((account) => account.properties.displayName === 'linux-root')?.id;
      const poller = await bench.client.replicationProtectedItems.beginCreate(...path('web-02'), await enableInput(bench, 'web-02', { runAsAccountId: linux }), quick);
      bench.minutes(5);
      await expect(poller.pollUntilDone()).rejects.toThrow(/95107/);
    });

    test('can be cancelled, and then nothing is replicated', async () => {
      const poller = await bench.client.replicationProtectedItems.beginCreate(...path('web-02'), await enableInput(bench, 'web-02'), quick);
      const [job] = await collect(bench.client.replicationJobs.list(modern.vault, group));
      await bench.client.replicationJobs.beginCancel(modern.vault, group, job?.name ?? '', quick);
      await expect(poller.pollUntilDone()).rejects.toThrow('Operation was canceled');
      expect((await readItem(bench, 'web-02')).properties?.allowedOperations).toEqual(['DisableProtection']);
    });
  });

  describe('replication of a source in trouble', () => {
    test('stalls with closed port 9443', async () => {
      const item = await protect(bench, 'app-01', { targetSubnetName: 'app', testSubnetName: 'app' });
      expect(item.properties?.protectionState).toBe('InitialReplicationInProgress');
      expect(item.properties?.healthErrors?.map((error) => error.errorCode)).toEqual(['78169']);
      expect(item.properties?.providerSpecificDetails).toMatchObject({ initialReplicationProcessedBytes: 0, initialReplicationProgressHealth: 'NoProgress' });
    });

    test('loses its heartbeat, turns to warning and critical, and fails over all the same', async () => {
      await protect(bench, 'web-02');
      const id = instanceOf(bench, 'web-02');
      await fetch(`${bench.sandbox.azureUrl}/_sandbox/machines/${id}`, { method: 'POST', body: JSON.stringify({ state: 'stopped' }) });
      bench.minutes(15);
      const warned = await readItem(bench, 'web-02');
      expect(warned.properties?.replicationHealth).toBe('Warning');
      bench.minutes(60);
      const silent = await readItem(bench, 'web-02');
      expect(silent.properties?.replicationHealth).toBe('Critical');
      expect(silent.properties?.healthErrors?.map((error) => error.errorCode)).toContain('78174');
      expect((silent.properties?.providerSpecificDetails as InMageRcmReplicationDetails).lastRpoInSeconds).toBeGreaterThan(3600);
      const events = await collect(bench.client.replicationEvents.list(modern.vault, group, { filter: "Severity eq 'Critical'" }));
      expect(events[0]?.properties).toMatchObject({ eventCode: 'SRSVMHealthChanged', affectedObjectFriendlyName: 'web-02' });
      await bench.client.replicationProtectedItems.beginUnplannedFailover(...path('web-02'), failoverInput, quick);
      bench.minutes(4);
      expect((await readItem(bench, 'web-02')).properties?.activeLocation).toBe('Recovery');
      await fetch(`${bench.sandbox.azureUrl}/_sandbox/machines/${id}`, { method: 'POST', body: JSON.stringify({ state: 'running' }) });
    });

    test('asks for a resynchronisation and is healed by one', async () => {
      await protect(bench, 'web-02');
      expect(await refusal(bench.client.replicationProtectedItems.beginRepairReplication(...path('web-02'), quick))).toMatchObject({ statusCode: 400 });
      bench.sandbox.azure.change(instanceOf(bench, 'web-02'), { resyncRequired: true });
      const needed = await readItem(bench, 'web-02');
      expect(needed.properties?.allowedOperations).toContain('RepairReplication');
      expect(needed.properties?.providerSpecificDetails).toMatchObject({ resyncRequired: 'true', resyncState: 'PreparedForResynchronization' });
      await bench.client.replicationProtectedItems.beginRepairReplication(...path('web-02'), quick);
      bench.minutes(8);
      expect((await readItem(bench, 'web-02')).properties?.providerSpecificDetails).toMatchObject({ resyncState: 'StartedResynchronization' });
      bench.minutes(15);
      expect((await readItem(bench, 'web-02')).properties?.providerSpecificDetails).toMatchObject({ resyncRequired: 'false', resyncState: 'None' });
    });
  });

  describe('operations', () => {
    test('that are not allowed are refused with the ones that are', async () => {
      await bench.client.replicationProtectedItems.beginCreate(...path('web-02'), await enableInput(bench, 'web-02'), quick);
      bench.minutes(20);
      const error = await refusal(bench.client.replicationProtectedItems.beginUnplannedFailover(...path('web-02'), failoverInput, quick));
      expect(error).toMatchObject({ statusCode: 400, detail: 'SimOperationNotAllowed' });
      const complete = { properties: { disableProtectionReason: 'MigrationComplete' as const } };
      expect(await refusal(bench.client.replicationProtectedItems.beginDelete(...path('web-02'), complete, quick))).toMatchObject({ statusCode: 400 });
    });

    test('a failover without quota fails in its job and can be repeated', async () => {
      await protect(bench, 'web-02', { targetVmSize: 'Standard_F32s_v2' });
      const poller = await bench.client.replicationProtectedItems.beginUnplannedFailover(...path('web-02'), failoverInput, quick);
      bench.minutes(4);
      await expect(poller.pollUntilDone()).rejects.toThrow(/28031/);
      const item = await readItem(bench, 'web-02');
      expect(item.properties).toMatchObject({ protectionState: 'UnplannedFailoverFailed', activeLocation: 'Primary' });
      expect(item.properties?.allowedOperations).toContain('UnplannedFailover');
    });

    test('started behind the bot are seen as running jobs', async () => {
      await protect(bench, 'web-02');
      bench.sandbox.azure.change(instanceOf(bench, 'web-02'), { portalFailover: true });
      expect((await readItem(bench, 'web-02')).properties?.currentScenario?.scenarioName).toBe('UnplannedFailover');
      bench.minutes(4);
      bench.sandbox.azure.change(instanceOf(bench, 'web-02'), { portalDisable: true });
      bench.minutes(2);
      expect(await refusal(readItem(bench, 'web-02'))).toMatchObject({ statusCode: 404 });
    });

    test('target settings that are left out of an update are cleared', async () => {
      await protect(bench, 'web-02');
      const nicId = ((await readItem(bench, 'web-02')).properties?.providerSpecificDetails as InMageRcmReplicationDetails).vmNics?.[0]?.nicId ?? '';
      const providerSpecificDetails = {
        instanceType: 'InMageRcm' as const,
        targetVmName: 'web-two',
        targetVmSize: 'Standard_D4s_v5',
        targetNetworkId: ids.production,
        vmNics: [{ nicId, isPrimaryNic: 'true', isSelectedForFailover: 'true', targetSubnetName: 'web', targetStaticIPAddress: '10.20.1.27' }],
      };
      const poller = await bench.client.replicationProtectedItems.beginUpdate(...path('web-02'), { properties: { providerSpecificDetails } }, quick);
      bench.minutes(1);
      const details = (await poller.pollUntilDone()).properties?.providerSpecificDetails as InMageRcmReplicationDetails;
      expect(details).toMatchObject({ targetVmName: 'web-two', targetVmSize: 'Standard_D4s_v5', testNetworkId: '' });
      expect(details.vmNics?.[0]).toMatchObject({ targetIPAddress: '10.20.1.27', targetIPAddressType: 'Static' });
      const outside = { ...providerSpecificDetails, vmNics: [{ nicId, isPrimaryNic: 'true', targetSubnetName: 'web', targetStaticIPAddress: '10.20.9.1' }] };
      expect(await refusal(bench.client.replicationProtectedItems.beginUpdate(...path('web-02'), { properties: { providerSpecificDetails: outside } }, quick))).toMatchObject({ statusCode: 400 });
    });

    test('a purge takes the item away in any state, and an agent update leaves it as it is', async () => {
      await protect(bench, 'web-02');
      const update = await bench.client.replicationProtectedItems.beginUpdateMobilityService(...path('web-02'), { properties: {} }, quick);
      bench.minutes(4);
      expect((await update.pollUntilDone()).properties?.protectionState).toBe('Protected');
      const purge = await bench.client.replicationProtectedItems.beginPurge(...path('web-02'), quick);
      bench.minutes(1);
      await purge.pollUntilDone();
      expect(await refusal(readItem(bench, 'web-02'))).toMatchObject({ statusCode: 404 });
    });

    test('a test machine that is left over can be cleaned up after the failover', async () => {
      await protect(bench, 'web-02');
      const network = { networkType: 'VmNetworkAsInput', networkId: ids.test };
      const test = { properties: { failoverDirection: 'PrimaryToRecovery', ...network, providerSpecificDetails: { instanceType: 'InMageRcm' as const } } };
      await bench.client.replicationProtectedItems.beginTestFailover(...path('web-02'), test, quick);
      bench.minutes(5);
      await bench.client.replicationProtectedItems.beginUnplannedFailover(...path('web-02'), failoverInput, quick);
      bench.minutes(4);
      await bench.client.replicationProtectedItems.beginTestFailoverCleanup(...path('web-02'), { properties: { comments: 'late' } }, quick);
      bench.minutes(3);
      expect((await readItem(bench, 'web-02')).properties).toMatchObject({ activeLocation: 'Recovery', testFailoverState: 'None' });
      expect(bench.sandbox.azure.snapshot()).toMatchObject({ virtualMachines: [{ createdBy: 'failover', powerState: 'running' }] });
    });
  });
});
