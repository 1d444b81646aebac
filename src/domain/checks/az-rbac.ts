import type { Permission } from '../infrastructure.ts';
import { BEFORE_REPLICATION, block, info, makeCheck, pass, unreadable, warn } from './support/make-check.ts';
import { isAllowed } from './support/permissions.ts';
import { armName, LINK, listText, SOURCE } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

const ITEM = 'Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems';

/** What a replication and its failover do in the name of whoever starts them. */
const ON_TARGET = ['Microsoft.Compute/virtualMachines/write', 'Microsoft.Compute/virtualMachines/deallocate/action', 'Microsoft.Compute/disks/write', 'Microsoft.Network/networkInterfaces/write'] as const;
/** A network seldom lies in the group of the machines, and a role may be given on it alone. */
const ON_NETWORK = ['Microsoft.Network/virtualNetworks/subnets/join/action'] as const;
const ON_VAULT = [`${ITEM}/write`, `${ITEM}/testFailover/action`, `${ITEM}/testFailoverCleanup/action`, `${ITEM}/unplannedFailover/action`, `${ITEM}/remove/action`] as const;

function lacking(permissions: readonly Permission[], wanted: readonly string[]): readonly string[] {
  return wanted.filter((operation) => !isAllowed(permissions, operation));
}

function assign(role: string, scope: string): string {
  return `az role assignment create --assignee <Ferry's identity> --role "${role}" --scope ${scope}`;
}

type Lacking = { readonly onTarget: readonly string[]; readonly onVault: readonly string[]; readonly onNetworks: readonly { readonly id: string; readonly operations: readonly string[] }[] };

function judge({ target, plan, scope }: CheckInput): Judgement {
  const group = plan.resourceGroupId;
  if (!target.permissions.known && group === null) return info("No target resource group is chosen yet; Ferry's permissions are looked at when one is.", 'Choose one when you start the replication.');
  if (!target.permissions.known) return unreadable("Ferry's own permissions", target.permissions.why);
  const held = target.permissions.value;
  const onTarget = group === null ? [] : lacking(held.target, ON_TARGET);
  const onVault = lacking(held.vault, ON_VAULT);
  const onNetworks = networksOf(plan).flatMap((id, n) => lacksOn(id, held.networks[n] ?? []));
  if (onTarget.length + onVault.length + onNetworks.length > 0) return missing({ onTarget, onVault, onNetworks }, { group: group ?? '', scope });
  const tooMuch = everything([...held.target, ...held.vault]);
  if (tooMuch !== null) return tooMuch;
  return pass(group === null ? 'Ferry may do on the vault what a migration needs; no target resource group is chosen yet.' : 'Ferry may do on the vault, in the target resource group and on its networks what a migration needs.');
}

/** In the order in which their permissions are read. */
function networksOf({ networkId, testNetworkId }: CheckInput['plan']): readonly string[] {
  return [networkId, testNetworkId].filter((id) => id !== null);
}

function lacksOn(id: string, held: readonly Permission[]): Lacking['onNetworks'] {
  const operations = lacking(held, ON_NETWORK);
  return operations.length === 0 ? [] : [{ id, operations }];
}

// Whoever steals an identity that may do everything can do everything.
function everything(permissions: readonly Permission[]): Judgement | null {
  if (!isAllowed(permissions, 'Microsoft.Authorization/roleAssignments/write')) return null;
  return warn({ evidence: 'Ferry may do what a migration needs, and may also hand out permissions, as an Owner does. It never needs that.', remedy: 'Replace the role by Site Recovery Contributor on the vault, and Virtual Machine Contributor and Network Contributor on the target resource group.', cause: 'too-much', causeText: "Ferry's identity may do more than it needs" });
}

function missing({ onTarget, onVault, onNetworks }: Lacking, { group, scope }: { readonly group: string; readonly scope: CheckInput['scope'] }): Judgement {
  const vaultId = `/subscriptions/${scope.subscriptionId}/resourceGroups/${scope.vaultResourceGroup}/providers/Microsoft.RecoveryServices/vaults/${scope.vaultName}`;
  const roles = [
    ...(onVault.length === 0 ? [] : [assign('Site Recovery Contributor', vaultId)]),
    ...(onTarget.some((o) => o.startsWith('Microsoft.Compute/')) ? [assign('Virtual Machine Contributor', group)] : []),
    ...(onTarget.some((o) => o.startsWith('Microsoft.Network/')) ? [assign('Network Contributor', group)] : []),
    ...onNetworks.map(({ id }) => assign('Network Contributor', id)),
  ];
  const places = [...(onTarget.length === 0 ? [] : [armName(group)]), ...onNetworks.map(({ id }) => `the network ${armName(id)}`), ...(onVault.length === 0 ? [] : [`the vault ${scope.vaultName}`])];
  const operations = [...new Set([...onTarget, ...onNetworks.flatMap((n) => n.operations), ...onVault])];
  return block({ evidence: `Ferry may not: ${listText(operations)}.`, remedy: roles.join(' && '), cause: `${places.join()}:${operations.join(',')}`, causeText: `Ferry lacks permissions on ${listText(places)}` });
}

/** A failover that Azure refuses for lack of rights fails after the source was stopped. */
export const azRbac = makeCheck({
  id: 'AZ-RBAC',
  title: "Ferry's own permissions in Azure",
  topic: 'target',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'azure',
  needs: ['permissions'],
  expected: `Site Recovery Contributor on the vault; in the target resource group the rights to create machines, disks and network cards; on its networks the right to join a subnet. ${SOURCE.faq}; ${SOURCE.migrateAws}.`,
  link: LINK.faq,
  judge,
});
