/** A machine with nothing wrong and everything around it in order: tests change one thing at a time. */
import type { CheckInput } from '../../../src/domain/checks/types.ts';
import type { Attested } from '../../../src/domain/finding.ts';
import { instanceIdFromCloud, userIdFromActivity } from '../../../src/domain/ids.ts';
import type { CacheAccount, DiscoveredMachine, Infrastructure, Policy, ProcessServer, SizeList, TargetNetwork, TargetSubnet, VmSize } from '../../../src/domain/infrastructure.ts';
import type { AclEntry, Disk, GroupRule, Hardware, InstanceStatus, MachineFacts, NetworkCard, Read } from '../../../src/domain/machine.ts';
import type { Item, ItemSummary } from '../../../src/domain/observation.ts';
import { modern2026 } from '../../../src/domain/profiles/modern-2026.ts';
import { DAY, MINUTE } from '../../../src/domain/time.ts';

export const NOW = Date.UTC(2026, 10, 21, 9, 0);
const SUBSCRIPTION = '/subscriptions/11111111-1111-1111-1111-111111111111';
export const GROUP_ID = `${SUBSCRIPTION}/resourceGroups/moved`;
export const NETWORK_ID = `${GROUP_ID}/providers/Microsoft.Network/virtualNetworks/prod`;
export const TEST_NETWORK_ID = `${GROUP_ID}/providers/Microsoft.Network/virtualNetworks/test`;
const VAULT_ID = `${SUBSCRIPTION}/resourceGroups/vaults/providers/Microsoft.RecoveryServices/vaults/vault`;
export const CACHE_ID = `${SUBSCRIPTION}/resourceGroups/vaults/providers/Microsoft.Storage/storageAccounts/cache1`;

export function known<T>(value: T): Read<T> {
  return { known: true, value };
}

export const UNREADABLE: { readonly known: false; readonly why: string } = { known: false, why: 'access denied' };

/** What the person who looks after the machine says. */
export function attested(change: Partial<Attested> = {}): Attested {
  return { answer: 'yes', note: '', by: { id: userIdFromActivity('00000000-0000-4000-8000-00000000000a'), tenant: '00000000-0000-4000-8000-000000000001', name: 'Ada' }, at: NOW - DAY, until: NOW + 30 * DAY, ...change };
}

/** Somebody has answered every question with yes. */
const ALL_YES: ReadonlyMap<string, Attested> = Object.assign(new Map<string, Attested>(), { get: () => attested() });

export function rule(change: Partial<GroupRule> & { readonly groupId: string; readonly direction: 'in' | 'out' }): GroupRule {
  return { protocol: 'tcp', fromPort: 443, toPort: 443, peer: { kind: 'cidr', cidr: '0.0.0.0/0' }, ...change };
}

export function disk(change: Partial<Disk> = {}): Disk {
  return {
    ...{ volumeId: 'vol-9', deviceName: '/dev/sdb', sizeGiB: 10, isRoot: false, encrypted: false, kmsKeyId: null, volumeType: 'gp3', iops: 3_000, throughput: 125 },
    ...{ state: 'in-use', attachment: 'attached', multiAttach: false, attachedTo: 1, deleteOnTermination: false, modification: '' },
    ...change,
  };
}

export function rootDisk(change: Partial<Disk> = {}): Disk {
  return disk({ volumeId: 'vol-1', deviceName: '/dev/sda1', sizeGiB: 60, isRoot: true, deleteOnTermination: true, ...change });
}

export function nic(change: Partial<NetworkCard> = {}): NetworkCard {
  return { id: 'eni-1', kind: 'interface', index: 0, subnetId: 'subnet-1', privateIps: ['10.0.1.10'], ipv6: [], publicIp: null, elastic: false, groups: ['sg-web'], sourceDestCheck: true, ...change };
}

export function hardware(change: Partial<Hardware> = {}): Hardware {
  return { vcpus: 4, memoryMiB: 16_384, hypervisor: 'nitro', burstable: false, instanceStore: false, architectures: ['x86_64'], bareMetal: false, accelerators: [], bootModes: ['legacy-bios', 'uefi'], ...change };
}

export function status(change: Partial<InstanceStatus> = {}): InstanceStatus {
  return { system: 'ok', instance: 'ok', ebs: 'ok', events: [], ...change };
}

/** An ACL that lets everything through, as AWS makes it by default. */
export const OPEN_ACL: readonly AclEntry[] = (['in', 'out'] as const).flatMap((direction) => [
  { number: 100, direction, allow: true, protocol: '-1', fromPort: null, toPort: null, cidr: '0.0.0.0/0' },
  { number: 32_767, direction, allow: false, protocol: '-1', fromPort: null, toPort: null, cidr: '0.0.0.0/0' },
]);

