/** The Azure side that machines land in. No vendor type crosses this folder. */
import type { CacheAccount, Lock, Permission, PolicyAssignment, Quota, ResourceGroup, SizeList, TakenNames, TargetNetwork, TargetNsg } from '../domain/infrastructure.ts';
import type { TargetVm } from '../domain/observation.ts';

/** The Azure side that machines land in. */
export type TargetCloud = {
  resourceGroups(): Promise<readonly ResourceGroup[]>;
  networks(): Promise<readonly TargetNetwork[]>;
  /** Network security groups of the subscription with their rules. */
  nsgs(): Promise<readonly TargetNsg[]>;
  /** The live list, kept for hours because it is large; a dated table when it cannot be read. Never throws. */
  sizes(): Promise<SizeList>;
  /** The region's limits; kept for a minute. */
  quotas(): Promise<readonly Quota[]>;
  /** Names taken in a resource group. */
  names(resourceGroupId: string): Promise<TakenNames>;
  /** Throws `notFound` when it does not exist. */
  cacheAccount(id: string): Promise<CacheAccount>;
  /** Locks that hold on a resource group, inherited ones included. */
  locks(resourceGroupId: string): Promise<readonly Lock[]>;
  /** Policies assigned to a resource group or above it. */
  policies(resourceGroupId: string): Promise<readonly PolicyAssignment[]>;
  /** What Ferry's own identity may do at a scope (a resource group or a vault). */
  permissions(scopeId: string): Promise<readonly Permission[]>;
  vm(resourceGroupId: string, name: string): Promise<TargetVm | null>;
  deallocate(resourceGroupId: string, name: string): Promise<{ readonly requestId: string | null }>;
};
