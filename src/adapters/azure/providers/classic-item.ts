// Reads a protected item of a configuration server: how far its copy is, its agent, and what it would become.
import { z } from 'zod';
import type { DiskProgress, ItemTarget, MobilityAgent } from '../../../domain/observation.ts';
import { amount, flag, listOf, moment, words, wordsOrNull } from '../fields.ts';
import { backlogOf, isFirstCopy, type ItemView, type ProviderAdapter } from './provider.ts';

const STEADY_STAGE = 'DifferentialSync';

const diskSchema = z.object({
  diskName: words,
  diskId: words,
  diskCapacityInBytes: amount,
  protectionStage: words,
  resyncRequired: flag,
  resyncProgressPercentage: amount,
  resyncProcessedBytes: amount,
  resyncTotalTransferredBytes: amount,
  sourceDataInMegaBytes: amount,
  psDataInMegaBytes: amount,
  targetDataInMegaBytes: amount,
});
type Disk = z.infer<typeof diskSchema>;
const ipSchema = z.object({ isPrimary: flag, staticIPAddress: wordsOrNull, recoverySubnetName: wordsOrNull, recoveryStaticIPAddress: wordsOrNull });
const nicSchema = z.object({ nicId: words, selectionType: words, ipConfigs: listOf(ipSchema) });
const detailsSchema = z.object({
  vmId: wordsOrNull,
  ipAddress: wordsOrNull,
  protectionStage: words,
  resyncProgressPercentage: amount,
  rpoInSeconds: amount,
  lastRpoCalculatedTime: moment,
  lastRecoveryPointReceived: moment,
  lastHeartbeat: moment,
  recoveryAzureVMName: wordsOrNull,
  recoveryAzureResourceGroupId: wordsOrNull,
  agentVersion: wordsOrNull,
  agentExpiryDate: moment,
  isAgentUpdateRequired: flag,
  isRebootAfterUpdateRequired: flag,
  multiVmGroupName: wordsOrNull,
  recoveryAzureVMSize: wordsOrNull,
  selectedRecoveryAzureNetworkId: wordsOrNull,
  selectedTfoAzureNetworkId: wordsOrNull,
  selectedSourceNicId: wordsOrNull,
  recoveryAvailabilitySetId: wordsOrNull,
  targetAvailabilityZone: wordsOrNull,
  licenseType: wordsOrNull,
  vmNics: listOf(nicSchema),
  protectedDisks: listOf(diskSchema),
});
type Details = z.infer<typeof detailsSchema>;

// The first copy shows as a resync; outside of both the percentage is a leftover or a plain zero.
function isCopying(details: Details, protectionState: string): boolean {
  if (isFirstCopy(protectionState)) return true;
  return protectionState === 'Protected' && details.protectionStage !== '' && details.protectionStage !== STEADY_STAGE;
}

function processedOf(disks: readonly Disk[]): number | null {
  const known = disks.map((disk) => disk.resyncProcessedBytes).filter((bytes) => bytes !== null);
  return known.length === 0 ? null : known.reduce((sum, bytes) => sum + bytes, 0);
}

function diskOf(disk: Disk): DiskProgress {
  const done = disk.protectionStage === STEADY_STAGE;
  return {
    name: disk.diskName || disk.diskId,
    capacityBytes: disk.diskCapacityInBytes ?? 0,
    initialReplicationDone: done,
    percent: done ? null : disk.resyncProgressPercentage,
    transferredBytes: disk.resyncTotalTransferredBytes,
    pendingAtSourceMb: disk.sourceDataInMegaBytes,
    // What the process server and the master target still hold has not reached Azure either.
    pendingInLogMb: disk.psDataInMegaBytes === null || disk.targetDataInMegaBytes === null ? null : disk.psDataInMegaBytes + disk.targetDataInMegaBytes,
  };
}

function agentOf(details: Details): MobilityAgent {
  return {
    version: details.agentVersion,
    latestVersion: null,
    heartbeatAt: details.lastHeartbeat,
    expiresAt: details.agentExpiryDate,
    upgradeable: details.isAgentUpdateRequired,
    rebootPending: details.isRebootAfterUpdateRequired,
    blocked: [],
  };
}

function targetOf(details: Details): ItemTarget {
  const taken = details.vmNics.filter((nic) => nic.selectionType !== 'NotSelected');
  return {
    vmName: details.recoveryAzureVMName,
    size: details.recoveryAzureVMSize,
    resourceGroupId: details.recoveryAzureResourceGroupId,
    networkId: details.selectedRecoveryAzureNetworkId,
    testNetworkId: details.selectedTfoAzureNetworkId,
    nics: taken.map((nic) => nicOf(nic, details.selectedSourceNicId)),
    zone: details.targetAvailabilityZone,
    availabilitySetId: details.recoveryAvailabilitySetId,
    licence: details.licenseType,
  };
}

function nicOf({ nicId, ipConfigs }: z.infer<typeof nicSchema>, selected: string | null): ItemTarget['nics'][number] {
  const main = ipConfigs.find((one) => one.isPrimary) ?? ipConfigs[0] ?? null;
  return { mac: nicId, primary: nicId === selected, sourceIp: main?.staticIPAddress ?? null, targetIp: main?.recoveryStaticIPAddress ?? null, subnet: main?.recoverySubnetName ?? null };
}

/** The provider's part of an item. */
export function view(item: Parameters<ProviderAdapter['view']>[0]): ItemView {
  const details = detailsSchema.parse(item.details);
  const copying = isCopying(details, item.protectionState);
  const disks = details.protectedDisks.map(diskOf);
  return {
    privateIp: details.ipAddress,
    discoveredId: item.protectableItemId,
    internalId: details.vmId,
    percent: copying ? details.resyncProgressPercentage : null,
    resyncRequired: !isFirstCopy(item.protectionState) && details.protectedDisks.some((disk) => disk.resyncRequired),
    rpoSeconds: details.rpoInSeconds,
    rpoAt: details.lastRpoCalculatedTime,
    lastRecoveryPointAt: details.lastRecoveryPointReceived,
    agentHeartbeatAt: details.lastHeartbeat,
    targetVmName: details.recoveryAzureVMName,
    targetResourceGroupId: details.recoveryAzureResourceGroupId,
    agent: agentOf(details),
    target: targetOf(details),
    multiVmGroup: details.multiVmGroupName,
    disks,
    processedBytes: copying ? processedOf(details.protectedDisks) : null,
    backlogMb: backlogOf(disks),
  };
}
