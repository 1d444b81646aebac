// Protected items that a defect brings along: of machines that somebody else replicates, in the state of long-running ones.
import type { Cure } from '../../world/plants/types.ts';
import { put } from '../../world/plants/change.ts';
import { groupId, guidOf, vaultPath } from '../ids.ts';
import { itemKeyOf, type Item, type ItemDisk } from '../items/model.ts';
import { startReplication } from '../items/replication.ts';
import { newAgent, noTroubles } from '../items/troubles.ts';
import { networkId } from '../network/networks.ts';
import { hour } from '../times.ts';
import type { Vault } from '../vault-list.ts';
import type { Ground } from './defect.ts';

/** Whom such an item replicates. */
export type OtherItem = {
  readonly vault: Vault;
  readonly name: string;
  readonly friendlyName: string;
  readonly privateIp: string;
  readonly discoveredId: string;
  /** Null when its machine is not in this AWS account. */
  readonly instanceId: string | null;
};

const gib = 2 ** 30;
const age = 48 * hour;
const alive = { alive: true, flowing: true, downSince: null } as const;

function diskOf(other: OtherItem): ItemDisk {
  return { id: `{${Number.parseInt(guidOf(other.name).slice(0, 8), 16)}}`, name: '\\\\.\\PHYSICALDRIVE0', sizeBytes: 64 * gib, isOs: true, type: 'StandardSSD_LRS', logAccountId: '' };
}

function replicationOf(at: number): Item['replication'] {
  const started = startReplication(at, 64 * gib, alive);
  const firstPointAt = at + started.syncLasts + hour / 12;
  return { ...started, flowed: age, firstPointAt, spans: [{ from: firstPointAt, to: at + age }], settledTo: at + age, lastHeartbeatAt: at + age };
}

function targetOf(other: OtherItem): Item['target'] {
  return {
    vmName: other.name,
    vmSize: 'Standard_D2as_v5',
    groupId: groupId('rg-legacy-weu'),
    networkId: networkId('vnet-prod-weu'),
    testNetworkId: networkId('vnet-test-weu'),
    licenseType: 'NoLicenseType',
    availabilitySetId: '',
    zone: '',
    proximityGroupId: '',
    bootDiagnosticsId: '',
  };
}

function factsOf(other: OtherItem): Item['facts'] {
  return {
    instanceId: other.instanceId,
    name: other.friendlyName,
    osType: 'Windows',
    osName: 'Microsoft Windows Server 2019 Datacenter',
    firmware: 'BIOS',
    cores: 2,
    memoryMb: 8192,
    privateIp: other.privateIp,
    hostname: other.friendlyName,
  };
}

function makeItem(ground: Ground, other: OtherItem): Item {
  const createdAt = ground.now - age;
  return {
    key: itemKeyOf(other.vault.name, other.name),
    vault: other.vault.name,
    name: other.name,
    id: guidOf(`${other.vault.name}/${other.name}`),
    createdAt,
    discoveredId: other.discoveredId,
    runAsAccountId: '',
    multiVmGroup: '',
    facts: factsOf(other),
    elsewhere: other.instanceId === null,
    policyId: `${vaultPath(other.vault.name)}/replicationPolicies/${other.vault.kind === 'InMageRcm' ? '24-hour-replication-policy' : 'legacy-24h-policy'}`,
    target: targetOf(other),
    nics: [{ id: '', sourceIp: other.privateIp, selected: true, targetSubnet: 'app', targetIp: '', testSubnet: '', testIp: '' }],
    disks: [diskOf(other)],
    phase: 'replicating',
    failureCode: null,
    jobId: null,
    jobStartedAt: createdAt,
    replication: replicationOf(createdAt),
    test: 'none',
    testVm: null,
    vm: null,
    point: null,
    pointsDeleted: false,
    lastTestAt: null,
    lastFailoverAt: null,
    lastHealth: 'Normal',
    agent: newAgent(createdAt),
    troubles: noTroubles(),
  };
}

/** Puts an item into a vault; the cure takes it out. */
export function addItem(ground: Ground, other: OtherItem): Cure {
  const item = makeItem(ground, other);
  return put(ground.state.items, item.key, item);
}
