// Checks ids before they become part of a path: they come from settings, from answers and from people.
import { CloudError } from '../../ports/trouble.ts';

const GROUP_ID = /^\/subscriptions\/[^/?#]+\/resourceGroups\/[^/?#]+$/i;
const SCOPE_ID = /^\/subscriptions\/[^/?#]+\/resourceGroups\/[^/?#]+(\/providers(\/[^/?#]+){3,})?$/i;

/** The id, when it is one of a resource group. */
export function groupPath(id: string): string {
  return checked(id, GROUP_ID, 'the id of a resource group');
}

/** The id, when it is one of a resource group or of a resource in one. */
export function scopePath(id: string): string {
  return checked(id, SCOPE_ID, 'the id of a resource group or of a resource');
}

function checked(id: string, pattern: RegExp, what: string): string {
  if (pattern.test(id) && !id.split('/').includes('..')) return id;
  throw new CloudError({ kind: 'invalid', operation: 'resourceId', message: `this is not ${what}` });
}

/** True when the scope is the resource or lies above it. */
export function contains(scope: string, id: string): boolean {
  const above = scope.toLowerCase().replace(/\/+$/, '');
  const below = id.toLowerCase();
  return below === above || below.startsWith(`${above}/`);
}