export function facts(change: Partial<MachineFacts> = {}): MachineFacts {
  return {
    instanceId: instanceIdFromCloud('i-0aaaaaaaaaaaaaaa1'),
    name: 'web-01',
    privateIp: '10.0.1.10',
    publicIp: null,
    power: 'running',
    instanceType: 'm5.xlarge',
    platformDetails: 'Windows BYOL',
    vpcId: 'vpc-1',
    subnetId: 'subnet-1',
    launchedAt: NOW - 1_000 * MINUTE,
    tags: { 'asr-migrate': 'true', Wave: 'W07', Owner: 'web-team' },
    readAt: NOW,
    architecture: 'x86_64',
    virtualization: 'hvm',
    rootDeviceType: 'ebs',
    rootDeviceName: '/dev/sda1',
    platform: 'windows',
    usageOperation: 'RunInstances:0800',
    usageChangedAt: null,
    bootMode: 'legacy-bios',
    tpm: null,
    imageId: 'ami-1',
    nics: [nic()],
    securityGroups: [{ id: 'sg-web', name: 'web' }],
    ...{ lifecycle: null, tenancy: 'default', hostId: null, licences: [], productCodes: [], instanceProfile: null, metadata: false, hibernation: false, enclave: false, operator: null },
    disks: known([rootDisk()]),
    image: known({ name: 'Windows_Server-2019-English-Full-Base-2026.01.01', description: '', platformDetails: 'Windows', ephemeral: [] }),
    guest: known({ platformType: 'Windows', platformName: 'Microsoft Windows Server 2019 Datacenter', platformVersion: '10.0.17763', computerName: 'web-01', online: true, lastPing: NOW }),
    software: known([]),
    rules: known([rule({ groupId: 'sg-web', direction: 'out', protocol: '-1', fromPort: null, toPort: null })]),
    hardware: known(hardware()),
    status: known(status()),
    protection: known({ termination: true, stop: false, shutdownBehaviour: 'stop' }),
    subnet: known({ id: 'subnet-1', cidr: '10.0.1.0/24', ipv6Only: false }),
    acl: known(OPEN_ACL),
    routes: known([{ cidr: '10.0.0.0/16', via: 'local', target: 'local', active: true }, { cidr: '0.0.0.0/0', via: 'nat', target: 'nat-1', active: true }]),
    ...change,
  };
}

export function appliance(change: Partial<MachineFacts> = {}): MachineFacts {
  const fromWeb = { kind: 'group', groupId: 'sg-web' } as const;
  return facts({
    instanceId: instanceIdFromCloud('i-0bbbbbbbbbbbbbbb2'),
    name: 'appliance',
    privateIp: '10.0.9.9',
    subnetId: 'subnet-9',
    nics: [nic({ id: 'eni-9', subnetId: 'subnet-9', privateIps: ['10.0.9.9'], groups: ['sg-app'] })],
    securityGroups: [{ id: 'sg-app', name: 'appliance' }],
    subnet: known({ id: 'subnet-9', cidr: '10.0.9.0/24', ipv6Only: false }),
    guest: known({ platformType: 'Windows', platformName: 'Microsoft Windows Server 2022 Datacenter', platformVersion: '10.0.20348', computerName: 'appliance', online: true, lastPing: NOW }),
    image: known({ name: 'Windows_Server-2022-English-Full-Base-2026.01.01', description: '', platformDetails: 'Windows', ephemeral: [] }),
    hardware: known(hardware({ vcpus: 16, memoryMiB: 32_768 })),
    disks: known([rootDisk({ volumeId: 'vol-a1', sizeGiB: 100 }), disk({ volumeId: 'vol-a2', sizeGiB: 1_024 })]),
    rules: known([
      ...[443, 9443].map((port) => rule({ groupId: 'sg-app', direction: 'in', fromPort: port, toPort: port, peer: fromWeb })),
      rule({ groupId: 'sg-app', direction: 'out', protocol: '-1', fromPort: null, toPort: null }),
    ]),
    ...change,
  });
}

export function size(name: string, change: Partial<VmSize> = {}): VmSize {
  return {
    ...{ name, family: 'standardDSv5Family', vcpus: 4, memoryGiB: 16, maxDataDisks: 8, maxNics: 2, premium: true, generations: ['V1', 'V2'] as const, nvmeOnly: false, architecture: 'x64', tempDisk: false },
    ...{ acceleratedNetworking: true, zones: ['1', '2', '3'], restricted: null },
    ...change,
  };
}

