// The classic configuration server, registered six minutes before the sandbox started: it reports nothing new until minute 15.
import type { Call } from '../call.ts';
import { hour, lastFullMinute, minute, stamp } from '../times.ts';
import type { Vault } from '../vault-list.ts';

const agentVersion = '9.62.7219.1';
const address = '10.10.0.11';
const gib = 2 ** 30;
const registeredBefore = 6 * minute;
const firstReportAfter = 15 * minute;
const certificateDays = 1080;

/** The last heartbeat of the server: its registration, until it begins to report. */
export function configurationServerHeartbeat(call: Call): number {
  const registeredAt = call.state.startedAt - registeredBefore;
  return call.now - registeredAt < firstReportAfter ? registeredAt : lastFullMinute(call.now);
}

function inDays(call: Call, days: number): string {
  return stamp(call.state.startedAt + days * 24 * hour);
}

function load(prefix: string, value: string): Record<string, string> {
  return { [prefix]: value, [`${prefix}Status`]: 'Green' };
}

function resources(): Record<string, unknown> {
  return {
    ...load('systemLoad', '0'),
    ...load('cpuLoad', '4%'),
    totalMemoryInBytes: 16 * gib,
    availableMemoryInBytes: 11 * gib,
    memoryUsageStatus: 'Green',
    totalSpaceInBytes: 620 * gib,
    availableSpaceInBytes: 601 * gib,
    spaceUsageStatus: 'Green',
  };
}

function protectedCount(call: Call, vault: Vault): string {
  return String([...call.state.items.values()].filter((item) => item.vault === vault.name).length);
}

function common(call: Call): Record<string, unknown> {
  return { ipAddress: address, agentVersion, lastHeartbeat: stamp(configurationServerHeartbeat(call)), versionStatus: 'Supported' };
}

function processServer(call: Call, vault: Vault): unknown {
  const reporting = configurationServerHeartbeat(call) > call.state.startedAt;
  const expiry = inDays(call, 400);
  return {
    friendlyName: vault.server,
    id: vault.processServerId,
    osType: 'Windows',
    ...common(call),
    mobilityServiceUpdates: [{ version: agentVersion, rebootStatus: 'NotRequired', osType: 'Windows' }],
    hostId: vault.processServerId,
    machineCount: protectedCount(call, vault),
    replicationPairCount: protectedCount(call, vault),
    ...resources(),
    psServiceStatus: reporting ? 'Running' : 'Unknown',
    sslCertExpiryDate: inDays(call, certificateDays),
    sslCertExpiryRemainingDays: certificateDays,
    osVersion: null,
    healthErrors: [],
    agentExpiryDate: expiry,
    agentVersionDetails: { version: agentVersion, expiryDate: expiry, status: 'Supported' },
    health: reporting ? 'Normal' : 'None',
    historicHealth: reporting ? 'Normal' : 'None',
    psStatsRefreshTime: stamp(configurationServerHeartbeat(call)),
    throughputUploadPendingDataInBytes: 0,
    throughputInMBps: 0,
    throughputInBytes: 0,
    throughputStatus: 'Green',
    marsCommunicationStatus: '1',
    marsRegistrationStatus: '1',
  };
}

function masterTarget(call: Call, vault: Vault): unknown {
  return {
    id: vault.masterTargetId,
    name: vault.server,
    osType: 'Windows',
    ...common(call),
    retentionVolumes: [],
    dataStores: [],
    validationErrors: [],
    healthErrors: [],
    diskCount: 1,
    osVersion: 'Microsoft Windows Server 2016',
  };
}

/** The details of the classic fabric. */
export function configurationServerDetails(call: Call, vault: Vault): unknown {
  return {
    instanceType: 'VMware',
    processServers: [processServer(call, vault)],
    masterTargetServers: [masterTarget(call, vault)],
    runAsAccounts: vault.accounts.map((account) => ({ accountId: account.id, accountName: account.name })),
    replicationPairCount: protectedCount(call, vault),
    processServerCount: '1',
    agentCount: protectedCount(call, vault),
    protectedServers: protectedCount(call, vault),
    ...resources(),
    ...load('webLoad', '0'),
    ...load('databaseServerLoad', '0'),
    csServiceStatus: 'Running',
    ...common(call),
    hostName: vault.server,
    sslCertExpiryDate: inDays(call, certificateDays),
    sslCertExpiryRemainingDays: certificateDays,
    psTemplateVersion: '',
    agentExpiryDate: inDays(call, 400),
  };
}
