// The current provider: an appliance in the source network, its machines listed by Microsoft.OffAzure.
import type { InMageRcmEnableProtectionInput } from '@azure/arm-recoveryservices-siterecovery';
import { z } from 'zod';
import type { DiskProgress } from '../../../domain/observation.ts';
import type { TargetPlan } from '../../../domain/scope.ts';
import { amount, flag, listOf, moment, words, wordsOrNull } from '../fields.ts';
import { applianceOf } from './rcm-appliance.ts';
import { backlogOf, isFirstCopy, type ItemView, type ProviderAdapter, type Reader } from './provider.ts';

const OFF_AZURE_VERSION = '2020-01-01';

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
  mobilityAgentDetails: z.object({ lastHeartbeatUtc: moment }).nullish().catch(null),
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

function view(item: Parameters<ProviderAdapter['view']>[0]): ItemView {
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
    disks,
    processedBytes: bytes,
    backlogMb: backlogOf(disks),
  };
}

const siteSchema = z.object({ physicalSiteId: z.string().min(1) });
const accountSchema = z.object({ id: z.string(), name: words, properties: z.object({ displayName: words }).nullish() });
const machineSchema = z.object({
  id: z.string(),
  name: words,
  properties: z.object({
    displayName: words,
    isDeleted: flag,
    operatingSystemDetails: z.object({ osName: wordsOrNull, osType: wordsOrNull }).nullish().catch(null),
    networkAdapters: listOf(z.object({ ipAddressList: listOf(z.string()) })),
  }),
});

async function runAsAccounts(reader: Reader, site: string): ReturnType<ProviderAdapter['runAsAccounts']> {
  const accounts = await reader.raw.list({ path: `${site}/runAsAccounts`, apiVersion: OFF_AZURE_VERSION, operation: 'OffAzure.runAsAccounts.list' }, accountSchema);
  return accounts.map((account) => ({ id: account.id, name: account.properties?.displayName || account.name }));
}

async function discovered(reader: Reader, site: string): ReturnType<ProviderAdapter['discovered']> {
  const machines = await reader.raw.list({ path: `${site}/machines`, apiVersion: OFF_AZURE_VERSION, operation: 'OffAzure.machines.list' }, machineSchema);
  return machines.map(({ id, name, properties }) => ({
    id,
    name: properties.displayName || name,
    ips: properties.networkAdapters.flatMap((adapter) => adapter.ipAddressList),
    osName: properties.operatingSystemDetails?.osName ?? properties.operatingSystemDetails?.osType ?? null,
    deleted: properties.isDeleted,
  }));
}

// Without a physical site the appliance serves VMware machines only; EC2 instances cannot be in it.
function siteOf(details: unknown): string | null {
  const parsed = siteSchema.safeParse(details);
  return parsed.success ? parsed.data.physicalSiteId : null;
}

function enableDetails(plan: TargetPlan): InMageRcmEnableProtectionInput {
  return {
    instanceType: 'InMageRcm',
    fabricDiscoveryMachineId: plan.discoveredId,
    processServerId: plan.processServerId,
    disksDefault: { logStorageAccountId: plan.cacheStorageAccountId, diskType: plan.diskType },
    targetResourceGroupId: plan.resourceGroupId,
    targetNetworkId: plan.networkId,
    targetSubnetName: plan.subnet,
    // No test subnet is named: ASR takes the one of the same name, or the first, so a test network needs no twin of every subnet.
    testNetworkId: plan.testNetworkId,
    targetVmName: plan.vmName,
    targetVmSize: plan.size,
    licenseType: plan.licence,
    ...(plan.runAsAccountId === null ? {} : { runAsAccountId: plan.runAsAccountId }),
  };
}

const retentionSchema = z.object({ recoveryPointHistoryInMinutes: amount });

/** The appliance based provider. */
export const inMageRcm: ProviderAdapter = {
  provider: 'InMageRcm',
  fabricType: 'InMageRcm',
  view,
  fabric: applianceOf,
  runAsAccounts: async (reader) => {
    const site = siteOf(reader.place.fabricDetails);
    return site === null ? [] : runAsAccounts(reader, site);
  },
  discovered: async (reader) => {
    const site = siteOf(reader.place.fabricDetails);
    return site === null ? [] : discovered(reader, site);
  },
  retentionMinutes: (details) => retentionSchema.parse(details).recoveryPointHistoryInMinutes,
  enableInput: (plan) => ({ providerSpecificDetails: enableDetails(plan) }),
  testFailoverInput: (networkId) => ({ instanceType: 'InMageRcm', networkId }),
  // Ferry has stopped the instance before; the appliance has no way to shut an EC2 machine down.
  failoverInput: () => ({ instanceType: 'InMageRcm', performShutdown: 'false' }),
};
