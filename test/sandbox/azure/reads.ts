// Short looks at the sandbox, each at what one prerequisite is about and without figures that move with time.
import type { InMageAzureV2ReplicationDetails, InMageRcmFabricSpecificDetails, InMageRcmReplicationDetails, VMwareDetails } from '@azure/arm-recoveryservices-siterecovery';
import { collect, group, ids, listRaw, modern, readItem, subscription, type Bench } from './support.ts';

export const root = `/subscriptions/${subscription}`;
export const groups = `${root}/resourceGroups`;
export const vaultPath = (name: string): string => `${groups}/${group}/providers/Microsoft.RecoveryServices/vaults/${name}`;
const legacy = 'rsv-legacy-weu';

type Json = Record<string, unknown>;

const minutesSince = (bench: Bench, at: Date | string | undefined): number => Math.floor((bench.sandbox.world.clock.now() - new Date(at ?? 0).getTime()) / 60_000);

async function json(bench: Bench, path: string): Promise<Json> {
  const { status, json: body } = await bench.raw(path);
  return status === 200 ? (body as Json) : { status };
}

async function namesIn(bench: Bench, type: string): Promise<readonly string[]> {
  return (await listRaw(bench, `${ids.target}/providers/${type}`)).map((row) => row.name);
}

/** The process server of the appliance. */
async function processServer(bench: Bench): Promise<unknown> {
  const fabric = await bench.client.replicationFabrics.get(modern.vault, group, modern.fabric);
  const details = fabric.properties?.customDetails as InMageRcmFabricSpecificDetails;
  return (details.processServers ?? []).map((server) => ({
    health: server.health,
    heartbeat: minutesSince(bench, server.lastHeartbeatUtc),
    free: server.freeSpacePercentage,
    cpu: server.processorUsagePercentage,
    memory: server.memoryUsagePercentage,
    pending: server.throughputUploadPendingDataInBytes,
    throughput: server.throughputInBytes,
    items: server.protectedItemCount,
    grades: [server.diskUsageStatus, server.processorUsageStatus, server.memoryUsageStatus, server.throughputStatus],
  }));
}

/** The provider part of the appliance: it carries what ails the whole. */
async function appliance(bench: Bench): Promise<unknown> {
  const [entry] = await collect(bench.client.replicationAppliances.list(modern.vault, group));
  const details = entry?.properties?.providerSpecificDetails as { appliances?: readonly { dra?: { health?: string; healthErrors?: readonly { errorCode?: string }[]; lastHeartbeatUtc?: Date } }[] } | undefined;
  const dra = details?.appliances?.[0]?.dra;
  if (dra === undefined) return null;
  return { health: dra.health, heartbeat: minutesSince(bench, dra.lastHeartbeatUtc), errors: (dra.healthErrors ?? []).map((error) => error.errorCode) };
}

async function configurationServer(bench: Bench): Promise<unknown> {
  const [fabric] = await collect(bench.client.replicationFabrics.list(legacy, group));
  if (fabric?.name === undefined) return null;
  const whole = await bench.client.replicationFabrics.get(legacy, group, fabric.name);
  const details = whole.properties?.customDetails as VMwareDetails;
  const server = details.processServers?.[0];
  return {
    health: whole.properties?.health,
    heartbeat: minutesSince(bench, details.lastHeartbeat),
    service: details.csServiceStatus,
    version: details.versionStatus,
    certificate: details.sslCertExpiryRemainingDays,
    accounts: (details.runAsAccounts ?? []).length,
    server: [server?.psServiceStatus, server?.health, server?.spaceUsageStatus, server?.cpuLoad, server?.cpuLoadStatus, server?.memoryUsageStatus, server?.machineCount, server?.throughputStatus],
  };
}

async function policies(bench: Bench): Promise<unknown> {
  const rows = await collect(bench.client.replicationProtectionContainerMappings.list(modern.vault, group));
  return { mapped: rows.map((row) => row.properties?.policyFriendlyName) };
}

async function discovered(bench: Bench): Promise<unknown> {
  const site = `${groups}/${group}/providers/Microsoft.OffAzure/ServerSites/rsv-mig-weuphysicalsite`;
  const rows = await listRaw<{ properties: { displayName: string; isDeleted: boolean; biosGuid: string } }>(bench, `${site}/machines`);
  return rows.map(({ properties }) => ({ name: properties.displayName, deleted: properties.isDeleted, bios: properties.biosGuid }));
}

