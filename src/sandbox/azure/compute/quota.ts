// vCPU quota: how much of it is used, reserved by running failovers, and missing.
import type { State } from '../state.ts';
import { allDisks } from './disks.ts';
import { findSize, sizeFamilies } from './sizes.ts';

/** The use of one quota. */
export type Usage = { readonly name: string; readonly label: string; readonly current: number; readonly limit: number };

const machineLimit = 25_000;
const diskLimit = 50_000;

/** vCPUs in use, of one family or of all. Deallocated machines keep their share of the quota, as in Azure. */
export function coresUsed(state: State, family: string | null): number {
  let cores = 0;
  for (const vm of state.vms.values()) {
    const size = findSize(state, vm.size);
    if (size !== null && (family === null || size.family === family)) cores += size.cores;
  }
  return cores;
}

function coresReserved(state: State, family: string | null): number {
  let cores = 0;
  for (const id of state.running) {
    const size = findSize(state, state.jobs.get(id)?.reservedSize ?? '');
    if (size !== null && (family === null || size.family === family)) cores += size.cores;
  }
  return cores;
}

function familyLimit(state: State, family: string): number {
  return state.estate.limits.families[family] ?? 0;
}

/** Every quota of the region. */
export function usages(state: State): readonly Usage[] {
  const disks = allDisks(state);
  const ofType = (type: string): number => disks.filter((disk) => disk.type === type).length;
  const families = sizeFamilies.map((family) => ({
    name: family,
    label: `${family.replace('standard', 'Standard ').replace('Family', ' Family')} vCPUs`,
    current: coresUsed(state, family),
    limit: familyLimit(state, family),
  }));
  return [
    { name: 'availabilitySets', label: 'Availability Sets', current: 0, limit: 2500 },
    { name: 'cores', label: 'Total Regional vCPUs', current: coresUsed(state, null), limit: state.estate.limits.regional },
    { name: 'virtualMachines', label: 'Virtual Machines', current: state.vms.size, limit: machineLimit },
    ...families,
    { name: 'PremiumDiskCount', label: 'Premium Storage Managed Disks', current: ofType('Premium_LRS'), limit: diskLimit },
    { name: 'StandardSSDDiskCount', label: 'Standard SSD Managed Disks', current: ofType('StandardSSD_LRS'), limit: diskLimit },
    { name: 'StandardDiskCount', label: 'Standard Storage Managed Disks', current: ofType('Standard_LRS'), limit: diskLimit },
  ];
}

/** True when a machine of this size cannot be created now: unknown or barred size, or not enough vCPUs. */
export function lacksQuota(state: State, sizeName: string): boolean {
  const size = findSize(state, sizeName);
  if (size === null || size.restricted) return true;
  const family = coresUsed(state, size.family) + coresReserved(state, size.family) + size.cores > familyLimit(state, size.family);
  return family || coresUsed(state, null) + coresReserved(state, null) + size.cores > state.estate.limits.regional;
}
