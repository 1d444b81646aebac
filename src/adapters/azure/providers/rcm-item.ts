// Reads a protected item of the appliance: how far its copy is, its agent, and what it would become.
import { z } from 'zod';
import type { DiskProgress, ItemTarget, MobilityAgent } from '../../../domain/observation.ts';
import { amount, flag, listOf, moment, words, wordsOrNull } from '../fields.ts';
import { backlogOf, earlier, isFirstCopy, NO_AGENT, type ItemView, type ProviderAdapter } from './provider.ts';

const syncSchema = z.object({ progressPercentage: amount, transferredBytes: amount }).nullish().catch(null);
const diskSchema = z.object({
  diskName: words,
  diskId: words,
  capacityInBytes: amount,
  isInitialReplicationComplete: flag,
  dataPendingAtSourceAgentInMB: amount,
  dataPendingInLogDataStoreInMB: amount,
  irDetails: syncSchema,
  resyncDetails: syncSchema,
});
const agentSchema = z.object({ version: wordsOrNull, latestVersion: wordsOrNull, lastHeartbeatUtc: moment, agentVersionExpiryDate: moment, driverVersionExpiryDate: moment, isUpgradeable: flag, reasonsBlockingUpgrade: listOf(z.string()) });
const nicSchema = z.object({ nicId: words, isPrimaryNic: flag, isSelectedForFailover: words, sourceIPAddress: wordsOrNull, targetIPAddress: wordsOrNull, targetSubnetName: wordsOrNull });
const detailsSchema = z.object({
  internalIdentifier: wordsOrNull,
  fabricDiscoveryMachineId: wordsOrNull,
  primaryNicIpAddress: wordsOrNull,
  targetVmName: wordsOrNull,
  targetResourceGroupId: wordsOrNull,
  initialReplicationProgressPercentage: amount,
  initialReplicationProcessedBytes: amount,
  resyncProgressPercentage: amount,
  resyncProcessedBytes: amount,
  resyncRequired: flag,
  resyncState: words,
  lastRpoInSeconds: amount,
  lastRpoCalculatedTime: moment,
  lastRecoveryPointReceived: moment,
  multiVmGroupName: wordsOrNull,
  targetVmSize: wordsOrNull,
  targetNetworkId: wordsOrNull,
  testNetworkId: wordsOrNull,
  targetAvailabilityZone: wordsOrNull,
  targetAvailabilitySetId: wordsOrNull,
  licenseType: wordsOrNull,
  mobilityAgentDetails: agentSchema.nullish().catch(null),
  vmNics: listOf(nicSchema),
  protectedDisks: listOf(diskSchema),
});
type Details = z.infer<typeof detailsSchema>;

function isResyncing(details: Details): boolean {
  return details.resyncRequired || details.resyncState === 'StartedResynchronization';
}

function copied(details: Details, protectionState: string): { readonly percent: number | null; readonly bytes: number | null } {
  if (isFirstCopy(protectionState)) return { percent: details.initialReplicationProgressPercentage, bytes: details.initialReplicationProcessedBytes };
  if (isResyncing(details)) return { percent: details.resyncProgressPercentage, bytes: details.resyncProcessedBytes };
  return { percent: null, bytes: null };
}

function diskOf(disk: z.infer<typeof diskSchema>): DiskProgress {
  const sync = disk.isInitialReplicationComplete ? disk.resyncDetails : disk.irDetails;
  return {
    name: disk.diskName || disk.diskId,
    capacityBytes: disk.capacityInBytes ?? 0,
    initialReplicationDone: disk.isInitialReplicationComplete,
    percent: sync?.progressPercentage ?? null,
    transferredBytes: sync?.transferredBytes ?? null,
    pendingAtSourceMb: disk.dataPendingAtSourceAgentInMB,
    pendingInLogMb: disk.dataPendingInLogDataStoreInMB,
  };
}

// An appliance without a word of the agent has not heard of it yet.
function agentOf(agent: z.infer<typeof agentSchema> | null): MobilityAgent {
  if (agent === null) return NO_AGENT;
  return {
    version: agent.version,
    latestVersion: agent.latestVersion,
    heartbeatAt: agent.lastHeartbeatUtc,
    expiresAt: earlier(agent.agentVersionExpiryDate, agent.driverVersionExpiryDate),
    upgradeable: agent.isUpgradeable,
    rebootPending: agent.reasonsBlockingUpgrade.includes('RebootRequired'),
    // To be on the latest version is no obstacle.
    blocked: agent.reasonsBlockingUpgrade.filter((reason) => reason !== 'AlreadyOnLatestVersion'),
  };
}

function targetOf(details: Details): ItemTarget {
  const taken = details.vmNics.filter((nic) => !/^false$/i.test(nic.isSelectedForFailover));
  return {
    vmName: details.targetVmName,
    size: details.targetVmSize,
    resourceGroupId: details.targetResourceGroupId,
    networkId: details.targetNetworkId,
    testNetworkId: details.testNetworkId,
    nics: taken.map((nic) => ({ mac: nic.nicId, primary: nic.isPrimaryNic, sourceIp: nic.sourceIPAddress, targetIp: nic.targetIPAddress, subnet: nic.targetSubnetName })),
    zone: details.targetAvailabilityZone,
    availabilitySetId: details.targetAvailabilitySetId,
    licence: details.licenseType,
  };
}

/** The provider's part of an item. */
export function view(item: Parameters<ProviderAdapter['view']>[0]): ItemView {
  const details = detailsSchema.parse(item.details);
  const { percent, bytes } = copied(details, item.protectionState);
  const disks = details.protectedDisks.map(diskOf);
  return {
    privateIp: details.primaryNicIpAddress,
    discoveredId: details.fabricDiscoveryMachineId,
    internalId: details.internalIdentifier,
    percent,
    resyncRequired: details.resyncRequired,
    rpoSeconds: details.lastRpoInSeconds,
    rpoAt: details.lastRpoCalculatedTime,
    lastRecoveryPointAt: details.lastRecoveryPointReceived,
    agentHeartbeatAt: details.mobilityAgentDetails?.lastHeartbeatUtc ?? null,
    targetVmName: details.targetVmName,
    targetResourceGroupId: details.targetResourceGroupId,
    agent: agentOf(details.mobilityAgentDetails ?? null),
    target: targetOf(details),
    multiVmGroup: details.multiVmGroupName,
    disks,
    processedBytes: bytes,
    backlogMb: backlogOf(disks),
  };
}
