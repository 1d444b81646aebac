// Routes below a vault, its fabric and its container, with the refusals for names that do not exist.
import type { SandboxResponse } from '../http/server.ts';
import { param, type Call, type Method, type Route } from './call.ts';
import { missing, resourceNotFound } from './errors.ts';
import { same } from './fields.ts';
import { authorizationFailed, mayDo } from './governance/rights.ts';
import { homeGroup } from './ids.ts';
import { serverOf } from './infrastructure/server.ts';
import { groupRoute } from './scope.ts';
import { findVault, vaultType, type Vault } from './vault-list.ts';

/** A handler that knows its vault. */
export type VaultHandler = (call: Call, vault: Vault) => SandboxResponse;

// One right stands for all of the role: nobody gives it out by halves.
const changeRight = 'Microsoft.RecoveryServices/vaults/replicationFabrics/write';

/** A route below a vault that must exist; to change something there takes a right. */
export function vaultRoute(method: Method, tail: string, handle: VaultHandler): Route {
  return groupRoute(method, `/providers/${vaultType}/{vault}${tail}`, (call) => {
    const vault = param(call, 'group') === homeGroup ? findVault(param(call, 'vault')) : null;
    if (vault === null) return resourceNotFound(vaultType, param(call, 'vault'), param(call, 'group'));
    return method === 'GET' || mayDo(call.state, changeRight, 'onVault') ? handle(call, vault) : authorizationFailed(changeRight, vault.id);
  });
}

/** A route below the fabric of a vault. */
export function fabricRoute(method: Method, tail: string, handle: VaultHandler): Route {
  return vaultRoute(method, `/replicationFabrics/{fabric}${tail}`, (call, vault) => {
    const here = vault.kind === 'InMageRcm' || serverOf(call.state, vault) !== null;
    if (!here || !same(param(call, 'fabric'), vault.fabric)) return missing(call.req, param(call, 'fabric'));
    return handle(call, vault);
  });
}

/** A route below the protection container of a vault. */
export function containerRoute(method: Method, tail: string, handle: VaultHandler): Route {
  return fabricRoute(method, `/replicationProtectionContainers/{container}${tail}`, (call, vault) => {
    if (!same(param(call, 'container'), vault.container)) return missing(call.req, param(call, 'container'));
    return handle(call, vault);
  });
}
