// The classic configuration server: it is process server and master target as well.
import type { Call } from '../call.ts';
import { hour, stamp } from '../times.ts';
import type { Vault } from '../vault-list.ts';
import { accountsOf, factsOf, gradeOfBacklog, gradeOfSpace, gradeOfUse, heartbeatOf, isReporting, loadOf, serverErrors, serverHealth, worstGrade, type LoadFigures } from './server.ts';

const agentVersion = '9.62.7219.1';
const address = '10.10.0.11';

const colours = { good: 'Green', warning: 'Yellow', critical: 'Red' } as const;

function inDays(call: Call, days: number): string {
  return stamp(call.state.startedAt + days * 24 * hour);
}

function load(prefix: string, value: string): Record<string, string> {
  return { [prefix]: value, [`${prefix}Status`]: 'Green' };
}

function resources(figures: LoadFigures): Record<string, unknown> {
  return {
    ...load('systemLoad', '0'),
    cpuLoad: `${figures.processorPercent}%`,
    cpuLoadStatus: colours[gradeOfUse(figures.processorPercent)],
    totalMemoryInBytes: figures.memory.total,
    availableMemoryInBytes: figures.memory.available,
    memoryUsageStatus: colours[gradeOfUse(figures.memory.percent)],
    totalSpaceInBytes: figures.space.total,
    availableSpaceInBytes: figures.space.available,
    spaceUsageStatus: colours[gradeOfSpace(figures.space.freePercent)],
  };
}

function common(call: Call, vault: Vault): Record<string, unknown> {
  const { server } = factsOf(call.state, vault);
  return { ipAddress: address, agentVersion, lastHeartbeat: stamp(heartbeatOf(server, call.now)), versionStatus: server.versionStatus };
}

function certificate(call: Call, vault: Vault): Record<string, unknown> {
  const days = factsOf(call.state, vault).server.certificateDays;
  return { sslCertExpiryDate: inDays(call, days), sslCertExpiryRemainingDays: days };
}

function serviceStatus(call: Call, vault: Vault): string {
  const { server } = factsOf(call.state, vault);
  if (serverHealth(server, call.now) === 'Critical') return 'Stopped';
  return isReporting(server, call.now) ? 'Running' : 'Unknown';
}

function healthFields(call: Call, vault: Vault, figures: LoadFigures): Record<string, unknown> {
  const { server } = factsOf(call.state, vault);
  const own = serverHealth(server, call.now);
  const worst = worstGrade([gradeOfBacklog(figures), gradeOfSpace(figures.space.freePercent), gradeOfUse(figures.memory.percent), gradeOfUse(figures.processorPercent)]);
  const health = own === 'Normal' && worst !== 'good' ? ({ warning: 'Warning', critical: 'Critical' } as const)[worst] : own;
  return { healthErrors: serverErrors(vault, server, call.now), health, historicHealth: health, psStatsRefreshTime: stamp(heartbeatOf(server, call.now)) };
}

function processServer(call: Call, vault: Vault): unknown {
  const expiry = inDays(call, 400);
  const figures = loadOf(call, vault);
  const count = String(figures.protectedItems);
  return {
    friendlyName: vault.server,
    id: vault.processServerId,
    osType: 'Windows',
    ...common(call, vault),
    mobilityServiceUpdates: [{ version: agentVersion, rebootStatus: 'NotRequired', osType: 'Windows' }],
    hostId: vault.processServerId,
    machineCount: count,
    replicationPairCount: count,
    ...resources(figures),
    psServiceStatus: serviceStatus(call, vault),
    ...certificate(call, vault),
    osVersion: null,
    agentExpiryDate: expiry,
    agentVersionDetails: { version: agentVersion, expiryDate: expiry, status: 'Supported' },
    ...healthFields(call, vault, figures),
    throughputUploadPendingDataInBytes: figures.pendingBytes,
    throughputInMBps: Math.round(figures.throughputBytes / 2 ** 20),
    throughputInBytes: figures.throughputBytes,
    throughputStatus: colours[gradeOfBacklog(figures)],
    marsCommunicationStatus: '1',
    marsRegistrationStatus: '1',
  };
}

function masterTarget(call: Call, vault: Vault): unknown {
  return {
    id: vault.masterTargetId,
    name: vault.server,
    osType: 'Windows',
    ...common(call, vault),
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
  const figures = loadOf(call, vault);
  const count = String(figures.protectedItems);
  return {
    instanceType: 'VMware',
    processServers: [processServer(call, vault)],
    masterTargetServers: [masterTarget(call, vault)],
    runAsAccounts: accountsOf(call.state, vault).map((account) => ({ accountId: account.id, accountName: account.name })),
    replicationPairCount: count,
    processServerCount: '1',
    agentCount: count,
    protectedServers: count,
    ...resources(figures),
    ...load('webLoad', '0'),
    ...load('databaseServerLoad', '0'),
    // The service of a new server runs before its process server reports.
    csServiceStatus: serviceStatus(call, vault) === 'Stopped' ? 'Stopped' : 'Running',
    ...common(call, vault),
    hostName: vault.server,
    ...certificate(call, vault),
    psTemplateVersion: '',
    agentExpiryDate: inDays(call, 400),
  };
}
