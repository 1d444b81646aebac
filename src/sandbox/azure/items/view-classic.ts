// The InMageAzureV2 part of an item: the first copy shows as a resynchronisation here.
import { cacheAccount } from '../estate/seed.ts';
import { guidOf, homeGroup, resourceId } from '../ids.ts';
import { stamp, stampOrNull } from '../times.ts';
import { agentHeartbeatOf, pendingOf, rpoOf } from './figures.ts';
import { latestPoint } from './jobs.ts';
import type { ItemDisk, ItemNic } from './model.ts';
import { protectionState } from './operations.ts';
import { pendingInCache, resyncShare, stageOf, syncShare } from './replication.ts';
import type { ViewInput } from './view-input.ts';

const mebi = 2 ** 20;

function copying(input: ViewInput): boolean {
  return input.item.phase === 'replicating' && stageOf(input.item.replication) === 'seeding';
}

function shareOf(input: ViewInput): number {
  if (input.item.replication.resyncStartedAt !== null) return resyncShare(input.item.replication);
  return copying(input) ? syncShare(input.item.replication) : 0;
}

function stageWord(input: ViewInput): string {
  const { item } = input;
  if (item.phase === 'enabling' || item.phase === 'enableFailed') return 'InitialSyncQueued';
  return copying(input) || item.replication.resyncStartedAt !== null ? 'InitialSync' : 'DifferentialSync';
}

function resyncRequired(input: ViewInput): string {
  return copying(input) || input.item.replication.resyncRequired ? 'Yes' : 'No';
}

function transferFigures(input: ViewInput, disk: ItemDisk): Record<string, unknown> {
  const share = shareOf(input);
  const processed = Math.floor(disk.sizeBytes * share);
  const busy = share > 0;
  const progress = input.item.replication.link.flowing ? 'InProgress' : 'NoProgress';
  return {
    resyncRequired: resyncRequired(input),
    resyncProgressPercentage: Math.min(99, Math.floor(share * 100)),
    resyncDurationInSeconds: busy ? Math.round(input.item.replication.flowed / 1000) : 0,
    resyncProcessedBytes: processed,
    resyncTotalTransferredBytes: Math.floor(processed * 0.47),
    resyncStartTime: busy ? stamp(input.item.replication.startedAt) : null,
    progressHealth: copying(input) ? progress : 'None',
    progressStatus: copying(input) ? progress : 'None',
  };
}

function diskView(input: ViewInput, disk: ItemDisk, index: number): unknown {
  const rpo = rpoOf(input.item, input.now);
  const pending = index === 0 && input.item.phase === 'replicating' ? pendingOf(input.item, input.source, input.now) : 0;
  return {
    diskId: disk.id,
    diskName: disk.name,
    protectionStage: stageWord(input),
    healthErrorCode: '',
    rpoInSeconds: rpo?.seconds ?? null,
    ...transferFigures(input, disk),
    diskCapacityInBytes: disk.sizeBytes,
    fileSystemCapacityInBytes: disk.sizeBytes,
    sourceDataInMegaBytes: pending,
    psDataInMegaBytes: pendingInCache(pending),
    targetDataInMegaBytes: 0,
    diskResized: 'No',
    lastRpoCalculatedTime: stampOrNull(rpo?.calculatedAt ?? null),
  };
}

function managedDiskView(input: ViewInput, disk: ItemDisk, index: number): unknown {
  const replica = input.state.vms.get(input.item.vm ?? '')?.diskIds[index] ?? null;
  return { diskId: disk.id, seedManagedDiskId: null, replicaDiskType: disk.type, diskEncryptionSetId: '', targetDiskName: replica };
}

function nicView(input: ViewInput, nic: ItemNic): unknown {
  return {
    nicId: nic.id,
    replicaNicId: '',
    vMNetworkName: '',
    recoveryVMNetworkId: input.item.target.networkId,
    tfoVMNetworkId: input.item.target.testNetworkId,
    selectionType: 'SelectedByUser',
    recoveryNetworkSecurityGroupId: null,
    tfoNetworkSecurityGroupId: null,
    ipConfigs: [
      {
        name: 'ipconfig1',
        isPrimary: true,
        subnetName: '',
        staticIPAddress: nic.sourceIp,
        ipAddressType: 'Dynamic',
        isSeletedForFailover: nic.selected,
        recoverySubnetName: nic.targetSubnet,
        recoveryStaticIPAddress: nic.targetIp,
        recoveryIPAddressType: nic.targetIp === '' ? 'Dynamic' : 'Static',
        tfoSubnetName: nic.testSubnet,
        tfoStaticIPAddress: nic.testIp,
      },
    ],
  };
}

