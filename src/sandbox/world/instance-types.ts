// The instance types of the simulated region: a fixed catalogue, with the figures AWS publishes.

/** What DescribeInstanceTypes says of a type, as far as the simulation needs it. */
export type InstanceType = {
  readonly name: string;
  readonly vcpus: number;
  readonly cores: number;
  readonly memoryMb: number;
  readonly hypervisor: 'nitro' | 'xen';
  readonly arm: boolean;
  readonly currentGeneration: boolean;
  readonly burstable: boolean;
  readonly clockGhz: number;
  readonly network: string;
  readonly maxInterfaces: number;
  readonly addressesPerInterface: number;
  /** Baseline and maximum Mbps to EBS; null where EBS-optimised is not offered. */
  readonly ebsMbps: readonly [baseline: number, maximum: number] | null;
  /** Instance store, for types that have one; such types are also the only ones here that can run paravirtual. */
  readonly storeGb: number | null;
};

type Row = readonly [name: string, vcpus: number, cores: number, memoryMb: number, maxInterfaces: number, addresses: number, ebs: readonly [number, number] | null];

const nitro: readonly Row[] = [
  ['t3.small', 2, 1, 2048, 3, 4, [174, 2085]],
  ['t3.medium', 2, 1, 4096, 3, 6, [347, 2085]],
  ['t3.large', 2, 1, 8192, 3, 12, [695, 2780]],
  ['m5.large', 2, 1, 8192, 3, 10, [650, 4750]],
  ['m5.xlarge', 4, 2, 16384, 4, 15, [1150, 4750]],
  ['m5.2xlarge', 8, 4, 32768, 4, 15, [2300, 4750]],
  ['c5.large', 2, 1, 4096, 3, 10, [650, 4750]],
  ['c5.xlarge', 4, 2, 8192, 4, 15, [1150, 4750]],
  ['c5.2xlarge', 8, 4, 16384, 4, 15, [2300, 4750]],
  ['r5.large', 2, 1, 16384, 3, 10, [650, 4750]],
  ['r5.xlarge', 4, 2, 32768, 4, 15, [1150, 4750]],
  ['r5.2xlarge', 8, 4, 65536, 4, 15, [2300, 4750]],
  ['m6g.large', 2, 2, 8192, 3, 10, [630, 4750]],
];

const xen: readonly Row[] = [
  ['t2.medium', 2, 2, 4096, 3, 6, null],
  ['t2.large', 2, 2, 8192, 3, 12, null],
  ['m4.large', 2, 1, 8192, 2, 10, [450, 450]],
  ['m4.xlarge', 4, 2, 16384, 4, 15, [750, 750]],
  ['m3.large', 2, 1, 7680, 3, 10, null],
];

const clocks: ReadonlyMap<string, number> = new Map([['t3', 2.5], ['m5', 3.1], ['c5', 3.4], ['r5', 3.1], ['m6g', 2.5], ['t2', 2.3], ['m4', 2.4], ['m3', 2.5]]);

/** All types of the region. */
export const instanceTypes: readonly InstanceType[] = [...nitro.map((row) => toType(row, 'nitro')), ...xen.map((row) => toType(row, 'xen'))];

const byName = new Map(instanceTypes.map((type) => [type.name, type]));

/** A type by its name. */
export function instanceTypeOf(name: string): InstanceType | null {
  return byName.get(name) ?? null;
}

function toType(row: Row, hypervisor: 'nitro' | 'xen'): InstanceType {
  const [name, vcpus, cores, memoryMb, maxInterfaces, addressesPerInterface, ebsMbps] = row;
  const family = name.split('.')[0] ?? '';
  const burstable = family.startsWith('t');
  return {
    name,
    vcpus,
    cores,
    memoryMb,
    hypervisor,
    arm: family.endsWith('g'),
    currentGeneration: burstable || family === 'm6g',
    burstable,
    clockGhz: clocks.get(family) ?? 2.5,
    network: networkOf(hypervisor, burstable),
    maxInterfaces,
    addressesPerInterface,
    ebsMbps,
    storeGb: family === 'm3' ? 32 : null,
  };
}

function networkOf(hypervisor: 'nitro' | 'xen', burstable: boolean): string {
  if (hypervisor === 'xen') return burstable ? 'Low to Moderate' : 'Moderate';
  return burstable ? 'Up to 5 Gigabit' : 'Up to 10 Gigabit';
}
