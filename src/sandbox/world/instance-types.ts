// The instance types of the simulated region: a fixed catalogue, with the figures AWS publishes.
import { accelerators, type Accelerators } from './accelerators.ts';

/** What DescribeInstanceTypes says of a type, as far as the simulation needs it. */
export type InstanceType = {
  readonly name: string;
  readonly vcpus: number;
  readonly cores: number;
  readonly memoryMb: number;
  /** Null on bare metal. */
  readonly hypervisor: 'nitro' | 'xen' | null;
  readonly architectures: readonly string[];
  readonly bootModes: readonly ('legacy-bios' | 'uefi')[];
  readonly currentGeneration: boolean;
  readonly burstable: boolean;
  readonly clockGhz: number;
  readonly network: string;
  readonly maxInterfaces: number;
  readonly addressesPerInterface: number;
  /** Baseline and maximum Mbps to EBS; null where EBS-optimised is not offered. */
  readonly ebsMbps: readonly [baseline: number, maximum: number] | null;
  readonly store: Store | null;
  readonly paravirtual: boolean;
  readonly efa: boolean;
  readonly accelerators: Accelerators;
};

/** Instance store: so many disks of so many GB. */
type Store = { readonly count: number; readonly sizeGb: number; readonly nvme: boolean };

type Row = readonly [name: string, vcpus: number, cores: number, memoryMb: number, maxInterfaces: number, addresses: number, ebs: readonly [number, number] | null];

const nitro: readonly Row[] = [
  ['t3.small', 2, 1, 2048, 3, 4, [174, 2085]],
  ['t3.medium', 2, 1, 4096, 3, 6, [347, 2085]],
  ['t3.large', 2, 1, 8192, 3, 12, [695, 2780]],
  ['m5.large', 2, 1, 8192, 3, 10, [650, 4750]],
  ['m5.xlarge', 4, 2, 16384, 4, 15, [1150, 4750]],
  ['m5.2xlarge', 8, 4, 32768, 4, 15, [2300, 4750]],
  ['m5.4xlarge', 16, 8, 65536, 8, 30, [4750, 4750]],
  ['m5.24xlarge', 96, 48, 393_216, 15, 50, [19_000, 19_000]],
  ['m5d.large', 2, 1, 8192, 3, 10, [650, 4750]],
  ['c5.large', 2, 1, 4096, 3, 10, [650, 4750]],
  ['c5.xlarge', 4, 2, 8192, 4, 15, [1150, 4750]],
  ['c5.2xlarge', 8, 4, 16384, 4, 15, [2300, 4750]],
  ['c5n.18xlarge', 72, 36, 196_608, 15, 50, [19_000, 19_000]],
  ['r5.large', 2, 1, 16384, 3, 10, [650, 4750]],
  ['r5.xlarge', 4, 2, 32768, 4, 15, [1150, 4750]],
  ['r5.2xlarge', 8, 4, 65536, 4, 15, [2300, 4750]],
  ['r5.24xlarge', 96, 48, 786_432, 15, 50, [19_000, 19_000]],
  ['m6g.large', 2, 2, 8192, 3, 10, [630, 4750]],
  ['g4dn.xlarge', 4, 2, 16384, 3, 10, [950, 3500]],
  ['f2.6xlarge', 24, 12, 262_144, 8, 30, [7500, 15_000]],
  ['inf1.xlarge', 4, 2, 8192, 4, 10, [1190, 4750]],
  ['inf2.xlarge', 4, 2, 16384, 4, 15, [1250, 10_000]],
];

const xen: readonly Row[] = [
  ['t2.small', 1, 1, 2048, 3, 4, null],
  ['t2.medium', 2, 2, 4096, 3, 6, null],
  ['t2.large', 2, 2, 8192, 3, 12, null],
  ['m4.large', 2, 1, 8192, 2, 10, [450, 450]],
  ['m4.xlarge', 4, 2, 16384, 4, 15, [750, 750]],
  ['m3.large', 2, 1, 7680, 3, 10, null],
  ['m1.small', 1, 1, 1740, 2, 4, null],
  ['r4.large', 2, 1, 15_616, 3, 10, [437, 437]],
  ['i3.large', 2, 1, 15_616, 3, 10, [425, 425]],
  ['x1e.xlarge', 4, 2, 124_928, 3, 10, [500, 500]],
];

