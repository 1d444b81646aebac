// The ARM id of a machine that the classic configuration server knows.
import type { Protectable } from '../state.ts';
import { containerPath, type Vault } from '../vault-list.ts';

/** The path of a protectable item. */
export function protectablePath(vault: Vault, protectable: Protectable): string {
  return `${containerPath(vault)}/replicationProtectableItems/${protectable.id}`;
}