function figures(input: ViewInput): Record<string, unknown> {
  const rpo = rpoOf(input.item, input.now);
  const protection = protectionState(input.item);
  const bytes = input.item.disks.reduce((sum, disk) => sum + disk.sizeBytes, 0);
  return {
    protectionStage: stageWord(input),
    vmProtectionState: protection.state,
    vmProtectionStateDescription: protection.description,
    resyncProgressPercentage: Math.min(99, Math.floor(shareOf(input) * 100)),
    rpoInSeconds: rpo?.seconds ?? null,
    lastRpoCalculatedTime: stampOrNull(rpo?.calculatedAt ?? null),
    lastRecoveryPointReceived: stampOrNull(latestPoint(input.item, input.now)?.at ?? null),
    compressedDataRateInMB: 0,
    uncompressedDataRateInMB: 0,
    totalDataTransferred: Math.floor((bytes * shareOf(input) * 0.47) / mebi),
    totalProgressHealth: copying(input) && !input.item.replication.link.flowing ? 'NoProgress' : 'Healthy',
  };
}

function targetView(input: ViewInput): Record<string, unknown> {
  const { target } = input.item;
  return {
    recoveryAzureVMName: target.vmName,
    recoveryAzureVMSize: target.vmSize,
    recoveryAzureStorageAccount: '',
    recoveryAzureLogStorageAccountId: resourceId(homeGroup, 'Microsoft.Storage/storageAccounts', cacheAccount),
    recoveryAzureResourceGroupId: target.groupId,
    selectedRecoveryAzureNetworkId: target.networkId,
    selectedTfoAzureNetworkId: target.testNetworkId,
    selectedSourceNicId: input.item.nics[0]?.id ?? '',
    recoveryAvailabilitySetId: target.availabilitySetId,
    targetAvailabilityZone: target.zone,
    targetProximityPlacementGroupId: target.proximityGroupId,
    licenseType: target.licenseType,
    sqlServerLicenseType: 'NotSpecified',
    useManagedDisks: 'true',
    enableRdpOnTargetOption: 'Never',
    targetVmId: input.state.vms.get(input.item.vm ?? '')?.id ?? null,
  };
}

function sourceView(input: ViewInput): Record<string, unknown> {
  const { item, vault } = input;
  return {
    infrastructureVmId: '',
    vCenterInfrastructureId: '',
    vmId: item.id,
    ipAddress: item.facts.privateIp,
    agentVersion: item.agent.version,
    agentExpiryDate: stamp(item.agent.expiresAt),
    isAgentUpdateRequired: item.agent.latestVersion === null ? 'NotRequired' : 'Required',
    isRebootAfterUpdateRequired: item.agent.rebootPending ? 'Required' : 'NotRequired',
    lastHeartbeat: stamp(agentHeartbeatOf(item)),
    processServerId: vault.processServerId,
    processServerName: vault.server,
    masterTargetId: vault.masterTargetId,
    multiVmGroupId: item.multiVmGroup === '' ? '' : guidOf(`${item.vault}/${item.multiVmGroup}`),
    multiVmGroupName: item.multiVmGroup,
    multiVmSyncStatus: item.multiVmGroup === '' ? 'Disabled' : 'Enabled',
    sourceVmCpuCount: item.facts.cores,
    sourceVmRamSizeInMB: item.facts.memoryMb,
    osType: item.facts.osType,
    osVersion: '',
    osName: item.facts.osName,
    firmwareType: item.facts.firmware,
    discoveryType: 'Physical',
    diskResized: 'No',
    replicaId: `${item.id}_replica_${vault.container}`,
  };
}

/** The provider specific details of an InMageAzureV2 item. Its lists hide nothing, as recorded. */
export function classicDetails(input: ViewInput): unknown {
  const { item } = input;
  return {
    instanceType: 'InMageAzureV2',
    ...sourceView(input),
    ...figures(input),
    ...targetView(input),
    protectedDisks: item.disks.map((disk, index) => diskView(input, disk, index)),
    protectedManagedDisks: item.disks.map((disk, index) => managedDiskView(input, disk, index)),
    azureVMDiskDetails: [],
    vmNics: item.nics.map((nic) => nicView(input, nic)),
    datastores: [],
    validationErrors: [],
  };
}
