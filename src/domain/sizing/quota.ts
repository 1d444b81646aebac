import type { Quota, VmSize } from '../infrastructure.ts';

/** The quotas a size counts against: its family and the regional total. Names are compared without case because Azure varies it. */
export function quotasOf(size: Pick<VmSize, 'family'>, quotas: readonly Quota[]): { readonly family: Quota | null; readonly total: Quota | null } {
  const named = (name: string): Quota | null => quotas.find((q) => q.name.toLowerCase() === name.toLowerCase()) ?? null;
  return { family: named(size.family), total: named('cores') };
}

/** What is left of a quota. */
export function freeOf(quota: Quota): number {
  return quota.limit - quota.used;
}

/** True when not even one machine of the size fits into what is left. */
export function overQuota(size: VmSize, quotas: readonly Quota[]): boolean {
  const { family, total } = quotasOf(size, quotas);
  return [family, total].some((q) => q !== null && freeOf(q) < size.vcpus);
}
