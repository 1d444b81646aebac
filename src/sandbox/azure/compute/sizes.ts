// The virtual machine sizes on offer in the region, with the figures of Microsoft's size pages.
import type { State } from '../state.ts';
import type { VmSize } from './size.ts';

type Row = readonly [name: string, cores: number, memoryGiB: number, maxDataDisks: number, maxNics: number, tempDiskGiB: number];

const families: Readonly<Record<string, readonly Row[]>> = {
  standardDSv5Family: [
    ['D2s_v5', 2, 8, 4, 2, 0],
    ['D4s_v5', 4, 16, 8, 2, 0],
    ['D8s_v5', 8, 32, 16, 4, 0],
    ['D16s_v5', 16, 64, 32, 8, 0],
    ['D32s_v5', 32, 128, 32, 8, 0],
  ],
  standardDDSv5Family: [
    ['D2ds_v5', 2, 8, 4, 2, 75],
    ['D4ds_v5', 4, 16, 8, 2, 150],
    ['D8ds_v5', 8, 32, 16, 4, 300],
    ['D16ds_v5', 16, 64, 32, 8, 600],
  ],
  standardDASv5Family: [
    ['D2as_v5', 2, 8, 4, 2, 0],
    ['D4as_v5', 4, 16, 8, 2, 0],
    ['D8as_v5', 8, 32, 16, 4, 0],
    ['D16as_v5', 16, 64, 32, 8, 0],
  ],
  standardESv5Family: [
    ['E2s_v5', 2, 16, 4, 2, 0],
    ['E4s_v5', 4, 32, 8, 2, 0],
    ['E8s_v5', 8, 64, 16, 4, 0],
    ['E16s_v5', 16, 128, 32, 8, 0],
    ['E32s_v5', 32, 256, 32, 8, 0],
  ],
  standardFSv2Family: [
    ['F2s_v2', 2, 4, 4, 2, 16],
    ['F4s_v2', 4, 8, 8, 2, 32],
    ['F8s_v2', 8, 16, 16, 4, 64],
    ['F16s_v2', 16, 32, 32, 4, 128],
    ['F32s_v2', 32, 64, 32, 8, 256],
  ],
  standardBsv2Family: [
    ['B2ts_v2', 2, 1, 4, 2, 0],
    ['B2ls_v2', 2, 4, 4, 2, 0],
    ['B2s_v2', 2, 8, 4, 2, 0],
    ['B4ls_v2', 4, 8, 8, 2, 0],
    ['B4s_v2', 4, 16, 8, 2, 0],
    ['B8s_v2', 8, 32, 16, 2, 0],
  ],
};

// One size the subscription may not use, so that `restrictions` is not always empty.
const restricted = 'F32s_v2';

// Not every zone has every family.
const zonesOf: Readonly<Record<string, readonly string[]>> = { standardESv5Family: ['1', '2'] };

function sizeOf(family: string, row: Row): VmSize {
  const [short, cores, memoryGiB, maxDataDisks, maxNics, tempDiskGiB] = row;
  return {
    name: `Standard_${short}`,
    family,
    cores,
    memoryGiB,
    maxDataDisks,
    maxNics,
    tempDiskGiB,
    generations: ['V1', 'V2'],
    diskControllers: 'SCSI',
    acceleratedNetworking: true,
    zones: zonesOf[family] ?? ['1', '2', '3'],
    restricted: short === restricted,
    restrictedZones: [],
  };
}

/** Every size the region knows, by its name in lower case. */
export function seedSizes(): Map<string, VmSize> {
  const all = Object.entries(families).flatMap(([family, rows]) => rows.map((row) => sizeOf(family, row)));
  return new Map(all.map((size) => [size.name.toLowerCase(), size]));
}

/** The names of the families. */
export const sizeFamilies: readonly string[] = Object.keys(families);

/** The size of that name, or null. */
export function findSize(state: State, name: string): VmSize | null {
  return state.estate.sizes.get(name.toLowerCase()) ?? null;
}
