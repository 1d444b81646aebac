// vCPU quota: how much of it is used, reserved by running failovers, and missing.
import type { State } from '../state.ts';
import { findSize, sizeFamilies } from './sizes.ts';

/** The use of one quota. */
export type Usage = { readonly name: string; readonly label: string; readonly current: number; readonly limit: number };

const familyLimits: Readonly<Record<string, number>> = {
  standardDDSv5Family: 100,
  standardDASv5Family: 100,
  standardESv5Family: 100,
  standardFSv2Family: 64,
  standardBsv2Family: 100,
};

const regionalLimit = 350;
const machineLimit = 25_000;

// Deallocated machines keep their share of the quota, as in Azure.
function coresUsed(state: State, family: string | null): number {
  let cores = 0;
  for (const vm of state.vms.values()) {
    const size = findSize(vm.size);
    if (size !== null && (family === null || size.family === family)) cores += size.cores;
  }
  return cores;
}

function coresReserved(state: State, family: string | null): number {
  let cores = 0;
  for (const id of state.running) {
    const size = findSize(state.jobs.get(id)?.reservedSize ?? '');
    if (size !== null && (family === null || size.family === family)) cores += size.cores;
  }
  return cores;
}

function familyLimit(state: State, family: string): number {
  return family === 'standardDSv5Family' ? state.generalPurposeCores : (familyLimits[family] ?? 0);
}

/** Every quota of the region. */
export function usages(state: State): readonly Usage[] {
  const families = sizeFamilies.map((family) => ({
    name: family,
    label: `${family.replace('standard', 'Standard ').replace('Family', ' Family')} vCPUs`,
    current: coresUsed(state, family),
    limit: familyLimit(state, family),
  }));
  return [
    { name: 'availabilitySets', label: 'Availability Sets', current: 0, limit: 2500 },
    { name: 'cores', label: 'Total Regional vCPUs', current: coresUsed(state, null), limit: regionalLimit },
    { name: 'virtualMachines', label: 'Virtual Machines', current: state.vms.size, limit: machineLimit },
    ...families,
  ];
}

/** True when a machine of this size cannot be created now: unknown or barred size, or not enough vCPUs. */
export function lacksQuota(state: State, sizeName: string): boolean {
  const size = findSize(sizeName);
  if (size === null || size.restricted) return true;
  const family = coresUsed(state, size.family) + coresReserved(state, size.family) + size.cores > familyLimit(state, size.family);
  return family || coresUsed(state, null) + coresReserved(state, null) + size.cores > regionalLimit;
}
