// The figures of common sizes, for the time when Azure's live list cannot be read. They are of Microsoft's size pages, which are
// dated July 2024 to March 2026; what a size has does not change once it is published, only whether a region offers it does.
import type { VmSize } from '../../domain/infrastructure.ts';

/** The date of the newest page: 10 March 2026. */
export const TABLE_DATE = Date.UTC(2026, 2, 10);

type Row = readonly [name: string, vcpus: number, memoryGiB: number, maxDataDisks: number, maxNics: number];

/** Sizes that share everything but their figures; all of them are x64 and take premium disks. `family` is the name of the quota they count against. */
type Series = Pick<VmSize, 'family' | 'generations' | 'nvmeOnly' | 'tempDisk' | 'acceleratedNetworking'> & { readonly rows: readonly Row[] };

const BOTH = ['V1', 'V2'] as const;
const SECOND = ['V2'] as const;

// Sizes that fill a whole host (E104is_v5 …) have a quota of their own. Where the page does not say whether a generation 2 size
// shows its disks as NVMe only, it counts as one that does.
const SERIES: readonly Series[] = [
  {
    family: 'standardDSv5Family', generations: BOTH, nvmeOnly: false, tempDisk: false, acceleratedNetworking: true,
    rows: [
      ['D2s_v5', 2, 8, 4, 2], ['D4s_v5', 4, 16, 8, 2], ['D8s_v5', 8, 32, 16, 4], ['D16s_v5', 16, 64, 32, 8], ['D32s_v5', 32, 128, 32, 8],
      ['D48s_v5', 48, 192, 32, 8], ['D64s_v5', 64, 256, 32, 8], ['D96s_v5', 96, 384, 32, 8],
    ],
  },
  {
    family: 'standardDDSv5Family', generations: BOTH, nvmeOnly: false, tempDisk: true, acceleratedNetworking: true,
    rows: [
      ['D2ds_v5', 2, 8, 4, 2], ['D4ds_v5', 4, 16, 8, 2], ['D8ds_v5', 8, 32, 16, 4], ['D16ds_v5', 16, 64, 32, 8], ['D32ds_v5', 32, 128, 32, 8],
      ['D48ds_v5', 48, 192, 32, 8], ['D64ds_v5', 64, 256, 32, 8], ['D96ds_v5', 96, 384, 32, 8],
    ],
  },
  {
    family: 'standardDASv5Family', generations: BOTH, nvmeOnly: false, tempDisk: false, acceleratedNetworking: true,
    rows: [
      ['D2as_v5', 2, 8, 4, 2], ['D4as_v5', 4, 16, 8, 2], ['D8as_v5', 8, 32, 16, 4], ['D16as_v5', 16, 64, 32, 8], ['D32as_v5', 32, 128, 32, 8],
      ['D48as_v5', 48, 192, 32, 8], ['D64as_v5', 64, 256, 32, 8], ['D96as_v5', 96, 384, 32, 8],
    ],
  },
  {
    family: 'standardDLSv5Family', generations: BOTH, nvmeOnly: false, tempDisk: false, acceleratedNetworking: true,
    rows: [
      ['D2ls_v5', 2, 4, 4, 2], ['D4ls_v5', 4, 8, 8, 2], ['D8ls_v5', 8, 16, 16, 4], ['D16ls_v5', 16, 32, 32, 8], ['D32ls_v5', 32, 64, 32, 8],
      ['D48ls_v5', 48, 96, 32, 8], ['D64ls_v5', 64, 128, 32, 8], ['D96ls_v5', 96, 192, 32, 8],
    ],
  },
  {
    family: 'StandardDsv6Family', generations: SECOND, nvmeOnly: true, tempDisk: false, acceleratedNetworking: true,
    rows: [
      ['D2s_v6', 2, 8, 8, 2], ['D4s_v6', 4, 16, 12, 2], ['D8s_v6', 8, 32, 24, 4], ['D16s_v6', 16, 64, 48, 8], ['D32s_v6', 32, 128, 64, 8],
      ['D48s_v6', 48, 192, 64, 8], ['D64s_v6', 64, 256, 64, 8], ['D96s_v6', 96, 384, 64, 8], ['D128s_v6', 128, 512, 64, 8],
      ['D192s_v6', 192, 768, 64, 8],
    ],
  },
  {
    family: 'standardDav6Family', generations: SECOND, nvmeOnly: true, tempDisk: false, acceleratedNetworking: true,
    rows: [
      ['D2as_v6', 2, 8, 4, 2], ['D4as_v6', 4, 16, 8, 2], ['D8as_v6', 8, 32, 16, 4], ['D16as_v6', 16, 64, 32, 8], ['D32as_v6', 32, 128, 32, 8],
      ['D48as_v6', 48, 192, 32, 8], ['D64as_v6', 64, 256, 32, 8], ['D96as_v6', 96, 384, 32, 8],
    ],
  },
  {
    family: 'standardESv5Family', generations: BOTH, nvmeOnly: false, tempDisk: false, acceleratedNetworking: true,
    rows: [
      ['E2s_v5', 2, 16, 4, 2], ['E4s_v5', 4, 32, 8, 2], ['E8s_v5', 8, 64, 16, 4], ['E16s_v5', 16, 128, 32, 8], ['E20s_v5', 20, 160, 32, 8],
      ['E32s_v5', 32, 256, 32, 8], ['E48s_v5', 48, 384, 32, 8], ['E64s_v5', 64, 512, 32, 8], ['E96s_v5', 96, 672, 32, 8],
    ],
  },
  {
    family: 'standardEISv5Family', generations: BOTH, nvmeOnly: false, tempDisk: false, acceleratedNetworking: true,
    rows: [
      ['E104is_v5', 104, 672, 64, 8],
    ],
  },
  {
    family: 'standardEDSv5Family', generations: BOTH, nvmeOnly: false, tempDisk: true, acceleratedNetworking: true,
    rows: [
      ['E2ds_v5', 2, 16, 4, 2], ['E4ds_v5', 4, 32, 8, 2], ['E8ds_v5', 8, 64, 16, 4], ['E16ds_v5', 16, 128, 32, 8], ['E20ds_v5', 20, 160, 32, 8],
      ['E32ds_v5', 32, 256, 32, 8], ['E48ds_v5', 48, 384, 32, 8], ['E64ds_v5', 64, 512, 32, 8], ['E96ds_v5', 96, 672, 32, 8],
    ],
  },
  {
    family: 'standardEIDSv5Family', generations: BOTH, nvmeOnly: false, tempDisk: true, acceleratedNetworking: true,
    rows: [
      ['E104ids_v5', 104, 672, 64, 8],
    ],
  },
  {
    family: 'standardEASv5Family', generations: BOTH, nvmeOnly: false, tempDisk: false, acceleratedNetworking: true,
    rows: [
      ['E2as_v5', 2, 16, 4, 2], ['E4as_v5', 4, 32, 8, 2], ['E8as_v5', 8, 64, 16, 4], ['E16as_v5', 16, 128, 32, 8], ['E20as_v5', 20, 160, 32, 8],
      ['E32as_v5', 32, 256, 32, 8], ['E48as_v5', 48, 384, 32, 8], ['E64as_v5', 64, 512, 32, 8], ['E96as_v5', 96, 672, 32, 8],
    ],
  },
  {
    family: 'standardEIASv5Family', generations: BOTH, nvmeOnly: false, tempDisk: false, acceleratedNetworking: true,
    rows: [
      ['E112ias_v5', 112, 672, 64, 8],
    ],
  },
  {
    family: 'StandardEsv6Family', generations: SECOND, nvmeOnly: true, tempDisk: false, acceleratedNetworking: true,
    rows: [
      ['E2s_v6', 2, 16, 8, 2], ['E4s_v6', 4, 32, 12, 2], ['E8s_v6', 8, 64, 24, 4], ['E16s_v6', 16, 128, 48, 8], ['E20s_v6', 20, 160, 48, 8],
      ['E32s_v6', 32, 256, 64, 8], ['E48s_v6', 48, 384, 64, 8], ['E64s_v6', 64, 512, 64, 8], ['E96s_v6', 96, 768, 64, 8],
      ['E128s_v6', 128, 1024, 64, 8], ['E192is_v6', 192, 1832, 64, 8],
    ],
  },
  {
    family: 'standardFSv2Family', generations: BOTH, nvmeOnly: false, tempDisk: true, acceleratedNetworking: true,
    rows: [
      ['F2s_v2', 2, 4, 4, 2], ['F4s_v2', 4, 8, 8, 2], ['F8s_v2', 8, 16, 16, 4], ['F16s_v2', 16, 32, 32, 4], ['F32s_v2', 32, 64, 32, 8],
      ['F48s_v2', 48, 96, 32, 8], ['F64s_v2', 64, 128, 32, 8], ['F72s_v2', 72, 144, 32, 8],
    ],
  },
  {
    family: 'StandardFasv6Family', generations: SECOND, nvmeOnly: true, tempDisk: false, acceleratedNetworking: true,
    rows: [
      ['F2as_v6', 2, 8, 4, 2], ['F4as_v6', 4, 16, 8, 2], ['F8as_v6', 8, 32, 16, 4], ['F16as_v6', 16, 64, 32, 8], ['F32as_v6', 32, 128, 32, 8],
      ['F48as_v6', 48, 192, 32, 8], ['F64as_v6', 64, 256, 32, 8],
    ],
  },
  {
    family: 'StandardFalsv6Family', generations: SECOND, nvmeOnly: true, tempDisk: false, acceleratedNetworking: true,
    rows: [
      ['F2als_v6', 2, 4, 4, 2], ['F4als_v6', 4, 8, 8, 2], ['F8als_v6', 8, 16, 16, 4], ['F16als_v6', 16, 32, 32, 8], ['F32als_v6', 32, 64, 32, 8],
      ['F48als_v6', 48, 96, 32, 8], ['F64als_v6', 64, 128, 32, 8],
    ],
  },
  {
    family: 'standardBsv2Family', generations: BOTH, nvmeOnly: false, tempDisk: false, acceleratedNetworking: true,
    rows: [
      ['B2ts_v2', 2, 1, 4, 2], ['B2ls_v2', 2, 4, 4, 2], ['B2s_v2', 2, 8, 4, 2], ['B4ls_v2', 4, 8, 8, 2], ['B4s_v2', 4, 16, 8, 2],
      ['B8ls_v2', 8, 16, 16, 2], ['B8s_v2', 8, 32, 16, 2], ['B16ls_v2', 16, 32, 32, 4], ['B16s_v2', 16, 64, 32, 4], ['B32ls_v2', 32, 64, 32, 4],
      ['B32s_v2', 32, 128, 32, 4],
    ],
  },
  {
    family: 'standardBSFamily', generations: BOTH, nvmeOnly: false, tempDisk: true, acceleratedNetworking: false,
    rows: [
      ['B1s', 1, 1, 2, 2], ['B1ms', 1, 2, 2, 2], ['B2s', 2, 4, 4, 3], ['B2ms', 2, 8, 4, 3], ['B4ms', 4, 16, 8, 4], ['B8ms', 8, 32, 16, 4],
    ],
  },
  {
    family: 'standardBSFamily', generations: BOTH, nvmeOnly: false, tempDisk: true, acceleratedNetworking: true,
    rows: [
      ['B12ms', 12, 48, 16, 6], ['B16ms', 16, 64, 32, 8], ['B20ms', 20, 80, 32, 8],
    ],
  },
  {
    family: 'standardMSMediumMemoryv3Family', generations: SECOND, nvmeOnly: false, tempDisk: false, acceleratedNetworking: true,
    rows: [
      ['M12s_v3', 12, 240, 64, 4], ['M24s_v3', 24, 480, 64, 8], ['M48s_1_v3', 48, 974, 64, 8], ['M96s_1_v3', 96, 974, 64, 8],
      ['M96s_2_v3', 96, 1946, 64, 8], ['M176s_3_v3', 176, 2794, 64, 8], ['M176s_4_v3', 176, 3892, 64, 8],
    ],
  },
  {
    family: 'standardMDSMediumMemoryv3Family', generations: SECOND, nvmeOnly: false, tempDisk: true, acceleratedNetworking: true,
    rows: [
      ['M12ds_v3', 12, 240, 64, 4], ['M24ds_v3', 24, 480, 64, 8], ['M48ds_1_v3', 48, 974, 64, 8], ['M96ds_1_v3', 96, 974, 64, 8],
      ['M96ds_2_v3', 96, 1946, 64, 8], ['M176ds_3_v3', 176, 2794, 64, 8], ['M176ds_4_v3', 176, 3892, 64, 8],
    ],
  },
];

function sizeOf({ rows: _rows, ...series }: Series, [name, vcpus, memoryGiB, maxDataDisks, maxNics]: Row): VmSize {
  return { name: `Standard_${name}`, vcpus, memoryGiB, maxDataDisks, maxNics, ...series, premium: true, architecture: 'x64', zones: [], restricted: null };
}

/** All sizes of the table; which of them the region offers, and to whom, the table cannot know. */
export const TABLE_SIZES: readonly VmSize[] = SERIES.flatMap((series) => series.rows.map((row) => sizeOf(series, row)));
