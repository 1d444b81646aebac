// Microsoft.Authorization/permissions: what the caller may do at a subscription, a resource group, a vault, a network or a storage account.
import type { SandboxResponse } from '../../http/server.ts';
import type { Call, Route } from '../call.ts';
import type { Right } from '../estate/types.ts';
import { page } from '../paging.ts';
import { groupRoute, subscriptionRoute } from '../scope.ts';
import { vaultRoute } from '../vault-routes.ts';

const tail = '/providers/Microsoft.Authorization/permissions';

function rightView(right: Right): unknown {
  return { actions: right.actions, notActions: right.notActions, dataActions: [], notDataActions: [] };
}

function listRights(call: Call, rights: readonly Right[]): SandboxResponse {
  return page(call, { rows: rights, view: rightView });
}

/** One entry for each role that is assigned to the caller. */
export const rightRoutes: readonly Route[] = [
  subscriptionRoute('GET', tail, (call) => listRights(call, call.state.estate.rights.everywhere)),
  groupRoute('GET', tail, (call) => listRights(call, call.state.estate.rights.everywhere)),
  vaultRoute('GET', tail, (call) => listRights(call, [...call.state.estate.rights.everywhere, ...call.state.estate.rights.onVaults])),
  ...['Microsoft.Network/virtualNetworks', 'Microsoft.Storage/storageAccounts'].map((type) => groupRoute('GET', `/providers/${type}/{resource}${tail}`, (call) => listRights(call, call.state.estate.rights.everywhere))),
];
