// The InMageRcm part of an item: sync figures, agent, disks and network cards.
import { seedDiskId } from '../compute/disks.ts';
import { location } from '../ids.ts';
import { spelledNetworkId } from '../network/networks.ts';
import { agentText, minute, serverText, stamp, stampOrNull } from '../times.ts';
import { agentHeartbeatOf, pendingOf, rpoOf } from './figures.ts';
import { latestPoint } from './jobs.ts';
import type { ItemDisk, ItemNic } from './model.ts';
import { pendingInCache, resyncShare, stageOf, syncShare, type Replication } from './replication.ts';
import type { ViewInput } from './view-input.ts';

// Compression on the way: fewer bytes are sent than are read.
const sentShare = 0.47;
// Azure shows this old figure while it waits for the first recovery point.
const staleShare = 0.64;

type Progress = { readonly percent: number; readonly processed: number; readonly sent: number };

function progressOf(share: number, bytes: number): Progress {
  const processed = Math.floor(bytes * share);
  return { percent: Math.min(99, Math.floor(share * 100)), processed, sent: Math.floor(processed * sentShare) };
}

function progressHealth(replication: Replication): string {
  return replication.link.flowing ? 'InProgress' : 'NoProgress';
}

function totalBytes(input: ViewInput): number {
  return input.item.disks.reduce((sum, disk) => sum + disk.sizeBytes, 0);
}

// The four figures of a copy; all of them are empty when none runs.
function figures(prefix: 'initialReplication' | 'resync', progress: Progress | null, health: string): Record<string, unknown> {
  const { percent, processed, sent } = progress ?? { percent: null, processed: null, sent: null };
  return {
    [`${prefix}ProgressPercentage`]: percent,
    [`${prefix}ProcessedBytes`]: processed,
    [`${prefix}TransferredBytes`]: sent,
    [`${prefix}ProgressHealth`]: progress === null ? 'None' : health,
  };
}

function syncFigures(input: ViewInput): Record<string, unknown> {
  const { replication, phase } = input.item;
  const stage = stageOf(replication);
  const running = phase === 'replicating' && stage !== 'protected';
  const share = stage === 'seeding' ? syncShare(replication) : staleShare;
  return figures('initialReplication', running ? progressOf(share, totalBytes(input)) : null, progressHealth(replication));
}

function resyncState(replication: Replication): string {
  if (replication.resyncStartedAt !== null) return 'StartedResynchronization';
  return replication.resyncRequired ? 'PreparedForResynchronization' : 'None';
}

function resyncFigures(input: ViewInput): Record<string, unknown> {
  const { replication } = input.item;
  const running = replication.resyncStartedAt !== null;
  return {
    ...figures('resync', running ? progressOf(resyncShare(replication), totalBytes(input)) : null, progressHealth(replication)),
    resyncRequired: String(replication.resyncRequired),
    resyncState: resyncState(replication),
  };
}

function rpoFigures(input: ViewInput): Record<string, unknown> {
  const point = latestPoint(input.item, input.now);
  const rpo = rpoOf(input.item, input.now);
  return {
    lastRecoveryPointReceived: stampOrNull(point?.at ?? null),
    lastRpoInSeconds: rpo?.seconds ?? null,
    lastRpoCalculatedTime: stampOrNull(rpo?.calculatedAt ?? null),
    lastRecoveryPointId: point?.id ?? null,
  };
}

function syncDetails(input: ViewInput, disk: ItemDisk, share: number): unknown {
  const { replication } = input.item;
  const progress = progressOf(share, disk.sizeBytes);
  const recent = Math.floor((disk.sizeBytes * sentShare * Math.min(15 * minute, replication.flowed)) / replication.syncLasts);
  return {
    progressHealth: progressHealth(replication),
    transferredBytes: progress.sent,
    last15MinutesTransferredBytes: replication.link.flowing ? Math.min(progress.sent, recent) : 0,
    lastDataTransferTimeUtc: agentText(replication.settledTo),
    processedBytes: progress.processed,
    startTime: agentText(replication.resyncStartedAt ?? replication.startedAt),
    lastRefreshTime: serverText(input.now),
    progressPercentage: progress.percent,
  };
}

function diskView(input: ViewInput, disk: ItemDisk, pending: number): unknown {
  const { item } = input;
  const stage = stageOf(item.replication);
  const seeding = item.phase === 'replicating' && stage === 'seeding';
  const resyncing = item.replication.resyncStartedAt !== null;
  const target = input.state.vms.get(item.vm ?? '')?.diskIds[item.disks.indexOf(disk)] ?? null;
  return {
    diskId: disk.id,
    diskName: disk.name,
    isOSDisk: String(disk.isOs),
    capacityInBytes: disk.sizeBytes,
    logStorageAccountId: disk.logAccountId,
    diskEncryptionSetId: '',
    seedManagedDiskId: item.phase === 'enabling' ? null : seedDiskId(item, disk),
    seedBlobUri: null,
    targetManagedDiskId: target,
    diskType: disk.type,
    dataPendingInLogDataStoreInMB: pendingInCache(pending),
    dataPendingAtSourceAgentInMB: pending,
    isInitialReplicationComplete: String(item.phase !== 'enabling' && stage !== 'seeding'),
    irDetails: seeding ? syncDetails(input, disk, syncShare(item.replication)) : null,
    resyncDetails: resyncing ? syncDetails(input, disk, resyncShare(item.replication)) : null,
  };
}

