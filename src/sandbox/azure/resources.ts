// Resource groups and storage accounts: what a target check reads before replication is enabled.
import { ok } from './answers.ts';
import { param, type Route } from './call.ts';
import { resourceNotFound } from './errors.ts';
import { same } from './fields.ts';
import { groupId, homeGroup, location, resourceId } from './ids.ts';
import { page } from './paging.ts';
import { groupRoute, resourceGroups, subscriptionRoute } from './scope.ts';

const accountType = 'Microsoft.Storage/storageAccounts';

/** The cache storage account of both vaults. */
export const cacheAccount = 'stasrcacheweu';

function groupView(name: string): unknown {
  return { id: groupId(name), name, type: 'Microsoft.Resources/resourceGroups', location, tags: {}, properties: { provisioningState: 'Succeeded' } };
}

function accountView(): unknown {
  return {
    id: resourceId(homeGroup, accountType, cacheAccount),
    name: cacheAccount,
    type: accountType,
    location,
    kind: 'StorageV2',
    sku: { name: 'Standard_LRS', tier: 'Standard' },
    tags: {},
    properties: {
      provisioningState: 'Succeeded',
      isHnsEnabled: false,
      supportsHttpsTrafficOnly: true,
      statusOfPrimary: 'available',
      networkAcls: { bypass: 'AzureServices', defaultAction: 'Allow', ipRules: [], virtualNetworkRules: [] },
    },
  };
}

/** True when the ARM id names the cache account. */
export function isStorageAccount(id: string): boolean {
  return same(id, resourceId(homeGroup, accountType, cacheAccount));
}

/** Resource groups and storage accounts. */
export const resourceRoutes: readonly Route[] = [
  subscriptionRoute('GET', '/resourceGroups', (call) => page(call, { rows: resourceGroups, view: groupView })),
  groupRoute('GET', '', (call) => ok(groupView(param(call, 'group')))),
  groupRoute('GET', `/providers/${accountType}/{account}`, (call) => {
    const known = same(param(call, 'account'), cacheAccount) && param(call, 'group') === homeGroup;
    return known ? ok(accountView()) : resourceNotFound(accountType, param(call, 'account'), param(call, 'group'));
  }),
];
