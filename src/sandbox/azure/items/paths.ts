// The ARM paths of an item and of what hangs below it.
import { jobPath } from '../ids.ts';
import { containerPath, fabricPath, findVault, type Vault } from '../vault-list.ts';
import type { Item } from './model.ts';

function vaultOf(item: Item): Vault {
  const vault = findVault(item.vault);
  if (vault === null) throw new Error(`no vault ${item.vault}`);
  return vault;
}

/** The path of a protected item. */
export function itemPath(item: Item): string {
  return `${containerPath(vaultOf(item))}/replicationProtectedItems/${item.name}`;
}

/** The path of a recovery point; its container is named after the fabric's inner id with both providers. */
export function pointPath(item: Item, pointId: string): string {
  const vault = vaultOf(item);
  return `${fabricPath(vault)}/replicationProtectionContainers/cloud_${vault.fabricId}/replicationProtectedItems/${item.name}/recoveryPoints/${pointId}`;
}

/** The job an item works for, or "None" at the end of the path when it rests. */
export function currentJobPath(item: Item): string {
  return jobPath(vaultOf(item).name, item.jobId ?? 'None');
}