export function sizeList(sizes: readonly VmSize[], change: Partial<SizeList> = {}): SizeList {
  return { from: 'live', asOf: NOW, whyTable: null, sizes, ...change };
}

export function processServer(change: Partial<ProcessServer> = {}): ProcessServer {
  return {
    ...{ id: 'ps', name: 'ps', health: 'normal' as const, heartbeatAt: NOW - MINUTE, freeSpacePercent: 70, processorPercent: 20, memoryPercent: 40, pendingUploadBytes: 0, throughputBytesPerSecond: 1_000_000, protectedItems: 3 },
    ...change,
  };
}

export function policy(change: Partial<Policy> = {}): Policy {
  return { id: 'p', name: 'daily', retentionMinutes: 1_440, crashConsistentMinutes: 5, appConsistentMinutes: 0, rpoThresholdMinutes: null, mapped: true, ...change };
}

export function infrastructure(change: Partial<Infrastructure> = {}): Infrastructure {
  return {
    provider: 'InMageRcm',
    fabricName: 'fabric',
    containerName: 'container',
    appliance: { name: 'appliance', health: 'normal', lastHeartbeatAt: NOW - MINUTE, registeredAt: NOW - 5_000 * MINUTE, troubles: [] },
    processServers: [processServer()],
    masterTargets: [],
    runAsAccounts: [{ id: 'acc-1', name: 'windows' }],
    policies: [policy()],
    ...change,
  };
}

export function subnet(change: Partial<TargetSubnet> = {}): TargetSubnet {
  return { name: 'machines', prefix: '10.0.1.0/24', freeAddresses: 200, used: [], nsgId: null, delegated: false, ...change };
}

export function network(id: string, change: Partial<TargetNetwork> = {}): TargetNetwork {
  return { id, name: id.split('/').at(-1) ?? id, location: 'westeurope', resourceGroup: 'moved', prefixes: ['10.0.0.0/16'], dnsServers: [], peerings: [], subnets: [subnet()], ...change };
}

export function discovered(change: Partial<DiscoveredMachine> = {}): DiscoveredMachine {
  return { id: 'd-1', name: 'web-01', ips: ['10.0.1.10'], osName: null, biosId: 'bios-1', deleted: false, ...change };
}

export function cacheAccount(change: Partial<CacheAccount> = {}): CacheAccount {
  return { id: CACHE_ID, name: 'cache1', location: 'westeurope', kind: 'StorageV2', softDelete: false, hierarchical: false, openToAll: true, ...change };
}

/** Another machine's protected item. */
export function item(change: Partial<ItemSummary> = {}): ItemSummary {
  return {
    name: 'm-1', armId: '/items/m-1', friendlyName: 'db-01', privateIp: '10.0.1.99', discoveredId: 'd-99', internalId: null, protectionState: 'Protected', protectionText: 'Protected', testFailoverState: 'None',
    activeLocation: 'Primary', allowedOperations: [], replicationHealth: 'normal', failoverHealth: 'normal', healthErrors: [], running: null, percent: null, resyncRequired: false, rpoSeconds: null,
    rpoAt: null, lastRecoveryPointAt: null, agentHeartbeatAt: null, lastTestFailoverAt: null, targetVmName: null, targetResourceGroupId: null, ...change,
  };
}

/** The machine's own protected item: protected, tested, cleaned up, nothing pending. */
export function ownItem(change: Partial<Item> = {}): Item {
  return {
    ...item({ name: 'm-0', armId: '/items/m-0', friendlyName: 'web-01', privateIp: '10.0.1.10', discoveredId: 'd-1', allowedOperations: ['TestFailover', 'UnplannedFailover'] }),
    ...{ rpoSeconds: 60, rpoAt: NOW - MINUTE, lastRecoveryPointAt: NOW - 2 * MINUTE, agentHeartbeatAt: NOW - MINUTE, lastTestFailoverAt: NOW - DAY, targetVmName: 'web-01', targetResourceGroupId: GROUP_ID },
    agent: { version: '9.66.1.1', latestVersion: '9.66.1.1', heartbeatAt: NOW - MINUTE, expiresAt: NOW + 200 * DAY, upgradeable: false, rebootPending: false, blocked: [] },
    target: {
      ...{ vmName: 'web-01', size: 'Standard_D4s_v5', resourceGroupId: GROUP_ID, networkId: NETWORK_ID, testNetworkId: TEST_NETWORK_ID, zone: null, availabilitySetId: null, licence: 'NoLicenseType' },
      nics: [{ mac: '0a', primary: true, sourceIp: '10.0.1.10', targetIp: null, subnet: 'machines' }],
    },
    multiVmGroup: null,
    disks: [{ name: 'disk0', capacityBytes: 60 * 2 ** 30, initialReplicationDone: true, percent: 100, transferredBytes: null, pendingAtSourceMb: 0, pendingInLogMb: 0 }],
    processedBytes: null,
    backlogMb: 0,
    ...change,
  };
}

