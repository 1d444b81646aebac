// What the signed-in identity may do. Any token is taken for Ferry's own, with the rights that are seeded here.
import type { SandboxResponse } from '../../http/server.ts';
import { armError } from '../errors.ts';
import type { Estate, Right } from '../estate/types.ts';
import { guidOf } from '../ids.ts';
import type { State } from '../state.ts';

const reader: Right = { actions: ['*/read'], notActions: [] };

// A role made for migrations: it makes machines, disks and cards, and cannot delete any.
const mover: Right = {
  actions: [
    'Microsoft.Compute/virtualMachines/write',
    'Microsoft.Compute/virtualMachines/start/action',
    'Microsoft.Compute/virtualMachines/deallocate/action',
    'Microsoft.Compute/disks/write',
    'Microsoft.Compute/availabilitySets/write',
    'Microsoft.Network/networkInterfaces/write',
    'Microsoft.Network/networkInterfaces/join/action',
    'Microsoft.Network/networkSecurityGroups/join/action',
    'Microsoft.Network/virtualNetworks/subnets/join/action',
    'Microsoft.Storage/storageAccounts/listKeys/action',
  ],
  notActions: [],
};

// As the built-in role Site Recovery Contributor has it, as far as this sandbox goes.
const siteRecoveryContributor: Right = {
  actions: [
    'Microsoft.RecoveryServices/vaults/read',
    'Microsoft.RecoveryServices/Vaults/refreshContainers/read',
    'Microsoft.RecoveryServices/Vaults/replicationAlertSettings/*',
    'Microsoft.RecoveryServices/Vaults/replicationEvents/read',
    'Microsoft.RecoveryServices/Vaults/replicationFabrics/*',
    'Microsoft.RecoveryServices/Vaults/replicationJobs/*',
    'Microsoft.RecoveryServices/Vaults/replicationPolicies/*',
    'Microsoft.RecoveryServices/Vaults/replicationRecoveryPlans/*',
    'Microsoft.RecoveryServices/vaults/replicationVaultHealth/*',
    'Microsoft.RecoveryServices/Vaults/usages/read',
    'Microsoft.Resources/subscriptions/resourceGroups/read',
  ],
  notActions: [],
};

/** The rights as they are after a reset. */
export function seedRights(): Estate['rights'] {
  return { everywhere: [reader, mover], onVaults: [siteRecoveryContributor] };
}

function covers(pattern: string, action: string): boolean {
  const parts = pattern.toLowerCase().split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(action.toLowerCase());
}

function allows(right: Right, action: string): boolean {
  return right.actions.some((pattern) => covers(pattern, action)) && !right.notActions.some((pattern) => covers(pattern, action));
}

/** Whether the caller may do something; `onVault` adds the roles that are given on the vaults alone. */
export function mayDo(state: State, action: string, place: 'anywhere' | 'onVault' = 'anywhere'): boolean {
  const { everywhere, onVaults } = state.estate.rights;
  return [...everywhere, ...(place === 'onVault' ? onVaults : [])].some((right) => allows(right, action));
}

/** 403 as ARM words it. */
export function authorizationFailed(action: string, scope: string): SandboxResponse {
  const client = guidOf('ferry/identity');
  const message = `The client '${client}' with object id '${client}' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`;
  return armError(403, 'AuthorizationFailed', message);
}

/** 403 where a request names a resource that the caller may not use, or null. */
export function linkedRefusal(state: State, action: string, scope: string): SandboxResponse | null {
  if (mayDo(state, action)) return null;
  const message = `The client has permission to perform the request, however it does not have permission to perform action '${action}' on the linked scope '${scope}'.`;
  return armError(403, 'LinkedAuthorizationFailed', message);
}
