import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { collect, group, ids, listRaw, modern, protect, startBench, subscription, type Bench } from './support.ts';

const quick = { updateIntervalInMs: 1 };
const root = `/subscriptions/${subscription}`;

type Usage = { readonly name: { readonly value: string }; readonly currentValue: number; readonly limit: number };
type Sku = { readonly name: string; readonly family: string; readonly capabilities: readonly { name: string; value: string }[]; readonly restrictions: readonly unknown[] };

describe('what a target check reads', () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench();
  });
  afterAll(() => bench.sandbox.close());

  test('resource groups, the cache account and the vaults', async () => {
    const groups = await listRaw(bench, `${root}/resourceGroups`);
    expect(groups.map((entry) => entry.name)).toEqual(expect.arrayContaining(['rg-asr-weu', 'rg-migrated-weu', 'rg-legacy-weu']));
    expect((await bench.raw(`${root}/resourcegroups/RG-MIGRATED-WEU`)).status).toBe(200);
    expect((await bench.raw(`${root}/resourceGroups/rg-none`)).status).toBe(404);
    expect((await bench.raw(ids.cache)).json).toMatchObject({ kind: 'StorageV2', location: 'westeurope' });
    expect((await listRaw(bench, `${root}/providers/Microsoft.RecoveryServices/vaults`)).map((vault) => vault.name)).toEqual(['rsv-mig-weu', 'rsv-legacy-weu']);
    expect((await bench.raw(`${root}/resourceGroups/${group}/providers/Microsoft.RecoveryServices/vaults/rsv-mig-weu`)).json).toMatchObject({ location: 'westeurope' });
  });

  test('networks with their subnets; web and db have twenty addresses left', async () => {
    const network = (await bench.raw(ids.production)).json as { properties: { subnets: { name: string; properties: { addressPrefix: string; ipConfigurations: unknown[] } }[] } };
    const db = network.properties.subnets.find((subnet) => subnet.name === 'db');
    expect(db?.properties.addressPrefix).toBe('10.20.3.0/27');
    const usages = await listRaw<Usage & { id: string }>(bench, `${ids.production}/usages`);
    const usage = usages.find((entry) => entry.id.endsWith('/db'));
    expect((usage?.limit ?? 0) - (usage?.currentValue ?? 0)).toBe(20);
    const web = usages.find((entry) => entry.id.endsWith('/web'));
    expect((web?.limit ?? 0) - (web?.currentValue ?? 0)).toBe(20);
    expect(db?.properties.ipConfigurations).toHaveLength(usage?.currentValue ?? -1);
    expect((await bench.raw(ids.test)).json).toMatchObject({ properties: { virtualNetworkPeerings: [] } });
    expect((await bench.raw(`${ids.test}x`)).status).toBe(404);
  });

  test('sizes with capabilities written as strings', async () => {
    const skus = await listRaw<Sku>(bench, `${root}/providers/Microsoft.Compute/skus?$filter=${encodeURIComponent("location eq 'westeurope'")}`);
    expect(skus.length).toBeGreaterThanOrEqual(25);
    const size = skus.find((sku) => sku.name === 'Standard_D4s_v5');
    expect(size?.family).toBe('standardDSv5Family');
    expect(size?.capabilities).toEqual(expect.arrayContaining([{ name: 'vCPUs', value: '4' }, { name: 'MemoryGB', value: '16' }]));
    expect(skus.filter((sku) => sku.restrictions.length > 0)).toHaveLength(1);
    expect(await listRaw(bench, `${root}/providers/Microsoft.Compute/skus?$filter=${encodeURIComponent("location eq 'eastus'")}`)).toEqual([]);
  });

  test('quota: every family of the sizes, and the region', async () => {
    const usages = await listRaw<Usage>(bench, `${root}/providers/Microsoft.Compute/locations/westeurope/usages`);
    const limits = new Map(usages.map((usage) => [usage.name.value, usage.limit]));
    const skus = await listRaw<Sku>(bench, `${root}/providers/Microsoft.Compute/skus`);
    expect(skus.filter((sku) => (limits.get(sku.family) ?? 0) < 60)).toEqual([]);
    expect(limits.get('standardDSv5Family')).toBe(60);
    expect(usages.find((usage) => usage.name.value === 'cores')).toMatchObject({ currentValue: 0, limit: 350 });
  });

  test('a failed-over machine counts against the quota and can be deallocated and started', async () => {
    await protect(bench, 'web-02');
    const input = { properties: {
      failoverDirection: 'PrimaryToRecovery',
      sourceSiteOperations: 'NotRequired',
      providerSpecificDetails: { instanceType: 'InMageRcm' as const, performShutdown: 'false' },
    } };
    await bench.client.replicationProtectedItems.beginUnplannedFailover(modern.vault, group, modern.fabric, modern.container, 'web-02', input, quick);
    bench.minutes(4);
    const usages = await listRaw<Usage>(bench, `${root}/providers/Microsoft.Compute/locations/westeurope/usages`);
    expect(usages.find((usage) => usage.name.value === 'standardDSv5Family')?.currentValue).toBe(2);
    const vm = `${ids.target}/providers/Microsoft.Compute/virtualMachines/web-02`;
    const power = async (): Promise<string> => JSON.stringify((await bench.raw(`${vm}/instanceView`)).json);
    expect(await power()).toContain('PowerState/running');
    const answer = await bench.raw(`${vm}/deallocate`, { method: 'POST' });
    expect(answer.status).toBe(202);
    expect(await power()).toContain('PowerState/deallocating');
    bench.minutes(1);
    expect(await power()).toContain('PowerState/deallocated');
    const operation = (answer.headers.get('azure-asyncoperation') ?? '').replace(bench.sandbox.azureUrl, '');
    expect((await bench.raw(operation)).json).toMatchObject({ status: 'Succeeded' });
    await bench.raw(`${vm}/start`, { method: 'POST' });
    bench.minutes(1);
    expect(await power()).toContain('PowerState/running');
    expect((await bench.raw(vm, { method: 'DELETE' })).status).toBe(403);
    expect((await listRaw(bench, `${ids.target}/providers/Microsoft.Compute/virtualMachines`)).map((row) => row.name)).toEqual(['web-02']);
  });

  test('health, settings, events, alerts and supported systems of a vault', async () => {
    const health = await bench.client.replicationVaultHealth.get(modern.vault, group);
    expect(health.properties?.protectedItemsHealth?.resourceCount).toBe(1);
    const refresh = await bench.client.replicationVaultHealth.beginRefresh(modern.vault, group, quick);
    bench.minutes(0.1);
    expect((await refresh.pollUntilDone()).properties?.fabricsHealth?.resourceCount).toBe(1);
    expect((await bench.client.replicationVaultSetting.get(modern.vault, group, 'default')).properties?.vmwareToAzureProviderType).toBe('InMageRcm');
    const alert = await bench.client.replicationAlertSettings.create(modern.vault, group, 'defaultAlertSetting', { properties: {
      sendToOwners: 'Send',
      customEmailAddresses: ['ops@example.org'],
      locale: 'en-US',
    } });
    expect(alert.properties?.sendToOwners).toBe('Send');
    const systems = await bench.client.supportedOperatingSystemsOperations.get(modern.vault, group);
    expect(systems.properties?.supportedOsList?.[0]?.supportedOs?.length).toBeGreaterThan(5);
    const [appliance] = await collect(bench.client.replicationAppliances.list(modern.vault, group, { filter: "providerType eq 'InMageRcm'" }));
    expect(JSON.stringify(appliance)).toContain('asr-appliance-01');
    const [provider] = await collect(bench.client.replicationRecoveryServicesProviders.listByReplicationFabrics(modern.vault, group, modern.fabric));
    expect(provider?.properties).toMatchObject({ connectionStatus: 'Connected', providerVersionState: 'Latest' });
    const sizes = await collect(bench.client.targetComputeSizes.listByReplicationProtectedItems(modern.vault, group, modern.fabric, modern.container, 'web-02'));
    expect(sizes.length).toBeGreaterThan(20);
  });
});