async function accounts(bench: Bench): Promise<unknown> {
  return (await listRaw(bench, `${groups}/${group}/providers/Microsoft.OffAzure/ServerSites/rsv-mig-weuphysicalsite/runAsAccounts`)).map((row) => row.properties.displayName);
}

async function itemNames(bench: Bench): Promise<unknown> {
  const all = await Promise.all([modern.vault, legacy].map((vault) => collect(bench.client.replicationProtectedItems.list(vault, group))));
  return all.map((items) => items.map((item) => [item.name, item.properties?.friendlyName, item.properties?.protectionState, item.properties?.replicationHealth]));
}

const minutesOrNull = (bench: Bench, at: Date | null | undefined): number | null => (at === null || at === undefined ? null : minutesSince(bench, at));

function agentOf(bench: Bench, agent: InMageRcmReplicationDetails['mobilityAgentDetails']): unknown {
  return {
    version: agent?.version,
    latest: agent?.latestVersion,
    upgradeable: agent?.isUpgradeable,
    blocked: agent?.reasonsBlockingUpgrade,
    expired: minutesSince(bench, agent?.agentVersionExpiryDate) > 0,
    silent: minutesSince(bench, agent?.lastHeartbeatUtc),
  };
}

async function item(bench: Bench): Promise<unknown> {
  const { properties = {} } = await readItem(bench, 'web-02');
  const details = properties.providerSpecificDetails as InMageRcmReplicationDetails;
  return {
    state: properties.protectionState,
    operations: properties.allowedOperations,
    replicationHealth: properties.replicationHealth,
    errors: (properties.healthErrors ?? []).map((error) => error.errorCode),
    test: properties.testFailoverState,
    tested: minutesOrNull(bench, properties.lastSuccessfulTestFailoverTime),
    scenario: properties.currentScenario?.scenarioName,
    agent: agentOf(bench, details.mobilityAgentDetails),
    rpo: { seconds: details.lastRpoInSeconds, calculated: minutesSince(bench, details.lastRpoCalculatedTime), point: minutesOrNull(bench, details.lastRecoveryPointReceived) },
    backlog: (details.protectedDisks ?? []).reduce((sum, disk) => sum + (disk.dataPendingAtSourceAgentInMB ?? 0), 0),
    resync: details.resyncRequired,
    target: { size: details.targetVmSize, network: details.targetNetworkId?.split('/').at(-1), test: details.testNetworkId?.split('/').at(-1), zone: details.targetAvailabilityZone },
    nics: (details.vmNics ?? []).map((nic) => [nic.isSelectedForFailover, nic.targetSubnetName]),
    group: details.multiVmGroupName,
  };
}

async function points(bench: Bench): Promise<unknown> {
  const rows = await collect(bench.client.recoveryPoints.listByReplicationProtectedItems(modern.vault, group, modern.fabric, modern.container, 'web-02'));
  return { count: rows.length, newest: rows[0]?.properties?.recoveryPointTime === undefined ? null : minutesSince(bench, rows[0].properties.recoveryPointTime) };
}

async function offered(bench: Bench): Promise<unknown> {
  const rows = await collect(bench.client.targetComputeSizes.listByReplicationProtectedItems(modern.vault, group, modern.fabric, modern.container, 'web-02'));
  return rows.filter((row) => (row.properties?.errors ?? []).length > 0).map((row) => row.name);
}

type Sku = { readonly name: string; readonly capabilities: readonly { name: string; value: string }[]; readonly restrictions: readonly { type: string; restrictionInfo: { zones?: readonly string[] } }[] };

async function sizes(bench: Bench): Promise<unknown> {
  const rows = await listRaw<Sku>(bench, `${root}/providers/Microsoft.Compute/skus?$filter=${encodeURIComponent("location eq 'westeurope'")}`);
  const told = (sku: Sku, name: string): string => sku.capabilities.find((capability) => capability.name === name)?.value ?? '';
  return rows.map((sku) => ({
    name: sku.name,
    generations: told(sku, 'HyperVGenerations'),
    controllers: told(sku, 'DiskControllerTypes'),
    accelerated: told(sku, 'AcceleratedNetworkingEnabled'),
    restrictions: sku.restrictions.map((one) => [one.type, one.restrictionInfo.zones ?? []]),
  }));
}

