import type { CapacityRule } from '../profiles/types.ts';
import type { CapacityInput, CapacityPlan } from './types.ts';

const GB = 1_000_000_000;

type Load = { readonly machines: number; readonly churnBytesPerDay: number };

/** The smallest appliance that carries the selection beside what it protects already; else as many of the largest as it takes. */
export function sizingFor(input: CapacityInput, churnBytesPerDay: number): CapacityPlan['sizing'] {
  const others = othersOn(input);
  return { ...fit(input.rules.capacity, { machines: input.machines.length + others, churnBytesPerDay }), others };
}

function othersOn({ appliance, machines }: CapacityInput): number {
  const protectedNow = appliance.known ? (appliance.value?.machines ?? 0) : 0;
  return Math.max(0, protectedNow - machines.filter((m) => m.replicating).length);
}

function fit(rules: readonly CapacityRule[], load: Load): { readonly rule: CapacityRule; readonly appliances: number } {
  const alone = rules.find((r) => load.machines <= r.machines && load.churnBytesPerDay <= r.churnGbPerDay * GB);
  if (alone !== undefined) return { rule: alone, appliances: 1 };
  const largest = rules.at(-1);
  if (largest === undefined) throw new Error('a rule profile without appliance sizes');
  const byMachines = Math.ceil(load.machines / largest.machines);
  const byChurn = Math.ceil(load.churnBytesPerDay / (largest.churnGbPerDay * GB));
  return { rule: largest, appliances: Math.max(1, byMachines, byChurn) };
}
