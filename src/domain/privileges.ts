import { isAllowed } from './checks/support/permissions.ts';
import type { Permission } from './infrastructure.ts';
import { PERMISSIONS, type NeededPermission } from './permissions.ts';

/** What an identity lacks somewhere, and whether it has more than Ferry may need. */
export type Privileges = { readonly missing: readonly NeededPermission[]; readonly tooMuch: 'gives-rights-away' | 'everything' | null };

/** What it takes to ask at a place what one may do there. */
const ASKS = 'Microsoft.Authorization/permissions/read';
const GIVES_RIGHTS = 'Microsoft.Authorization/roleAssignments/write';

/** Where Ferry is given rights: on a vault, on the group of the moved machines, on a network, on the cache account. */
export type PrivilegePlace = 'vault' | 'group' | 'network' | 'cache';

/** Compares what Azure says of Ferry at one place with what Ferry needs there. */
export function privilegesAt(place: PrivilegePlace, permissions: readonly Permission[]): Privileges {
  const missing = PERMISSIONS.filter((p) => p.cloud === 'azure' && p.optional !== true && placesOf(p).includes(place) && !isAllowed(permissions, p.action));
  return { missing, tooMuch: tooMuch(permissions) };
}

/** A network and a cache account have roles of their own: they seldom lie in the group of the machines. */
function placesOf({ scope, action }: NeededPermission): readonly PrivilegePlace[] {
  // Of what lies beside the vault, for example the discovery site, the vault's own list says nothing.
  if (scope === 'vault') return /^Microsoft\.(?:RecoveryServices|Authorization)\//.test(action) ? ['vault'] : [];
  if (scope !== 'target') return [];
  if (action === ASKS) return ['group', 'network', 'cache'];
  if (action.startsWith('Microsoft.Network/virtualNetworks/')) return ['network'];
  return action.startsWith('Microsoft.Storage/') ? ['cache'] : ['group'];
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
