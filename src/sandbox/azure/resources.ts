// Resource groups and storage accounts: what a target check reads before replication is enabled.
import type { SandboxResponse } from '../http/server.ts';
import { ok } from './answers.ts';
import { param, type Call, type Route } from './call.ts';
import { resourceNotFound } from './errors.ts';
import type { Group, StorageAccount } from './estate/types.ts';
import { same } from './fields.ts';
import { groupId, resourceId } from './ids.ts';
import { page } from './paging.ts';
import { groupRoute, subscriptionRoute } from './scope.ts';
import type { State } from './state.ts';

const accountType = 'Microsoft.Storage/storageAccounts';

function groupView(group: Group): unknown {
  return { id: groupId(group.name), name: group.name, type: 'Microsoft.Resources/resourceGroups', location: group.location, tags: {}, properties: { provisioningState: 'Succeeded' } };
}

function accountId(account: StorageAccount): string {
  return resourceId(account.group, accountType, account.name);
}

function accountView(account: StorageAccount): unknown {
  return {
    id: accountId(account),
    name: account.name,
    type: accountType,
    location: account.location,
    kind: account.kind,
    sku: { name: 'Standard_LRS', tier: 'Standard' },
    tags: {},
    properties: {
      provisioningState: 'Succeeded',
      isHnsEnabled: account.hierarchical,
      supportsHttpsTrafficOnly: true,
      primaryLocation: account.location,
      statusOfPrimary: 'available',
      networkAcls: { bypass: 'AzureServices', defaultAction: account.openToAll ? 'Allow' : 'Deny', ipRules: [], virtualNetworkRules: [] },
    },
  };
}

function blobServiceView(account: StorageAccount): unknown {
  const retention = account.softDelete ? { enabled: true, days: 7 } : { enabled: false };
  return {
    id: `${accountId(account)}/blobServices/default`,
    name: 'default',
    type: `${accountType}/blobServices`,
    sku: { name: 'Standard_LRS', tier: 'Standard' },
    properties: { cors: { corsRules: [] }, deleteRetentionPolicy: retention, containerDeleteRetentionPolicy: retention },
  };
}

/** True when the ARM id names a storage account that is there. */
export function isStorageAccount(state: State, id: string): boolean {
  return [...state.estate.accounts.values()].some((account) => same(id, accountId(account)));
}

function accountRoute(tail: string, handle: (account: StorageAccount) => SandboxResponse): Route {
  return groupRoute('GET', `/providers/${accountType}/{account}${tail}`, (call) => {
    const [name, group] = [param(call, 'account'), param(call, 'group')];
    const found = [...call.state.estate.accounts.values()].find((account) => same(account.name, name) && same(account.group, group));
    return found === undefined ? resourceNotFound(accountType, name, group) : handle(found);
  });
}

function readGroup(call: Call): SandboxResponse {
  const found = call.state.estate.groups.get(param(call, 'group'));
  return found === undefined ? resourceNotFound('Microsoft.Resources/resourceGroups', param(call, 'group'), param(call, 'group')) : ok(groupView(found));
}

/** Resource groups and storage accounts. */
export const resourceRoutes: readonly Route[] = [
  subscriptionRoute('GET', '/resourceGroups', (call) => page(call, { rows: [...call.state.estate.groups.values()], view: groupView })),
  groupRoute('GET', '', readGroup),
  accountRoute('', (account) => ok(accountView(account))),
  accountRoute('/blobServices/default', (account) => ok(blobServiceView(account))),
];
