import { classic2023 } from '../profiles/classic-2023.ts';
import type { CapacityRule, RuleProfile } from '../profiles/types.ts';
import type { CapacityRules } from './types.ts';

/** The sizes of appliances to plan with. A list that names only its largest size is filled up with the smaller ones of the configuration server, never below what the appliance itself needs. */
export function capacityRules({ id, dated, link, limits }: RuleProfile): CapacityRules {
  const [smallest] = limits.capacity;
  const least = limits.appliance;
  const filled = limits.capacity.length === 1 && smallest !== undefined;
  const smaller = filled ? classic2023.limits.capacity.filter((r) => r.machines < smallest.machines) : [];
  const atLeast = (r: CapacityRule): CapacityRule => ({ ...r, vcpus: Math.max(r.vcpus, least.vcpus), memoryGib: Math.max(r.memoryGib, least.memoryGib), cacheGib: Math.max(r.cacheGib, ...least.dataDisksGb) });
  return { profile: id, dated, link, capacity: [...smaller, ...limits.capacity].map(atLeast), smallerFrom: smaller.length > 0 ? { profile: classic2023.id, dated: classic2023.dated } : null, assumedChurnPercent: limits.assumedChurnPercent };
}