async function quotas(bench: Bench): Promise<unknown> {
  const rows = await listRaw<{ name: { value: string }; currentValue: number; limit: number }>(bench, `${root}/providers/Microsoft.Compute/locations/westeurope/usages`);
  return rows.map((row) => [row.name.value, row.limit - row.currentValue]);
}

type Network = { readonly name: string; readonly location: string; readonly properties: { readonly virtualNetworkPeerings: readonly { properties: { peeringState: string; remoteVirtualNetwork: { id: string } } }[]; readonly subnets: readonly { name: string; properties: { ipConfigurations: unknown[]; delegations: unknown[]; networkSecurityGroup?: { id: string } } }[] } };

async function networks(bench: Bench): Promise<unknown> {
  const rows = await listRaw<Network>(bench, `${root}/providers/Microsoft.Network/virtualNetworks`);
  return rows.map(({ name, location, properties }) => ({
    name,
    location,
    peerings: properties.virtualNetworkPeerings.map((one) => [one.properties.peeringState, one.properties.remoteVirtualNetwork.id.split('/').at(-1)]),
    subnets: properties.subnets.map((subnet) => [subnet.name, subnet.properties.ipConfigurations.length, subnet.properties.delegations.length, subnet.properties.networkSecurityGroup?.id.split('/').at(-1) ?? null]),
  }));
}

/** Every look, by what it is at. */
export const looks = {
  vault: async (bench: Bench): Promise<unknown> => ({ location: (await json(bench, vaultPath(modern.vault)))['location'] }),
  processServer,
  appliance,
  configurationServer,
  policies,
  discovered,
  accounts,
  itemNames,
  protectedItemCount: async (bench: Bench): Promise<unknown> => (await collect(bench.client.replicationProtectedItems.list(modern.vault, group))).length,
  item,
  points,
  offered,
  sizes,
  quotas,
  networks,
  targetGroup: async (bench: Bench): Promise<unknown> => ({ location: (await json(bench, ids.target))['location'] ?? null }),
  cache: async (bench: Bench): Promise<unknown> => {
    const account = await json(bench, ids.cache);
    const blobs = await json(bench, `${ids.cache}/blobServices/default`);
    const { isHnsEnabled, networkAcls } = (account['properties'] ?? {}) as { isHnsEnabled?: boolean; networkAcls?: { defaultAction: string } };
    const { deleteRetentionPolicy } = (blobs['properties'] ?? {}) as { deleteRetentionPolicy?: { enabled: boolean } };
    return { status: account['status'], location: account['location'], kind: account['kind'], hns: isHnsEnabled, open: networkAcls?.defaultAction, softDelete: deleteRetentionPolicy?.enabled };
  },
  names: async (bench: Bench): Promise<unknown> => ({
    machines: await namesIn(bench, 'Microsoft.Compute/virtualMachines'),
    disks: (await namesIn(bench, 'Microsoft.Compute/disks')).filter((name) => !name.startsWith('asrseeddisk-')),
    cards: await namesIn(bench, 'Microsoft.Network/networkInterfaces'),
  }),
  locks: async (bench: Bench): Promise<unknown> =>
    (await listRaw<{ id: string; name: string; properties: { level: string } }>(bench, `${ids.target}/providers/Microsoft.Authorization/locks`)).map((lock) => [lock.name, lock.properties.level, lock.id.includes('/resourceGroups/')]),
  policyAssignments: async (bench: Bench): Promise<unknown> =>
    (await listRaw<{ name: string; properties: { policyDefinitionId: string; enforcementMode: string } }>(bench, `${ids.target}/providers/Microsoft.Authorization/policyAssignments`)).map((row) => [row.name, row.properties.enforcementMode]),
  rights: async (bench: Bench): Promise<unknown> => ({
    target: await listRaw(bench, `${ids.target}/providers/Microsoft.Authorization/permissions`),
    vault: await listRaw(bench, `${vaultPath(modern.vault)}/providers/Microsoft.Authorization/permissions`),
  }),
} satisfies Record<string, (bench: Bench) => Promise<unknown>>;

export type Look = keyof typeof looks;

/** The classic details of an item. */
export async function classicItem(bench: Bench, name: string): Promise<InMageAzureV2ReplicationDetails> {
  const [found] = (await collect(bench.client.replicationProtectedItems.list(legacy, group))).filter((candidate) => candidate.name === name);
  return found?.properties?.providerSpecificDetails as InMageAzureV2ReplicationDetails;
}
