// Reads what stands above a resource group: locks, and what Ferry's own identity may do there.
import { z } from 'zod';
import type { Lock, Permission } from '../../domain/infrastructure.ts';
import { API_VERSIONS } from './api-versions.ts';
import { contains, groupPath, scopePath } from './arm-ids.ts';
import { listOf, words } from './fields.ts';
import type { RawArm } from './raw-arm.ts';

const PROVIDER = 'providers/Microsoft.Authorization';
const lockSchema = z.object({ id: z.string(), name: z.string(), properties: z.object({ level: words }) });
const permissionSchema = z.object({ actions: listOf(z.string()), notActions: listOf(z.string()) }).transform((permission): Permission => permission);

/** Locks on the group and above it; without the filter the list holds those of the resources inside as well. */
export async function readLocks(arm: RawArm, resourceGroupId: string): Promise<readonly Lock[]> {
  const group = groupPath(resourceGroupId);
  const locks = await arm.list({ path: `${group}/${PROVIDER}/locks`, apiVersion: API_VERSIONS.locks, query: { $filter: 'atScope()' }, operation: 'managementLocks.list' }, lockSchema);
  return locks.flatMap(({ id, name, properties }) => {
    const scope = scopeOf(id);
    const level = levelOf(properties.level);
    return level === null || !contains(scope, group) ? [] : [{ name, level, scope }];
  });
}

function levelOf(word: string): Lock['level'] | null {
  return (['CanNotDelete', 'ReadOnly'] as const).find((level) => level.toLowerCase() === word.toLowerCase()) ?? null;
}

// A lock hangs below what it guards.
function scopeOf(lockId: string): string {
  const end = lockId.toLowerCase().lastIndexOf(`/${PROVIDER.toLowerCase()}/locks/`);
  return end === -1 ? lockId : lockId.slice(0, end);
}

/** What Ferry may do at a scope; empty when nothing was granted there or above it. */
export async function readPermissions(arm: RawArm, scopeId: string): Promise<readonly Permission[]> {
  return arm.list({ path: `${scopePath(scopeId)}/${PROVIDER}/permissions`, apiVersion: API_VERSIONS.permissions, operation: 'permissions.list' }, permissionSchema);
}
