import { isAllowed } from './checks/support/permissions.ts';
import type { Permission } from './infrastructure.ts';
import { PERMISSIONS, type NeededPermission } from './permissions.ts';

/** What an identity lacks somewhere, and whether it has more than Ferry may need. */
export type Privileges = { readonly missing: readonly NeededPermission[]; readonly tooMuch: 'gives-rights-away' | 'everything' | null };

const GIVES_RIGHTS = 'Microsoft.Authorization/roleAssignments/write';

/** Compares what Azure says of Ferry at a vault or a target group with what Ferry needs there. */
export function privilegesAt(scope: 'vault' | 'target', permissions: readonly Permission[]): Privileges {
  const missing = PERMISSIONS.filter((p) => p.cloud === 'azure' && p.scope === scope && p.optional !== true && isAskedHere(p, scope) && !isAllowed(permissions, p.action));
  return { missing, tooMuch: tooMuch(permissions) };
}

/** Of what lies beside the vault, for example the discovery site, the vault's own list says nothing. */
function isAskedHere({ action }: NeededPermission, scope: 'vault' | 'target'): boolean {
  return scope === 'target' || /^Microsoft\.(?:RecoveryServices|Authorization)\//.test(action);
}

function tooMuch(permissions: readonly Permission[]): Privileges['tooMuch'] {
  if (isAllowed(permissions, GIVES_RIGHTS)) return 'gives-rights-away';
  return permissions.some((p) => p.actions.includes('*')) ? 'everything' : null;
}

/** Everything Ferry needs, by the command that needs it; what Ferry does by itself comes first. */
export function needsByVerb(): readonly { readonly verb: string; readonly needs: readonly NeededPermission[] }[] {
  const verbs = [...new Set(PERMISSIONS.flatMap((p) => p.verbs))].sort((a, b) => Number(b === 'watch') - Number(a === 'watch') || a.localeCompare(b, 'en'));
  return verbs.map((verb) => ({ verb, needs: PERMISSIONS.filter((p) => p.verbs.includes(verb)) }));
}
