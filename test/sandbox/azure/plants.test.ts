import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { azurePlants } from '../../../src/sandbox/azure/plants.ts';
import type { Cure } from '../../../src/sandbox/world/plants/types.ts';
import { looks, type Look } from './reads.ts';
import { instanceOf, protect, startBench, type Bench } from './support.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await startBench({ pageSize: 500 });
  await protect(bench, 'web-02');
  // Ten seconds into a minute: no heartbeat changes while the tests look.
  const intoMinute = (bench.sandbox.world.clock.now() / 1000) % 60;
  bench.minutes((70 - intoMinute) / 60 + 10);
});
afterAll(() => bench.sandbox.close());

function plant(name: string, machine: string | null = 'web-02'): Cure {
  const found = azurePlants.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no defect ${name}`);
  const { world, azure } = bench.sandbox;
  return found.plant({ world, azure, instanceId: machine === null ? null : instanceOf(bench, machine) });
}

const some = expect.arrayContaining;
const size = (change: Record<string, unknown>) => some([expect.objectContaining({ name: 'Standard_D2s_v5', ...change })]);
const network = (change: Record<string, unknown>) => some([expect.objectContaining(change)]);
const web = (...facts: readonly unknown[]) => some([['web', ...facts]]);

type Row = { readonly defect: string; readonly look: Look; readonly shows: unknown };

// What is seen of each defect over the wire.
const rows: readonly Row[] = [
  { defect: 'BIOS_ID_CLONE_PROTECTED', look: 'discovered', shows: some([expect.objectContaining({ name: 'web-02-clone' })]) },
  { defect: 'BIOS_ID_CLONE_PROTECTED', look: 'itemNames', shows: [some([['web-02-clone', 'web-02-clone', 'Protected', 'Normal']]), []] },
  { defect: 'PROTECTED_BY_OTHER_ITEM', look: 'itemNames', shows: [some([[expect.stringMatching(/^portal-/), 'web-02', 'Protected', 'Normal']]), []] },
  { defect: 'PROTECTED_IN_OTHER_VAULT', look: 'itemNames', shows: [expect.anything(), [[expect.stringMatching(/^portal-/), 'web-02', 'Protected', 'Normal']]] },
  { defect: 'VAULT_IN_OTHER_REGION', look: 'vault', shows: { location: 'northeurope' } },
  { defect: 'APPLIANCE_ABSENT', look: 'appliance', shows: null },
  { defect: 'APPLIANCE_ABSENT', look: 'processServer', shows: [] },
  { defect: 'APPLIANCE_ABSENT', look: 'configurationServer', shows: null },
  { defect: 'APPLIANCE_CRITICAL', look: 'appliance', shows: expect.objectContaining({ health: 'Critical', errors: ['806'] }) },
  { defect: 'APPLIANCE_CRITICAL', look: 'configurationServer', shows: expect.objectContaining({ health: 'Critical', service: 'Stopped' }) },
  { defect: 'APPLIANCE_WARNING', look: 'appliance', shows: expect.objectContaining({ health: 'Warning', errors: ['SimApplianceOutdated'] }) },
  { defect: 'APPLIANCE_SILENT_20_MIN', look: 'appliance', shows: { health: 'Critical', heartbeat: 20, errors: ['806'] } },
  { defect: 'APPLIANCE_SILENT_20_MIN', look: 'processServer', shows: [expect.objectContaining({ heartbeat: 20, health: 'Critical' })] },
  { defect: 'APPLIANCE_SILENT_20_MIN', look: 'configurationServer', shows: expect.objectContaining({ heartbeat: 20 }) },
  { defect: 'APPLIANCE_REGISTERED_6_MIN_AGO', look: 'appliance', shows: { health: 'None', heartbeat: 6, errors: [] } },
  { defect: 'APPLIANCE_REGISTERED_6_MIN_AGO', look: 'configurationServer', shows: expect.objectContaining({ heartbeat: 6, service: 'Running' }) },
  { defect: 'SERVER_CERTIFICATE_ENDS', look: 'configurationServer', shows: expect.objectContaining({ certificate: 5 }) },
  { defect: 'SERVER_VERSION_UNSUPPORTED', look: 'configurationServer', shows: expect.objectContaining({ version: 'NotSupported' }) },
  { defect: 'APPLIANCE_URL_BLOCKED', look: 'appliance', shows: expect.objectContaining({ health: 'Critical', errors: ['SimApplianceUrlUnreachable'] }) },
  { defect: 'PROCESS_SERVER_LOW_SPACE', look: 'processServer', shows: [expect.objectContaining({ free: 22, health: 'Critical', grades: ['Critical', 'Healthy', 'Healthy', 'Healthy'] })] },
  { defect: 'PROCESS_SERVER_LOW_SPACE', look: 'configurationServer', shows: expect.objectContaining({ server: some(['Red']) }) },
  { defect: 'PROCESS_SERVER_LITTLE_SPACE', look: 'processServer', shows: [expect.objectContaining({ free: 28, health: 'Warning' })] },
  { defect: 'PROCESS_SERVER_BUSY_CPU', look: 'processServer', shows: [expect.objectContaining({ cpu: 97, grades: ['Healthy', 'Critical', 'Healthy', 'Healthy'] })] },
  { defect: 'PROCESS_SERVER_BUSY_CPU', look: 'configurationServer', shows: expect.objectContaining({ server: some(['97%', 'Red']) }) },
  { defect: 'PROCESS_SERVER_BUSY_MEMORY', look: 'processServer', shows: [expect.objectContaining({ memory: 97 })] },
  { defect: 'PROCESS_SERVER_BACKLOG_60_MIN', look: 'processServer', shows: [expect.objectContaining({ pending: 36_000 * 2 ** 20, throughput: 10 * 2 ** 20, grades: ['Healthy', 'Healthy', 'Healthy', 'Critical'] })] },
  { defect: 'PROCESS_SERVER_195_ITEMS', look: 'processServer', shows: [expect.objectContaining({ items: 195 })] },
  { defect: 'PROCESS_SERVER_195_ITEMS', look: 'configurationServer', shows: expect.objectContaining({ server: some(['195']) }) },
  { defect: 'NO_POLICY_MAPPED', look: 'policies', shows: { mapped: [] } },
  { defect: 'NO_RUN_AS_ACCOUNT', look: 'accounts', shows: [] },
  { defect: 'NO_RUN_AS_ACCOUNT', look: 'configurationServer', shows: expect.objectContaining({ accounts: 0 }) },
  { defect: 'MACHINE_NOT_DISCOVERED', look: 'discovered', shows: expect.not.arrayContaining([expect.objectContaining({ name: 'web-02' })]) },
  { defect: 'MACHINE_DELETED_FROM_SITE', look: 'discovered', shows: some([expect.objectContaining({ name: 'web-02', deleted: true })]) },
  { defect: 'TOO_MANY_PROTECTED_DISKS', look: 'protectedItemCount', shows: 3001 },
  { defect: 'RESOURCE_GROUP_ABSENT', look: 'targetGroup', shows: { location: null } },
  { defect: 'RESOURCE_GROUP_IN_OTHER_REGION', look: 'targetGroup', shows: { location: 'northeurope' } },
  { defect: 'NETWORK_ABSENT', look: 'networks', shows: [expect.objectContaining({ name: 'vnet-test-weu' })] },
  { defect: 'NETWORK_IN_OTHER_REGION', look: 'networks', shows: network({ name: 'vnet-prod-weu', location: 'northeurope' }) },
  { defect: 'SUBNET_FULL', look: 'networks', shows: network({ name: 'vnet-prod-weu', subnets: web(27, 0, 'nsg-web-weu') }) },
  { defect: 'SUBNET_1_FREE', look: 'networks', shows: network({ name: 'vnet-prod-weu', subnets: web(26, 0, 'nsg-web-weu') }) },
  { defect: 'SUBNET_DELEGATED', look: 'networks', shows: network({ name: 'vnet-prod-weu', subnets: web(7, 1, 'nsg-web-weu') }) },
  { defect: 'SUBNET_WITHOUT_NSG', look: 'networks', shows: network({ name: 'vnet-prod-weu', subnets: web(7, 0, null) }) },
  { defect: 'TEST_NETWORK_ABSENT', look: 'networks', shows: [expect.objectContaining({ name: 'vnet-prod-weu' })] },
  { defect: 'TEST_NETWORK_PEERED', look: 'networks', shows: network({ name: 'vnet-test-weu', peerings: [['Connected', 'vnet-prod-weu']] }) },
  { defect: 'TEST_NETWORK_LACKS_SUBNET', look: 'networks', shows: network({ name: 'vnet-test-weu', subnets: [['app', 0, 0, null], ['db', 0, 0, null]] }) },
  { defect: 'SIZE_RESTRICTED', look: 'sizes', shows: size({ restrictions: [['Location', []], ['Zone', ['1', '2', '3']]] }) },
  { defect: 'SIZE_RESTRICTED_IN_ZONES', look: 'sizes', shows: size({ restrictions: [['Zone', ['1', '2']]] }) },
  { defect: 'SIZES_ALL_RESTRICTED', look: 'sizes', shows: expect.not.arrayContaining([expect.objectContaining({ restrictions: [] })]) },
  { defect: 'SIZES_GENERATION_2_ONLY', look: 'sizes', shows: size({ generations: 'V2' }) },
  { defect: 'SIZES_GENERATION_2_ONLY', look: 'offered', shows: some(['Standard_D2s_v5', 'Standard_B2s_v2']) },
  { defect: 'SIZES_NVME_ONLY', look: 'sizes', shows: size({ controllers: 'NVMe' }) },
  { defect: 'SIZES_NVME_ONLY', look: 'offered', shows: some(['Standard_D2s_v5']) },
  { defect: 'ACCELERATED_NETWORKING_OFF', look: 'sizes', shows: size({ accelerated: 'False' }) },
  { defect: 'QUOTA_FAMILY_SHORT', look: 'quotas', shows: some([['standardDSv5Family', 1], ['standardDASv5Family', 100]]) },
  { defect: 'QUOTA_SHORT_FOR_TEST', look: 'quotas', shows: some([['standardDSv5Family', 3]]) },
  { defect: 'QUOTA_ALL_FAMILIES_SHORT', look: 'quotas', shows: some([['standardDSv5Family', 1], ['standardDASv5Family', 1], ['standardBsv2Family', 1]]) },
  { defect: 'QUOTA_REGION_SHORT', look: 'quotas', shows: some([['cores', 1]]) },
  { defect: 'CACHE_ABSENT', look: 'cache', shows: expect.objectContaining({ status: 404 }) },
  { defect: 'CACHE_IN_OTHER_REGION', look: 'cache', shows: expect.objectContaining({ location: 'northeurope' }) },
  { defect: 'CACHE_SOFT_DELETE', look: 'cache', shows: expect.objectContaining({ softDelete: true }) },
  { defect: 'CACHE_HIERARCHICAL', look: 'cache', shows: expect.objectContaining({ hns: true }) },
  { defect: 'CACHE_FIREWALLED', look: 'cache', shows: expect.objectContaining({ open: 'Deny' }) },
  { defect: 'CACHE_WRONG_KIND', look: 'cache', shows: expect.objectContaining({ kind: 'BlobStorage' }) },
  { defect: 'NAME_TAKEN_BY_VM', look: 'names', shows: { machines: ['web-02'], disks: [], cards: ['web-02-nic'] } },
  { defect: 'NAME_TAKEN_FOR_TEST', look: 'names', shows: expect.objectContaining({ machines: ['web-02-test'] }) },
  { defect: 'NAME_TAKEN_BY_NIC', look: 'names', shows: { machines: [], disks: [], cards: ['web-02'] } },
  { defect: 'NAME_TAKEN_BY_DISK', look: 'names', shows: { machines: [], disks: ['web-02'], cards: [] } },
  { defect: 'LOCK_READ_ONLY', look: 'locks', shows: [['freeze', 'ReadOnly', true]] },
  { defect: 'LOCK_CAN_NOT_DELETE', look: 'locks', shows: [['keep', 'CanNotDelete', true]] },
  { defect: 'LOCK_INHERITED', look: 'locks', shows: [['keep-all', 'CanNotDelete', false]] },
  { defect: 'POLICY_DENIES', look: 'policyAssignments', shows: some([['allowed-sizes', 'Default']]) },
  { defect: 'POLICY_DENIES_BY_PARAMETER', look: 'policyAssignments', shows: some([['owner-tag', 'Default']]) },
  { defect: 'POLICY_INITIATIVE', look: 'policyAssignments', shows: some([['security-benchmark', 'Default']]) },
  { defect: 'RIGHTS_NO_COMPUTE_WRITE', look: 'rights', shows: expect.objectContaining({ target: some([expect.objectContaining({ notActions: some(['Microsoft.Compute/virtualMachines/write']) })]) }) },
  { defect: 'RIGHTS_NO_SUBNET_JOIN', look: 'rights', shows: expect.objectContaining({ target: some([expect.objectContaining({ notActions: ['Microsoft.Network/virtualNetworks/subnets/join/action'] })]) }) },
  { defect: 'RIGHTS_NONE_ON_VAULT', look: 'rights', shows: expect.objectContaining({ vault: expect.not.arrayContaining([expect.objectContaining({ actions: some(['Microsoft.RecoveryServices/Vaults/replicationFabrics/*']) })]) }) },
  { defect: 'RIGHTS_OWNER', look: 'rights', shows: expect.objectContaining({ target: some([expect.objectContaining({ actions: ['*'] })]) }) },
  { defect: 'AGENT_EXPIRED', look: 'item', shows: expect.objectContaining({ agent: expect.objectContaining({ expired: true, version: '9.57.6920.1' }) }) },
  { defect: 'AGENT_OLD', look: 'item', shows: expect.objectContaining({ agent: expect.objectContaining({ expired: false, latest: '9.62.7219.1', upgradeable: 'true', blocked: [] }) }) },
  { defect: 'AGENT_UPGRADE_BLOCKED', look: 'item', shows: expect.objectContaining({ agent: expect.objectContaining({ upgradeable: 'false', blocked: ['RebootRequired'] }) }) },
  { defect: 'AGENT_REBOOT_PENDING', look: 'item', shows: expect.objectContaining({ replicationHealth: 'Warning', errors: some(['95265']) }) },
  { defect: 'AGENT_SILENT', look: 'item', shows: expect.objectContaining({ replicationHealth: 'Critical', errors: some(['78174']), agent: expect.objectContaining({ silent: 40 }) }) },
  { defect: 'TEST_NETWORK_IS_PRODUCTION', look: 'item', shows: expect.objectContaining({ target: expect.objectContaining({ network: 'vnet-prod-weu', test: 'vnet-prod-weu' }) }) },
  { defect: 'ZONE_CHOSEN', look: 'item', shows: expect.objectContaining({ target: expect.objectContaining({ zone: '1' }) }) },
  { defect: 'OFFERED_SIZE_ERROR', look: 'offered', shows: ['Standard_D2s_v5'] },
  { defect: 'INITIAL_COPY_RUNNING', look: 'item', shows: expect.objectContaining({ state: 'InitialReplicationInProgress', operations: ['DisableProtection'] }) },
  { defect: 'HEALTH_WARNING', look: 'item', shows: expect.objectContaining({ replicationHealth: 'Warning', errors: some(['78188']) }) },
  { defect: 'HEALTH_CRITICAL', look: 'item', shows: expect.objectContaining({ replicationHealth: 'Critical', errors: some(['78193']) }) },
  { defect: 'RESYNC_REQUIRED', look: 'item', shows: expect.objectContaining({ resync: 'true', operations: some(['RepairReplication']) }) },
  { defect: 'RPO_71_MIN', look: 'item', shows: expect.objectContaining({ rpo: { seconds: expect.closeTo(71 * 60, -2), calculated: 0, point: 71 }, replicationHealth: 'Critical' }) },
  { defect: 'RPO_71_MIN', look: 'points', shows: expect.objectContaining({ newest: 71 }) },
  { defect: 'RPO_STALE', look: 'item', shows: expect.objectContaining({ rpo: { seconds: 60, calculated: 40, point: 41 } }) },
  { defect: 'NO_RECOVERY_POINT', look: 'item', shows: expect.objectContaining({ state: 'Protected', rpo: expect.objectContaining({ seconds: null, point: null }) }) },
  { defect: 'NO_RECOVERY_POINT', look: 'points', shows: { count: 0, newest: null } },
  { defect: 'BACKLOG_512_MB', look: 'item', shows: expect.objectContaining({ backlog: 512 }) },
  { defect: 'TEST_FAILOVER_TOO_OLD', look: 'item', shows: expect.objectContaining({ tested: 45 * 24 * 60 }) },
  { defect: 'TEST_FAILOVER_NOT_CLEANED', look: 'item', shows: expect.objectContaining({ test: 'WaitingForCompletion', operations: some(['TestFailoverCleanup']) }) },
  { defect: 'TEST_FAILOVER_NOT_CLEANED', look: 'names', shows: expect.objectContaining({ machines: ['web-02-test'] }) },
  { defect: 'JOB_RUNNING', look: 'item', shows: expect.objectContaining({ scenario: 'UpdateMobilityService', operations: [] }) },
  { defect: 'FAILOVER_NOT_ALLOWED', look: 'item', shows: expect.objectContaining({ state: 'Protected', operations: ['DisableProtection'] }) },
  { defect: 'SETTINGS_WITHOUT_NETWORK', look: 'item', shows: expect.objectContaining({ target: expect.objectContaining({ network: '' }), nics: [['true', '']] }) },
  { defect: 'SETTINGS_WITHOUT_CARD', look: 'item', shows: expect.objectContaining({ nics: [['false', 'web']] }) },
  { defect: 'SETTINGS_WITHOUT_SIZE', look: 'item', shows: expect.objectContaining({ target: expect.objectContaining({ size: '' }) }) },
  { defect: 'MULTI_VM_GROUP', look: 'item', shows: expect.objectContaining({ group: 'tier-group' }) },
];

test.each(rows)('$defect is seen in the $look and gone when it is cured', async ({ defect, look, shows }) => {
  const before = await looks[look](bench);
  expect(before).not.toEqual(shows);
  const cure = plant(defect);
  expect(await looks[look](bench)).toEqual(shows);
  cure();
  expect(await looks[look](bench)).toEqual(before);
});

test('the subnet with twenty free addresses is what the estate begins with', async () => {
  const before = await looks.networks(bench);
  const full = plant('SUBNET_FULL');
  const twenty = plant('SUBNET_20_FREE');
  expect(await looks.networks(bench)).toEqual(before);
  twenty();
  full();
  expect(await looks.networks(bench)).toEqual(before);
});

test('every defect is seen by somebody, and has a name of its own', () => {
  const names = azurePlants.map((one) => one.name);
  expect(new Set(names).size).toBe(names.length);
  expect([...new Set([...rows.map((row) => row.defect), 'SUBNET_20_FREE'])].toSorted()).toEqual(names.toSorted());
});

test('every class of the vault, the target and the replication has a defect', () => {
  const checks = new Set(azurePlants.map((one) => one.check));
  const vault = ['ASR-VAULT', 'ASR-APPL', 'ASR-PS-LOAD', 'ASR-PS-CAP', 'ASR-POLICY', 'ASR-ACCT', 'ASR-DISC', 'ASR-AGENT', 'ASR-LIMIT', 'ASR-NETMAP', 'ASR-URL'];
  const target = ['AZ-RG', 'AZ-VNET', 'AZ-TFONET', 'AZ-SIZE', 'AZ-QUOTA', 'AZ-GEN', 'AZ-ACCELNET', 'AZ-ZONE', 'AZ-CACHE', 'AZ-COLLIDE', 'AZ-LOCK', 'AZ-POLICY', 'AZ-RBAC'];
  const replication = ['RPL-IR', 'RPL-HEALTH', 'RPL-RESYNC', 'RPL-RPO', 'RPL-RP', 'RPL-BACKLOG', 'RPL-TFO', 'RPL-TFOCLEAN', 'RPL-JOBS', 'RPL-ALLOWED', 'RPL-SETTINGS', 'RPL-MULTIVM'];
  expect([...vault, ...target, ...replication].filter((check) => !checks.has(check))).toEqual([]);
});

test('a defect of a machine is refused without one, and one of a replication before there is any', () => {
  expect(() => plant('MACHINE_NOT_DISCOVERED', null)).toThrow(RangeError);
  expect(() => plant('RPO_71_MIN', 'web-01')).toThrow(/web-01 is not replicated/);
});

test('all defects that go together are taken back in any case by the opposite order', async () => {
  const together = ['VAULT_IN_OTHER_REGION', 'APPLIANCE_WARNING', 'PROCESS_SERVER_LOW_SPACE', 'NETWORK_IN_OTHER_REGION', 'QUOTA_FAMILY_SHORT', 'QUOTA_ALL_FAMILIES_SHORT', 'LOCK_READ_ONLY', 'RIGHTS_NO_SUBNET_JOIN', 'RIGHTS_NO_COMPUTE_WRITE', 'AGENT_OLD', 'AGENT_EXPIRED'];
  const seen: readonly Look[] = ['vault', 'appliance', 'processServer', 'networks', 'quotas', 'locks', 'rights', 'item'];
  const look = () => Promise.all(seen.map((name) => looks[name](bench)));
  const before = await look();
  const cures = together.map((name) => plant(name));
  for (const cure of cures.toReversed()) cure();
  expect(await look()).toEqual(before);
});
