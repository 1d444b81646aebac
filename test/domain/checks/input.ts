/** A machine with nothing wrong and everything around it in order: tests change one thing at a time. */
import type { CheckInput } from '../../../src/domain/checks/types.ts';
import { instanceIdFromCloud } from '../../../src/domain/ids.ts';
import type { Infrastructure, TargetNetwork, VmSize } from '../../../src/domain/infrastructure.ts';
import type { GroupRule, MachineFacts, Read } from '../../../src/domain/machine.ts';
import type { ItemSummary } from '../../../src/domain/observation.ts';
import { modern2026 } from '../../../src/domain/profiles/modern-2026.ts';
import { MINUTE } from '../../../src/domain/time.ts';

export const NOW = Date.UTC(2026, 10, 21, 9, 0);
const SUBSCRIPTION = '/subscriptions/11111111-1111-1111-1111-111111111111';
export const GROUP_ID = `${SUBSCRIPTION}/resourceGroups/moved`;
export const NETWORK_ID = `${GROUP_ID}/providers/Microsoft.Network/virtualNetworks/prod`;
export const TEST_NETWORK_ID = `${GROUP_ID}/providers/Microsoft.Network/virtualNetworks/test`;

export function known<T>(value: T): Read<T> {
  return { known: true, value };
}

export const UNREADABLE: { readonly known: false; readonly why: string } = { known: false, why: 'access denied' };

export function rule(change: Partial<GroupRule> & { readonly groupId: string; readonly direction: 'in' | 'out' }): GroupRule {
  return { protocol: 'tcp', fromPort: 443, toPort: 443, peer: { kind: 'cidr', cidr: '0.0.0.0/0' }, ...change };
}

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
    tags: { 'asr-migrate': 'true' },
    readAt: NOW,
    architecture: 'x86_64',
    virtualization: 'hvm',
    rootDeviceType: 'ebs',
    rootDeviceName: '/dev/sda1',
    platform: 'windows',
    usageOperation: 'RunInstances:0800',
    bootMode: 'legacy-bios',
    imageId: 'ami-1',
    networkInterfaces: 1,
    securityGroups: [{ id: 'sg-web', name: 'web' }],
    lifecycle: null,
    disks: known([{ volumeId: 'vol-1', deviceName: '/dev/sda1', sizeGiB: 60, isRoot: true, encrypted: false, volumeType: 'gp3' }]),
    image: known({ name: 'Windows_Server-2019-English-Full-Base-2026.01.01', description: '' }),
    guest: known({ platformType: 'Windows', platformName: 'Microsoft Windows Server 2019 Datacenter', platformVersion: '10.0.17763', computerName: 'WEB01', online: true, lastPing: NOW - MINUTE }),
    rules: known([rule({ groupId: 'sg-web', direction: 'out', protocol: '-1', fromPort: null, toPort: null })]),
    hardware: known({ vcpus: 4, memoryMiB: 16_384, hypervisor: 'nitro', burstable: false, instanceStore: false, architectures: ['x86_64'] }),
    ...change,
  };
}

export function appliance(change: Partial<MachineFacts> = {}): MachineFacts {
  const fromWeb = { kind: 'group', groupId: 'sg-web' } as const;
  return facts({
    instanceId: instanceIdFromCloud('i-0bbbbbbbbbbbbbbb2'),
    name: 'appliance',
    privateIp: '10.0.9.9',
    securityGroups: [{ id: 'sg-app', name: 'appliance' }],
    rules: known([rule({ groupId: 'sg-app', direction: 'in', peer: fromWeb }), rule({ groupId: 'sg-app', direction: 'in', fromPort: 9443, toPort: 9443, peer: fromWeb })]),
    ...change,
  });
}

export function size(name: string, change: Partial<VmSize> = {}): VmSize {
  return { name, family: 'standardDSv5Family', vcpus: 4, memoryGiB: 16, maxDataDisks: 8, maxNics: 2, premium: true, generations: ['V1', 'V2'], nvmeOnly: false, architecture: 'x64', tempDisk: false, restricted: null, ...change };
}

export function infrastructure(change: Partial<Infrastructure> = {}): Infrastructure {
  return {
    provider: 'InMageRcm',
    fabricName: 'fabric',
    containerName: 'container',
    appliance: { name: 'appliance', health: 'normal', lastHeartbeatAt: NOW - MINUTE, registeredAt: NOW - 5_000 * MINUTE, troubles: [] },
    processServers: [{ id: 'ps', name: 'ps' }],
    masterTargets: [],
    runAsAccounts: [],
    policies: [{ id: 'p', name: 'daily', retentionMinutes: 1440, mapped: true }],
    ...change,
  };
}

export function network(id: string, change: Partial<TargetNetwork> = {}): TargetNetwork {
  return { id, name: id.split('/').at(-1) ?? id, location: 'westeurope', resourceGroup: 'moved', subnets: [{ name: 'machines', prefix: '10.20.0.0/24', freeAddresses: 200 }], ...change };
}

export function item(change: Partial<ItemSummary> = {}): ItemSummary {
  return {
    name: 'm-1', armId: '/items/m-1', friendlyName: 'db-01', privateIp: '10.0.1.99', discoveredId: 'd-99', internalId: null, protectionState: 'Protected', protectionText: 'Protected', testFailoverState: 'None',
    activeLocation: 'Primary', allowedOperations: [], replicationHealth: 'normal', failoverHealth: 'normal', healthErrors: [], running: null, percent: null, resyncRequired: false, rpoSeconds: null,
    rpoAt: null, lastRecoveryPointAt: null, agentHeartbeatAt: null, lastTestFailoverAt: null, targetVmName: null, targetResourceGroupId: null, ...change,
  };
}

export function input(change: Partial<CheckInput> = {}): CheckInput {
  return {
    now: NOW,
    scope: {
      name: 'default', awsRegion: 'eu-west-1', subscriptionId: '11111111-1111-1111-1111-111111111111', vaultResourceGroup: 'vaults', vaultName: 'vault', location: 'westeurope',
      defaults: { resourceGroupId: null, networkId: null, subnet: null, testNetworkId: null, cacheStorageAccountId: null, runAsAccount: null, policyName: null },
      applianceInstanceId: 'i-0bbbbbbbbbbbbbbb2',
    },
    facts: facts(),
    appliance: { facts: known(appliance()) },
    infrastructure: known(infrastructure()),
    infrastructureAsOf: NOW,
    discovered: known([{ id: 'd-1', name: 'web-01', ips: ['10.0.1.10'], osName: null, deleted: false }]),
    items: known([item()]),
    target: {
      resourceGroups: known([{ id: GROUP_ID, name: 'moved', location: 'westeurope' }]),
      networks: known([network(NETWORK_ID), network(TEST_NETWORK_ID)]),
      sizes: known([size('Standard_D4s_v5')]),
      quotas: known([{ name: 'standardDSv5Family', title: 'Standard DSv5 Family vCPUs', used: 0, limit: 16 }, { name: 'cores', title: 'Total Regional vCPUs', used: 0, limit: 100 }]),
      vmNames: known(['db-01']),
    },
    plan: { vmName: 'web-01', size: 'Standard_D4s_v5', resourceGroupId: GROUP_ID, networkId: NETWORK_ID, subnet: 'machines', testNetworkId: TEST_NETWORK_ID },
    sameIp: [],
    profile: modern2026,
    ...change,
  };
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