const metal: readonly Row[] = [
  ['c5.metal', 96, 48, 196_608, 15, 50, [19_000, 19_000]],
  ['mac1.metal', 12, 6, 32_768, 8, 30, [8000, 8000]],
];

const clocks: ReadonlyMap<string, number> = new Map([['t3', 2.5], ['m5', 3.1], ['m5d', 3.1], ['c5', 3.4], ['c5n', 3.4], ['r5', 3.1], ['t2', 2.3], ['m4', 2.4], ['r4', 2.3], ['i3', 2.3], ['x1e', 2.3], ['mac1', 3.2]]);

const stores: ReadonlyMap<string, Store> = new Map([
  ['m3', { count: 1, sizeGb: 32, nvme: false }],
  ['m1', { count: 1, sizeGb: 160, nvme: false }],
  ['i3', { count: 1, sizeGb: 475, nvme: true }],
  ['x1e', { count: 1, sizeGb: 120, nvme: false }],
  ['m5d', { count: 1, sizeGb: 75, nvme: true }],
  ['g4dn', { count: 1, sizeGb: 125, nvme: true }],
  ['f2', { count: 1, sizeGb: 940, nvme: true }],
]);

const oldFamilies: readonly string[] = ['m1', 'm3'];
const still32Bit: readonly string[] = ['t2.small', 't2.medium', 'm1.small'];

/** All types of the region. */
export const instanceTypes: readonly InstanceType[] = [...nitro.map((row) => toType(row, 'nitro')), ...xen.map((row) => toType(row, 'xen')), ...metal.map((row) => toType(row, null))];

const byName = new Map(instanceTypes.map((type) => [type.name, type]));

/** A type by its name. */
export function instanceTypeOf(name: string): InstanceType | null {
  return byName.get(name) ?? null;
}

function toType(row: Row, hypervisor: InstanceType['hypervisor']): InstanceType {
  const [name, vcpus, cores, memoryMb, maxInterfaces, addressesPerInterface, ebsMbps] = row;
  const family = name.split('.')[0] ?? '';
  const burstable = family.startsWith('t');
  return {
    name,
    vcpus,
    cores,
    memoryMb,
    hypervisor,
    architectures: architecturesOf(name, family),
    bootModes: bootModesOf(family, hypervisor),
    currentGeneration: !oldFamilies.includes(family),
    burstable,
    clockGhz: clocks.get(family) ?? 2.5,
    network: networkOf(hypervisor, burstable),
    maxInterfaces,
    addressesPerInterface,
    ebsMbps,
    store: stores.get(family) ?? null,
    paravirtual: oldFamilies.includes(family),
    efa: family === 'c5n',
    accelerators: accelerators.get(name) ?? {},
  };
}

function isArm(family: string): boolean {
  return family === 'm6g';
}

function architecturesOf(name: string, family: string): readonly string[] {
  if (isArm(family)) return ['arm64'];
  if (family === 'mac1') return ['x86_64_mac'];
  return still32Bit.includes(name) ? ['i386', 'x86_64'] : ['x86_64'];
}

function bootModesOf(family: string, hypervisor: InstanceType['hypervisor']): InstanceType['bootModes'] {
  if (isArm(family)) return ['uefi'];
  return hypervisor === 'nitro' ? ['legacy-bios', 'uefi'] : ['legacy-bios'];
}

function networkOf(hypervisor: InstanceType['hypervisor'], burstable: boolean): string {
  if (hypervisor === null) return '25 Gigabit';
  if (hypervisor === 'xen') return burstable ? 'Low to Moderate' : 'Moderate';
  return burstable ? 'Up to 5 Gigabit' : 'Up to 10 Gigabit';
}
