// Microsoft.Authorization/locks at a resource group or the subscription; those from above are listed as well.
import type { SandboxResponse } from '../../http/server.ts';
import { query, type Call, type Route } from '../call.ts';
import { armError } from '../errors.ts';
import type { Lock } from '../estate/types.ts';
import { same } from '../fields.ts';
import { page } from '../paging.ts';
import { groupRoute, subscriptionRoute } from '../scope.ts';
import { holdsAt, scopeOf } from './holds.ts';

const type = 'Microsoft.Authorization/locks';

function lockView(lock: Lock): unknown {
  return { id: `${lock.scope}/providers/${type}/${lock.name}`, name: lock.name, type, properties: { level: lock.level, notes: '' } };
}

function listLocks(call: Call): SandboxResponse {
  const filter = query(call, '$filter');
  if (filter !== null && !same(filter.replaceAll(/\s/g, ''), 'atScope()')) return armError(400, 'InvalidFilterInQueryString', `The filter '${filter}' is not valid for locks.`);
  const scope = scopeOf(call);
  const rows = [...call.state.estate.locks.values()].filter((lock) => holdsAt(lock.scope, scope));
  return page(call, { rows, view: lockView });
}

/** 409 for a change where a lock forbids it. */
export function lockedRefusal(scope: string): SandboxResponse {
  return armError(409, 'ScopeLocked', `The scope '${scope}' cannot perform write operation because following scope(s) are locked: '${scope}'. Please remove the lock and try again.`);
}

/** Locks. */
export const lockRoutes: readonly Route[] = [subscriptionRoute('GET', `/providers/${type}`, listLocks), groupRoute('GET', `/providers/${type}`, listLocks)];