// The system disk carries the remainder, so that a small backlog is not rounded away.
function pendingOn(input: ViewInput, index: number): number {
  const pending = input.item.phase === 'replicating' ? pendingOf(input.item, input.source, input.now) : 0;
  const share = Math.floor(pending / Math.max(1, input.item.disks.length));
  return index === 0 ? pending - share * (input.item.disks.length - 1) : share;
}

function nicView(nic: ItemNic): unknown {
  return {
    nicId: nic.id,
    isPrimaryNic: 'true',
    isSelectedForFailover: String(nic.selected),
    sourceIPAddress: nic.sourceIp,
    sourceIPAddressType: 'Dynamic',
    sourceNetworkId: null,
    sourceSubnetName: null,
    targetIPAddress: nic.targetIp,
    targetIPAddressType: nic.targetIp === '' ? 'Dynamic' : 'Static',
    targetSubnetName: nic.targetSubnet,
    testSubnetName: nic.testSubnet === '' ? null : nic.testSubnet,
    testIPAddress: nic.testIp,
    testIPAddressType: nic.testIp === '' ? 'Dynamic' : 'Static',
  };
}

function machineView(input: ViewInput): unknown {
  const { facts } = input.item;
  return {
    vCenterId: null,
    vCenterFqdn: null,
    datastores: [],
    ipAddresses: [facts.privateIp],
    vmwareToolsStatus: '',
    powerStatus: '',
    vmFqdn: facts.hostname,
    osName: facts.osName,
    createdTimestamp: stamp(input.item.createdAt),
    updatedTimestamp: stamp(input.now),
    isDeleted: false,
    lastDiscoveryTimeInUtc: stamp(input.now),
  };
}

function agentView(input: ViewInput): unknown {
  const { agent } = input.item;
  return {
    version: agent.version,
    latestVersion: agent.latestVersion,
    latestAgentReleaseDate: null,
    driverVersion: agent.version,
    latestUpgradableVersionWithoutReboot: null,
    agentVersionExpiryDate: stamp(agent.expiresAt),
    driverVersionExpiryDate: stamp(agent.expiresAt),
    lastHeartbeatUtc: stamp(agentHeartbeatOf(input.item)),
    reasonsBlockingUpgrade: agent.blocked,
    isUpgradeable: String(agent.upgradeable),
  };
}

function targetView(input: ViewInput): Record<string, unknown> {
  const { target, facts } = input.item;
  return {
    targetGeneration: facts.firmware === 'UEFI' ? 'V2' : 'V1',
    licenseType: target.licenseType,
    storageAccountId: null,
    targetVmName: target.vmName,
    targetVmSize: target.vmSize,
    targetResourceGroupId: target.groupId,
    targetLocation: location,
    targetAvailabilitySetId: target.availabilitySetId,
    targetAvailabilityZone: target.zone,
    targetProximityPlacementGroupId: target.proximityGroupId,
    targetBootDiagnosticsStorageAccountId: target.bootDiagnosticsId,
    targetNetworkId: spelledNetworkId(input.state, target.networkId),
    testNetworkId: spelledNetworkId(input.state, target.testNetworkId),
  };
}

function sourceView(input: ViewInput): Record<string, unknown> {
  const { item, vault } = input;
  return {
    internalIdentifier: item.id,
    fabricDiscoveryMachineId: item.discoveredId,
    multiVmGroupName: item.multiVmGroup === '' ? null : item.multiVmGroup,
    discoveryType: 'Physical',
    processServerId: vault.processServerId,
    processorCoreCount: item.facts.cores,
    allocatedMemoryInMB: item.facts.memoryMb,
    processServerName: vault.server,
    runAsAccountId: item.runAsAccountId === '' ? null : item.runAsAccountId,
    osType: item.facts.osType,
    firmwareType: item.facts.firmware,
    primaryNicIpAddress: item.facts.privateIp,
  };
}

/** The provider specific details of an InMageRcm item. */
export function modernDetails(input: ViewInput): unknown {
  const { item, full } = input;
  return {
    instanceType: 'InMageRcm',
    ...sourceView(input),
    ...targetView(input),
    failoverRecoveryPointId: item.point?.id ?? null,
    ...rpoFigures(input),
    ...syncFigures(input),
    ...resyncFigures(input),
    agentUpgradeState: 'None',
    lastAgentUpgradeType: null,
    agentUpgradeJobId: null,
    agentUpgradeAttemptToVersion: null,
    protectedDisks: full ? item.disks.map((disk, index) => diskView(input, disk, pendingOn(input, index))) : [],
    isLastUpgradeSuccessful: 'false',
    isAgentRegistrationSuccessfulAfterFailover: item.vm === null ? null : true,
    mobilityAgentDetails: item.phase === 'enabling' || item.phase === 'enableFailed' ? null : agentView(input),
    lastAgentUpgradeErrorDetails: [],
    agentUpgradeBlockingErrorDetails: [],
    vmNics: full ? item.nics.map(nicView) : [],
    discoveredVmDetails: full ? machineView(input) : null,
  };
}

