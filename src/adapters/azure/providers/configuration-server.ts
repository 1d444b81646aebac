// Reads a configuration server out of its fabric: process servers, master targets, accounts, and what is wrong with them.
import { z } from 'zod';
import type { Infrastructure, ProcessServer } from '../../../domain/infrastructure.ts';
import { amount, health, listOf, moment, words } from '../fields.ts';
import type { FabricView } from './provider.ts';

const CERTIFICATE_WARNING_DAYS = 30;

const processServerSchema = z.object({
  id: words,
  friendlyName: words,
  health,
  lastHeartbeat: moment,
  psServiceStatus: words,
  cpuLoad: words,
  spaceUsageStatus: words,
  memoryUsageStatus: words,
  totalMemoryInBytes: amount,
  availableMemoryInBytes: amount,
  totalSpaceInBytes: amount,
  availableSpaceInBytes: amount,
  throughputUploadPendingDataInBytes: amount,
  throughputInBytes: amount,
  machineCount: amount,
});
const detailsSchema = z.object({
  hostName: words,
  lastHeartbeat: moment,
  csServiceStatus: words,
  versionStatus: words,
  sslCertExpiryRemainingDays: amount,
  processServers: listOf(processServerSchema),
  masterTargetServers: listOf(z.object({ id: words, name: words })),
  runAsAccounts: listOf(z.object({ accountId: words, accountName: words })),
});
const fabricSchema = z.object({ friendlyName: words, health, customDetails: detailsSchema });
type Details = z.infer<typeof detailsSchema>;

/** The configuration server, as the fabric's own GET shows it. */
export function configurationServerOf(properties: unknown): FabricView {
  const fabric = fabricSchema.parse(properties);
  const details = fabric.customDetails;
  const troubles = [...serverTroubles(details), ...processServerTroubles(details)];
  return {
    appliance: {
      name: details.hostName || fabric.friendlyName,
      health: troubles.length > 0 && fabric.health !== 'critical' ? 'warning' : fabric.health,
      lastHeartbeatAt: details.lastHeartbeat,
      registeredAt: null,
      troubles,
    },
    processServers: details.processServers.map(processServerOf),
    masterTargets: details.masterTargetServers.map(({ id, name }) => ({ id, name })),
  };
}

/** The accounts that the configuration server keeps for installing the mobility service. */
export function accountsOf(properties: unknown): Infrastructure['runAsAccounts'] {
  return fabricSchema.parse(properties).customDetails.runAsAccounts.map((account) => ({ id: account.accountId, name: account.accountName }));
}

function processServerOf(server: z.infer<typeof processServerSchema>): ProcessServer {
  const freeMemory = percentOf(server.availableMemoryInBytes, server.totalMemoryInBytes);
  return {
    id: server.id,
    name: server.friendlyName,
    health: server.health,
    heartbeatAt: server.lastHeartbeat,
    freeSpacePercent: percentOf(server.availableSpaceInBytes, server.totalSpaceInBytes),
    processorPercent: loadOf(server.cpuLoad),
    memoryPercent: freeMemory === null ? null : 100 - freeMemory,
    pendingUploadBytes: server.throughputUploadPendingDataInBytes,
    throughputBytesPerSecond: server.throughputInBytes,
    protectedItems: server.machineCount,
  };
}

// Before its first report a server has totals of zero.
function percentOf(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole <= 0 ? null : (part / whole) * 100;
}

// The load comes as text with its sign: "4%".
function loadOf(text: string): number | null {
  const number = /^\s*(\d+(?:\.\d+)?)\s*%?\s*$/.exec(text)?.[1];
  return number === undefined ? null : Number(number);
}

function serverTroubles(details: Details): readonly string[] {
  const troubles: string[] = [];
  if (isBad(details.csServiceStatus, 'Running')) troubles.push(`configuration server: ${details.csServiceStatus}`);
  if (isBad(details.versionStatus, 'Supported')) troubles.push(`configuration server version: ${details.versionStatus}`);
  const days = details.sslCertExpiryRemainingDays;
  if (days !== null && days < CERTIFICATE_WARNING_DAYS) troubles.push(`certificate of the configuration server: ${days} days left`);
  return troubles;
}

function processServerTroubles(details: Details): readonly string[] {
  return details.processServers.flatMap((server) => {
    const name = `process server ${server.friendlyName}`;
    const found: string[] = [];
    if (isBad(server.psServiceStatus, 'Running')) found.push(`${name}: ${server.psServiceStatus}`);
    if (isBad(server.spaceUsageStatus, 'Green')) found.push(`${name}, disk space: ${server.spaceUsageStatus}`);
    if (isBad(server.memoryUsageStatus, 'Green')) found.push(`${name}, memory: ${server.memoryUsageStatus}`);
    if (server.health === 'warning' || server.health === 'critical') found.push(`${name}: ${server.health}`);
    return found;
  });
}

// What is not said is not held against the server: its heartbeat and health decide.
function isBad(status: string, good: string): boolean {
  return status !== '' && status.toLowerCase() !== good.toLowerCase();
}