const EVERYTHING = [{ actions: ['*'], notActions: ['Microsoft.Authorization/*/Write', 'Microsoft.Authorization/*/Delete'] }] as const;

export function input(change: Partial<CheckInput> = {}): CheckInput {
  return {
    now: NOW,
    scope: {
      name: 'default', awsRegion: 'eu-west-1', subscriptionId: '11111111-1111-1111-1111-111111111111', vaultResourceGroup: 'vaults', vaultName: 'vault', location: 'westeurope',
      defaults: { resourceGroupId: null, networkId: null, subnet: null, testNetworkId: null, cacheStorageAccountId: CACHE_ID, runAsAccount: null, policyName: null },
      applianceInstanceId: 'i-0bbbbbbbbbbbbbbb2',
      waveTag: 'Wave',
    },
    facts: facts(),
    appliance: { facts: known(appliance()) },
    vault: known({ id: VAULT_ID, name: 'vault', location: 'westeurope', state: 'Succeeded' }),
    infrastructure: known(infrastructure()),
    infrastructureAsOf: NOW,
    discovered: known([discovered()]),
    items: known([item()]),
    jobs: known([]),
    item: known(null),
    itemAsOf: NOW,
    offeredSizes: known(null),
    target: {
      resourceGroups: known([{ id: GROUP_ID, name: 'moved', location: 'westeurope' }]),
      networks: known([network(NETWORK_ID), network(TEST_NETWORK_ID, { prefixes: ['10.30.0.0/16'], subnets: [subnet({ prefix: '10.30.0.0/24' })] })]),
      nsgs: known([]),
      sizes: known(sizeList([size('Standard_D4s_v5')])),
      quotas: known([{ name: 'standardDSv5Family', title: 'Standard DSv5 Family vCPUs', used: 0, limit: 16 }, { name: 'cores', title: 'Total Regional vCPUs', used: 0, limit: 100 }]),
      names: known({ machines: ['db-01'], networkCards: [], disks: [] }),
      cache: known(cacheAccount()),
      locks: known([]),
      policies: known([]),
      permissions: known({ target: EVERYTHING, vault: EVERYTHING, networks: [EVERYTHING, EVERYTHING] }),
    },
    plan: { vmName: 'web-01', size: 'Standard_D4s_v5', resourceGroupId: GROUP_ID, networkId: NETWORK_ID, subnet: 'machines', testNetworkId: TEST_NETWORK_ID, cacheStorageAccountId: CACHE_ID, push: false, licence: 'NoLicenseType' },
    sameIp: [],
    otherNames: [],
    known: { attested: ALL_YES, overrides: [], disksAtStart: null, test: null },
    limits: { rpoSeconds: 900, testMaxAgeDays: 30 },
    profile: modern2026,
    phase: 'replicate',
    ...change,
  };
}

/** The good machine once it is replicated, before its cutover. */
export function replicated(change: Partial<CheckInput> = {}): CheckInput {
  return input({ phase: 'failover', item: known(ownItem()), known: { ...input().known, disksAtStart: new Map([['vol-1', 60]]), test: { works: true, at: NOW - DAY } }, ...change });
}

/** The good input with the target changed. */
export function withTarget(change: Partial<CheckInput['target']>): CheckInput {
  return input({ target: { ...input().target, ...change } });
}

/** The good input with the plan changed. */
export function withPlan(change: Partial<CheckInput['plan']>): CheckInput {
  return input({ plan: { ...input().plan, ...change } });
}

/** The good input with the machine changed. */
export function withFacts(change: Partial<MachineFacts>): CheckInput {
  return input({ facts: facts(change) });
}

/** An input with one question answered as given, or not at all; the others stay answered with yes. */
export function withAnswer(given: CheckInput, check: string, answer: Attested | null): CheckInput {
  const get = (id: string): Attested | undefined => (id === check ? (answer ?? undefined) : given.known.attested.get(id));
  return { ...given, known: { ...given.known, attested: Object.assign(new Map<string, Attested>(), { get }) } };
}
