import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { InMageRcmReplicationDetails } from '@azure/arm-recoveryservices-siterecovery';
import { azurePlants } from '../../../src/sandbox/azure/plants.ts';
import type { Cure } from '../../../src/sandbox/world/plants/types.ts';
import { classicItem, groups, root, vaultPath } from './reads.ts';
import { collect, enableInput, group, ids, instanceOf, listRaw, modern, protect, readItem, refusal, startBench, type Bench } from './support.ts';

const quick = { updateIntervalInMs: 1 };
const authorization = 'providers/Microsoft.Authorization';
const path = (name: string) => [modern.vault, group, modern.fabric, modern.container, name] as const;
const failover = { properties: { failoverDirection: 'PrimaryToRecovery', sourceSiteOperations: 'NotRequired', providerSpecificDetails: { instanceType: 'InMageRcm' as const, performShutdown: 'false' } } };

let bench: Bench;

beforeAll(async () => {
  bench = await startBench({ pageSize: 50 });
});
beforeEach(() => bench.sandbox.azure.reset());
afterAll(() => bench.sandbox.close());

function plant(name: string, machine = 'web-02'): Cure {
  const { world, azure } = bench.sandbox;
  const found = azurePlants.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no defect ${name}`);
  return found.plant({ world, azure, instanceId: instanceOf(bench, machine) });
}

async function codeOf(url: string, init: Parameters<Bench['raw']>[1] = {}): Promise<{ status: number; code: string; message: string }> {
  const { status, json } = await bench.raw(url, init);
  const { error } = json as { error: { code: string; message: string; details?: readonly { code: string }[] } };
  return { status, code: error.details?.[0]?.code ?? error.code, message: error.message };
}

describe('api versions', () => {
  test.each([
    { url: `${root}/providers/Microsoft.Network/virtualNetworks?api-version=2001-01-01`, code: 'InvalidResourceType', says: /virtualNetworks.*Microsoft\.Network.*2023-09-01/ },
    { url: `${root}/providers/Microsoft.Compute/skus?api-version=2024-03-01`, code: 'InvalidResourceType', says: /skus.*2021-07-01/ },
    { url: `${ids.target}/${authorization}/locks?api-version=2024-03-01`, code: 'InvalidResourceType', says: /locks/ },
    { url: `${vaultPath(modern.vault)}?api-version=2019-01-01`, code: 'InvalidResourceType', says: /vaults.*2024-04-01/ },
    { url: `${vaultPath(modern.vault)}/replicationFabrics?api-version=1`, code: 'InvalidResourceType', says: /replicationFabrics/ },
    { url: `${ids.target}?api-version=2024-01-01`, code: 'InvalidApiVersionParameter', says: /2024-01-01.*2021-04-01/ },
  ])('$url is refused with the versions there are', async ({ url, code, says }) => {
    expect(await codeOf(url)).toEqual({ status: 400, code, message: expect.stringMatching(says) });
  });

  test.each([`${root}/providers/Microsoft.Unknown/things`, `${ids.target}/providers/Microsoft.Compute/virtualMachines/a/b/c`])('%s is no path', async (url) => {
    expect(await codeOf(`${url}?api-version=2024-03-01`)).toMatchObject({ status: 404, code: 'InvalidResourceType' });
  });
});

describe('what the checks read', () => {
  test('a subnet shows its security group and, when asked, the addresses in use', async () => {
    type Net = { properties: { dhcpOptions: { dnsServers: string[] }; subnets: { name: string; properties: { networkSecurityGroup?: { id: string }; ipConfigurations: { id: string; properties?: { privateIPAddress: string } }[] } }[] } };
    const plainly = (await bench.raw(ids.production)).json as Net;
    const expanded = (await bench.raw(`${ids.production}?$expand=subnets/ipConfigurations`)).json as Net;
    const web = expanded.properties.subnets.find((subnet) => subnet.name === 'web')?.properties;
    expect(plainly.properties.subnets[0]?.properties.ipConfigurations[0]).not.toHaveProperty('properties');
    expect(web?.ipConfigurations.map((one) => one.properties?.privateIPAddress)).toEqual(Array.from({ length: 7 }, (_, index) => `10.20.1.${4 + index}`));
    expect(plainly.properties.dhcpOptions.dnsServers).toEqual(['10.20.0.4', '10.20.0.5']);
    // The cards behind the configurations can be listed as well, with the same addresses.
    const cards = await listRaw<{ id: string; properties: { ipConfigurations: { properties: { privateIPAddress: string } }[] } }>(bench, `${groups}/rg-net-weu/providers/Microsoft.Network/networkInterfaces`);
    const card = cards.find((one) => web?.ipConfigurations[0]?.id.startsWith(one.id));
    expect(card?.properties.ipConfigurations[0]?.properties.privateIPAddress).toBe('10.20.1.4');
    expect((await bench.raw(web?.networkSecurityGroup?.id ?? '')).json).toMatchObject({ name: 'nsg-web-weu', properties: { subnets: [{ id: `${ids.production}/subnets/web` }] } });
  });

  test('security groups have their own rules and the six that Azure adds', async () => {
    type Rule = { name: string; properties: { priority: number; destinationPortRange?: string; destinationPortRanges: string[] } };
    const found = await listRaw<{ name: string; properties: { securityRules: Rule[]; defaultSecurityRules: Rule[] } }>(bench, `${root}/providers/Microsoft.Network/networkSecurityGroups`);
    const web = found.find((one) => one.name === 'nsg-web-weu');
    expect(found).toHaveLength(3);
    expect(web?.properties.defaultSecurityRules).toHaveLength(6);
    expect(web?.properties.securityRules[0]).toMatchObject({ name: 'AllowWeb', properties: { priority: 100, access: 'Allow', direction: 'Inbound', destinationPortRanges: ['80', '443'] } });
    expect(web?.properties.defaultSecurityRules[2]).toMatchObject({ name: 'DenyAllInBound', properties: { destinationPortRange: '*', access: 'Deny' } });
  });

  test('the effect of a policy is found behind its assignment, by parameter or in the definition', async () => {
    plant('POLICY_DENIES');
    plant('POLICY_DENIES_BY_PARAMETER');
    plant('POLICY_INITIATIVE');
    type Row = { name: string; properties: { policyDefinitionId: string; parameters: { effect?: { value: string } } } };
    const rows = await listRaw<Row>(bench, `${ids.target}/${authorization}/policyAssignments?$filter=${encodeURIComponent('atScope()')}`);
    const definition = async (name: string) => (await bench.raw(rows.find((row) => row.name === name)?.properties.policyDefinitionId ?? '')).json;
    expect(await definition('audit-managed-disks')).toMatchObject({ properties: { policyType: 'BuiltIn', policyRule: { then: { effect: 'audit' } } } });
    expect(await definition('allowed-sizes')).toMatchObject({ properties: { policyRule: { then: { effect: 'Deny' } } } });
    expect(await definition('owner-tag')).toMatchObject({ properties: { policyType: 'Custom', policyRule: { then: { effect: "[parameters('effect')]" } }, parameters: { effect: { defaultValue: 'Audit' } } } });
    expect(rows.find((row) => row.name === 'owner-tag')?.properties.parameters).toEqual({ effect: { value: 'Deny' } });
    expect(await definition('security-benchmark')).toMatchObject({ type: 'Microsoft.Authorization/policySetDefinitions' });
    expect(await codeOf(`/${authorization}/policyDefinitions/none`)).toMatchObject({ status: 404, code: 'PolicyDefinitionNotFound' });
    // What is assigned to one group does not hold in another.
    expect((await listRaw<Row>(bench, `${groups}/rg-net-weu/${authorization}/policyAssignments`)).map((row) => row.name)).not.toContain('allowed-sizes');
  });

  test('replication writes to seed disks in the target group, and they count', async () => {
    await protect(bench, 'web-01');
    const disks = await listRaw<{ name: string; sku: { name: string }; properties: { diskSizeGB: number } }>(bench, `${ids.target}/providers/Microsoft.Compute/disks`);
    expect(disks.map((disk) => [disk.name.replace(/-[0-9a-f]{8}$/, ''), disk.sku.name, disk.properties.diskSizeGB])).toEqual([['asrseeddisk-web-01', 'StandardSSD_LRS', 60], ['asrseeddisk-web-01', 'StandardSSD_LRS', 40]]);
    const details = (await readItem(bench, 'web-01')).properties?.providerSpecificDetails as InMageRcmReplicationDetails;
    expect(details.protectedDisks?.map((disk) => disk.seedManagedDiskId?.split('/').at(-1))).toEqual(disks.map((disk) => disk.name));
    expect((await bench.raw(`${ids.target}/providers/Microsoft.Compute/disks/${disks[0]?.name ?? ''}`)).status).toBe(200);
    const usages = await listRaw<{ name: { value: string }; currentValue: number }>(bench, `${root}/providers/Microsoft.Compute/locations/westeurope/usages`);
    expect(usages.find((usage) => usage.name.value === 'StandardSSDDiskCount')?.currentValue).toBe(2);
  });

  test('the agent and the group of a classic item have their own fields', async () => {
    plant('PROTECTED_IN_OTHER_VAULT');
    const name = `portal-${instanceOf(bench, 'web-02')}`;
    expect(await classicItem(bench, name)).toMatchObject({ agentVersion: '9.62.7219.1', isAgentUpdateRequired: 'NotRequired', isRebootAfterUpdateRequired: 'NotRequired', multiVmGroupName: '' });
    plant('AGENT_OLD');
    plant('AGENT_REBOOT_PENDING');
    plant('MULTI_VM_GROUP');
    plant('AGENT_SILENT');
    const spoilt = await classicItem(bench, name);
    expect(spoilt).toMatchObject({ agentVersion: '9.57.6920.1', isAgentUpdateRequired: 'Required', isRebootAfterUpdateRequired: 'Required', multiVmGroupName: 'tier-group', multiVmSyncStatus: 'Enabled' });
    expect(bench.sandbox.world.clock.now() - (spoilt.lastHeartbeat?.getTime() ?? 0)).toBeGreaterThanOrEqual(40 * 60_000);
    expect(spoilt.agentExpiryDate?.getTime()).toBeGreaterThan(bench.sandbox.world.clock.now());
  });

  test('machines of the site have a BIOS id each', async () => {
    const rows = await listRaw<{ properties: { biosGuid: string } }>(bench, `${groups}/${group}/providers/Microsoft.OffAzure/ServerSites/rsv-mig-weuphysicalsite/machines`);
    expect(rows.length).toBeGreaterThan(10);
    expect(new Set(rows.map((row) => row.properties.biosGuid)).size).toBe(rows.length);
  });

  test('an upgrade of the mobility service makes an old agent new', async () => {
    await protect(bench, 'web-02');
    plant('AGENT_OLD');
    await bench.client.replicationProtectedItems.beginUpdateMobilityService(...path('web-02'), { properties: {} }, quick);
    bench.minutes(4);
    const details = (await readItem(bench, 'web-02')).properties?.providerSpecificDetails as InMageRcmReplicationDetails;
    expect(details.mobilityAgentDetails).toMatchObject({ version: '9.62.7219.1', isUpgradeable: 'false' });
  });
});

describe('policies', () => {
  const put = (vault: string, input: Record<string, unknown>, name = 'made') =>
    bench.raw(`${vaultPath(vault)}/replicationPolicies/${name}`, { method: 'PUT', body: { properties: { providerSpecificInput: input } } });
  const rcm = { instanceType: 'InMageRcm' };
  const classic = { instanceType: 'InMageAzureV2', multiVmSyncStatus: 'Disable' };

  test.each([
    { vault: modern.vault, input: { ...rcm, recoveryPointHistoryInMinutes: 15 * 1440 }, status: 202, reason: 'fifteen days are the most' },
    { vault: modern.vault, input: { ...rcm, recoveryPointHistoryInMinutes: 15 * 1440 + 1 }, status: 400, reason: 'a minute more is too much' },
    { vault: modern.vault, input: { ...rcm, recoveryPointHistoryInMinutes: '1440' }, status: 400, reason: 'a text is no number' },
    { vault: modern.vault, input: { ...rcm, recoveryPointHistoryInMinutes: -1 }, status: 400, reason: 'less than nothing' },
    { vault: modern.vault, input: { ...rcm, appConsistentFrequencyInMinutes: 0 }, status: 202, reason: 'no app-consistent points' },
    { vault: modern.vault, input: { ...rcm, appConsistentFrequencyInMinutes: 60 }, status: 202, reason: 'every hour' },
    { vault: modern.vault, input: { ...rcm, appConsistentFrequencyInMinutes: 59 }, status: 400, code: '15040', reason: 'more often than hourly' },
    { vault: modern.vault, input: { ...rcm, appConsistentFrequencyInMinutes: 721 }, status: 400, code: '15040', reason: 'less often than every twelve hours' },
    { vault: modern.vault, input: { ...rcm, crashConsistentFrequencyInMinutes: 10 }, status: 400, reason: 'the appliance makes a point every five minutes' },
    { vault: modern.vault, input: { ...rcm, enableMultiVmSync: true }, status: 400, reason: 'booleans are texts here' },
    { vault: modern.vault, input: classic, status: 400, reason: 'the input of the other provider' },
    { vault: 'rsv-legacy-weu', input: { ...classic, recoveryPointHistory: 4320, recoveryPointThresholdInMinutes: 15, appConsistentFrequencyInMinutes: 60, crashConsistentFrequencyInMinutes: 5 }, status: 202, reason: 'the whole of a classic policy' },
    { vault: 'rsv-legacy-weu', input: { ...classic, recoveryPointHistory: 4321 }, status: 400, reason: 'classic keeps 72 hours' },
    { vault: 'rsv-legacy-weu', input: { ...classic, recoveryPointThresholdInMinutes: 0 }, status: 400, reason: 'a threshold of nothing' },
    { vault: 'rsv-legacy-weu', input: { ...classic, appConsistentFrequencyInMinutes: 30 }, status: 400, code: '15040', reason: 'more often than hourly' },
    { vault: 'rsv-legacy-weu', input: { instanceType: 'InMageAzureV2' }, status: 400, reason: 'the sync status is required' },
    { vault: 'rsv-legacy-weu', input: { ...classic, multiVmSyncStatus: 'Enabled' }, status: 400, reason: 'the word that is read back is not the word that is written' },
  ])('$status: $reason', async ({ vault, input, status, code }) => {
    const answer = await put(vault, input);
    expect(answer.status).toBe(status);
    if (status === 400) expect(answer.json).toMatchObject({ error: { details: [{ code: code ?? '506' }] } });
    bench.minutes(0.1);
    const names = (await collect(bench.client.replicationPolicies.list(vault, group))).map((policy) => policy.name);
    expect(names.includes('made')).toBe(status === 202);
  });

  test('a mapping needs a policy of the same vault that is there already', async () => {
    const mapping = (policyId: string, extra: Record<string, unknown> = {}) =>
      bench.raw(`${vaultPath(modern.vault)}/replicationFabrics/${modern.fabric}/replicationProtectionContainers/${modern.container}/replicationProtectionContainerMappings/m`, {
        method: 'PUT',
        body: { properties: { targetProtectionContainerId: 'Microsoft Azure', policyId, ...extra } },
      });
    const own = `${vaultPath(modern.vault)}/replicationPolicies/made`;
    await put(modern.vault, rcm);
    expect((await mapping(own)).status).toBe(400);
    bench.minutes(0.1);
    expect((await mapping(own.replace(modern.vault, 'rsv-legacy-weu'))).status).toBe(400);
    expect((await mapping('made')).status).toBe(400);
    expect((await mapping(own, { providerSpecificInput: { instanceType: 'providerSpecificInput' } })).status).toBe(400);
    expect((await mapping(own, { providerSpecificInput: rcm })).status).toBe(202);
    bench.minutes(0.1);
    const rows = await collect(bench.client.replicationProtectionContainerMappings.list(modern.vault, group));
    expect(rows.map((row) => row.properties?.policyFriendlyName)).toContain('made');
  });
});

describe('what is planted is also meant', () => {
  const enable = async (name = 'web-02') => bench.client.replicationProtectedItems.beginCreate(...path(name), await enableInput(bench, name), quick);

  test.each([
    { defect: 'RIGHTS_NO_COMPUTE_WRITE', status: 403, code: 'LinkedAuthorizationFailed' },
    { defect: 'RIGHTS_NO_SUBNET_JOIN', status: 403, code: 'LinkedAuthorizationFailed' },
    { defect: 'RIGHTS_NONE_ON_VAULT', status: 403, code: 'AuthorizationFailed' },
    { defect: 'NO_POLICY_MAPPED', status: 400, code: 'BadRequest' },
    { defect: 'NETWORK_IN_OTHER_REGION', status: 400, code: 'BadRequest' },
    { defect: 'RESOURCE_GROUP_ABSENT', status: 400, code: 'BadRequest' },
    { defect: 'CACHE_ABSENT', status: 400, code: 'BadRequest' },
    { defect: 'PROTECTED_BY_OTHER_ITEM', status: 409, code: 'Conflict' },
    { defect: 'PROTECTED_IN_OTHER_VAULT', status: 409, code: 'Conflict' },
    { defect: 'MACHINE_DELETED_FROM_SITE', status: 400, code: 'BadRequest' },
    { defect: 'NAME_TAKEN_BY_VM', status: 400, code: 'BadRequest' },
  ])('replication cannot be enabled with $defect', async ({ defect, status, code }) => {
    const cure = plant(defect);
    expect(await refusal(enable())).toMatchObject({ statusCode: status, code });
    cure();
    await enable();
    expect((await readItem(bench, 'web-02')).properties?.protectionState).toBe('UnprotectedStatesBegin');
  });

  test.each([
    { defect: 'LOCK_READ_ONLY', code: '28031' },
    { defect: 'POLICY_DENIES', code: '28031' },
    { defect: 'SIZE_RESTRICTED', code: '28031' },
    { defect: 'QUOTA_FAMILY_SHORT', code: '28031' },
    { defect: 'QUOTA_REGION_SHORT', code: '28031' },
    { defect: 'SUBNET_FULL', code: '28092' },
    { defect: 'SUBNET_DELEGATED', code: '28092' },
    { defect: 'NETWORK_ABSENT', code: '70038' },
  ])('a failover fails with $defect', async ({ defect, code }) => {
    await protect(bench, 'web-02');
    plant(defect);
    const poller = await bench.client.replicationProtectedItems.beginUnplannedFailover(...path('web-02'), failover, quick);
    bench.minutes(5);
    await expect(poller.pollUntilDone()).rejects.toThrow(code);
  });

  test.each(['FAILOVER_NOT_ALLOWED', 'JOB_RUNNING', 'INITIAL_COPY_RUNNING', 'SETTINGS_WITHOUT_NETWORK', 'SETTINGS_WITHOUT_SIZE'])('a failover is refused with %s', async (defect) => {
    await protect(bench, 'web-02');
    const cure = plant(defect);
    expect((await refusal(bench.client.replicationProtectedItems.beginUnplannedFailover(...path('web-02'), failover, quick))).statusCode).toBeGreaterThanOrEqual(400);
    cure();
    await bench.client.replicationProtectedItems.beginUnplannedFailover(...path('web-02'), failover, quick);
    bench.minutes(5);
    expect((await readItem(bench, 'web-02')).properties?.activeLocation).toBe('Recovery');
  });

  test('a locked machine stays as it is, and one that may not be touched as well', async () => {
    plant('NAME_TAKEN_BY_VM');
    const vm = `${ids.target}/providers/Microsoft.Compute/virtualMachines/web-02`;
    const unlock = plant('LOCK_READ_ONLY');
    expect(await codeOf(`${vm}/deallocate`, { method: 'POST' })).toMatchObject({ status: 409, code: 'ScopeLocked' });
    unlock();
    expect((await bench.raw(`${vm}/deallocate`, { method: 'POST' })).status).toBe(202);
    expect(await codeOf(vm, { method: 'DELETE' })).toMatchObject({ status: 403, code: 'AuthorizationFailed' });
  });

  test('a test machine that was left behind goes with its cleanup', async () => {
    await protect(bench, 'web-02');
    const cure = plant('TEST_FAILOVER_NOT_CLEANED');
    await bench.client.replicationProtectedItems.beginTestFailoverCleanup(...path('web-02'), { properties: { comments: 'done' } }, quick);
    bench.minutes(4);
    expect((await readItem(bench, 'web-02')).properties?.testFailoverState).toBe('None');
    expect(await listRaw(bench, `${ids.target}/providers/Microsoft.Compute/virtualMachines`)).toEqual([]);
    cure();
    expect((await readItem(bench, 'web-02')).properties?.testFailoverState).toBe('None');
  });

  test('replication goes on under a trouble, so that its cure shows the present', async () => {
    await protect(bench, 'web-02');
    const cure = plant('RPO_71_MIN');
    bench.minutes(30);
    cure();
    const details = (await readItem(bench, 'web-02')).properties?.providerSpecificDetails as InMageRcmReplicationDetails;
    expect(details.lastRpoInSeconds).toBeLessThanOrEqual(300);
  });
});
