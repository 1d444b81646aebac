// The classic provider: a configuration server with process and master target servers; kept for vaults that still use it.
import type { InMageAzureV2EnableProtectionInput } from '@azure/arm-recoveryservices-siterecovery';
import { z } from 'zod';
import type { DiskProgress } from '../../../domain/observation.ts';
import type { TargetPlan } from '../../../domain/scope.ts';
import { amount, flag, listOf, moment, words, wordsOrNull } from '../fields.ts';
import { accountsOf, configurationServerOf } from './configuration-server.ts';
import { backlogOf, isFirstCopy, type ItemView, type ProviderAdapter, type Reader } from './provider.ts';

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

function view(item: Parameters<ProviderAdapter['view']>[0]): ItemView {
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
    disks,
    processedBytes: copying ? processedOf(details.protectedDisks) : null,
    backlogMb: backlogOf(disks),
  };
}

const protectableSchema = z.object({
  id: z.string(),
  name: words,
  properties: z.object({ friendlyName: words, customDetails: z.object({ ipAddress: wordsOrNull, osType: wordsOrNull }).nullish().catch(null) }),
});

async function discovered(reader: Reader): ReturnType<ProviderAdapter['discovered']> {
  const { client, place } = reader;
  const found: Awaited<ReturnType<ProviderAdapter['discovered']>>[number][] = [];
  for await (const answer of client.replicationProtectableItems.listByReplicationProtectionContainers(place.vault, place.resourceGroup, place.fabric, place.container)) {
    const { id, name, properties } = protectableSchema.parse(answer);
    const ip = properties.customDetails?.ipAddress ?? null;
    found.push({ id, name: properties.friendlyName || name, ips: ip === null ? [] : [ip], osName: properties.customDetails?.osType ?? null, deleted: false });
  }
  return found;
}

function enableDetails(plan: TargetPlan): InMageAzureV2EnableProtectionInput {
  return {
    instanceType: 'InMageAzureV2',
    processServerId: plan.processServerId,
    logStorageAccountId: plan.cacheStorageAccountId,
    diskType: plan.diskType,
    targetAzureV2ResourceGroupId: plan.resourceGroupId,
    targetAzureNetworkId: plan.networkId,
    targetAzureSubnetId: plan.subnet,
    targetAzureVmName: plan.vmName,
    targetVmSize: plan.size,
    licenseType: plan.licence,
    enableRdpOnTargetOption: 'Never',
    ...(plan.masterTargetId === null ? {} : { masterTargetId: plan.masterTargetId }),
    ...(plan.runAsAccountId === null ? {} : { runAsAccountId: plan.runAsAccountId }),
  };
}

const retentionSchema = z.object({ recoveryPointHistory: amount });

/** The configuration server based provider. */
export const inMageAzureV2: ProviderAdapter = {
  provider: 'InMageAzureV2',
  fabricType: 'VMware',
  view,
  fabric: configurationServerOf,
  runAsAccounts: (_reader, properties) => Promise.resolve(accountsOf(properties)),
  discovered,
  retentionMinutes: (details) => retentionSchema.parse(details).recoveryPointHistory,
  enableInput: (plan) => ({ protectableItemId: plan.discoveredId, providerSpecificDetails: enableDetails(plan) }),
  testFailoverInput: () => ({ instanceType: 'InMageAzureV2' }),
  failoverInput: () => ({ instanceType: 'InMageAzureV2' }),
};
