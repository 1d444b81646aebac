/** What the looks at rights in Azure have in common. */
import type { NeededPermission } from '../domain/permissions.ts';
import type { Privileges } from '../domain/privileges.ts';
import type { Scope } from '../domain/scope.ts';
import { seen, type Seen } from './doctor-finding.ts';

const NAMES = 3;

/** What is missing somewhere and what is too much. */
export function rights({ missing, tooMuch }: Privileges, where: string): Seen {
  if (missing.length > 0) return lacking(missing, where);
  return tooMuch === null ? seen('ok', 'azure-fine', where) : seen('warn', 'azure-too-much', where, tooMuch);
}

/** Without what only changes something Ferry is still good for looking. */
export function lacking(missing: readonly NeededPermission[], where: string): Seen {
  const verbs = [...new Set(missing.flatMap((p) => p.verbs))].sort();
  const names = missing.slice(0, NAMES).map((p) => p.action);
  return seen(missing.some((p) => p.kind === 'read') ? 'bad' : 'warn', 'azure-missing', where, names.join(', '), String(missing.length - names.length), verbs.join(', '));
}

/** The vault's own address. */
export function vaultIdOf({ subscriptionId, vaultResourceGroup, vaultName }: Scope): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${vaultResourceGroup}/providers/Microsoft.RecoveryServices/vaults/${vaultName}`;
}
