// Names and ARM ids of the simulated subscription.
import { createHash } from 'node:crypto';

export const subscription = '00000000-0000-4000-8000-00000000a001';
export const tenant = '00000000-0000-4000-8000-0000000000aa';
export const location = 'westeurope';
export const homeGroup = 'rg-asr-weu';

/** The ids that stand for "Azure" on the recovery side; they are the same in every subscription. */
export const azureSide = {
  name: 'Microsoft Azure',
  cloudId: 'd38048d4-b460-4791-8ece-108395ee8478',
  vmmId: '21a9403c-6ec1-44f2-b744-b4e50b792387',
} as const;

/** A GUID that is always the same for the same text, so that a reset world looks like the first one. */
export function guidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The id of a resource as every provider but Site Recovery writes it. */
export function resourceId(group: string, type: string, name: string): string {
  return `/subscriptions/${subscription}/resourceGroups/${group}/providers/${type}/${name}`;
}

/** The id of a resource group. */
export function groupId(group: string): string {
  return `/subscriptions/${subscription}/resourceGroups/${group}`;
}

/** The path of a vault as Site Recovery writes it: its ids begin with a capital S, those of others do not. */
export function vaultPath(vaultName: string): string {
  return `/Subscriptions/${subscription}/resourceGroups/${homeGroup}/providers/Microsoft.RecoveryServices/vaults/${vaultName}`;
}

/** The ARM id of a job; its last segment is also the operation id of the call that began it. */
export function jobPath(vaultName: string, jobId: string): string {
  return `${vaultPath(vaultName)}/replicationJobs/${jobId}`;
}

/** The last segment of an ARM id. */
export function nameIn(id: string): string {
  return id.split('/').at(-1) ?? '';
}

/** The resource group named in an ARM id, or empty when there is none. */
export function groupIn(id: string): string {
  return /\/resourceGroups\/([^/]+)/i.exec(id)?.[1] ?? '';
}
