// The estate: the 25 machines of wave W07 with their planted defects, the two replication servers, and filler for benchmarks.
import type { GroupName } from './seed-groups.ts';
import type { ImageName } from './seed-images.ts';
import type { SubnetName } from './seed-network.ts';

/** One machine as a row of data; what is absent takes the usual value. */
export type MachineRow = {
  readonly id: string;
  readonly name: string;
  /** Where the machine's own idea of its name differs from its tag. */
  readonly hostname?: string;
  readonly ip: string;
  readonly image: ImageName;
  readonly type: string;
  readonly subnet: SubnetName;
  readonly group: GroupName;
  /** Sizes in GiB, root first. */
  readonly disks: readonly number[];
  readonly tier: 'web' | 'app' | 'db' | 'bulk' | 'infrastructure';
  readonly wave: string | null;
  readonly churnMbPerMinute: number;
  /** Machines launched by one call share a reservation. */
  readonly reservation?: string;
  readonly stopped?: true;
  readonly stopProtected?: true;
  readonly elasticIp?: string;
  readonly extraTags?: Readonly<Record<string, string>>;
};

type Short = readonly [image: ImageName, type: string, disks: readonly number[], changes?: Partial<MachineRow>];

const legacy = { group: 'legacy' } as const;

const web: readonly Short[] = [
  ['win2019', 'm5.large', [60, 40]],
  ['win2022', 'm5.large', [60]],
  ['win2019', 'm5.xlarge', [80, 100]],
  ['rhel5', 'm4.large', [20]],
  ['win2008r2', 't2.medium', [40]],
  ['win2008r2', 't2.large', [40, 60]],
  ['win2008r2', 'm4.large', [60, 60]],
  ['win2016', 't3.large', [50], { ...legacy, elasticIp: '52.16.10.18' }],
  // Two machines launched together, and the second was never renamed: "web-09" means both.
  ['win2019', 't3.medium', [50], { ...legacy, reservation: 'r-0a100000000000009' }],
  ['win2019', 't3.medium', [50], { ...legacy, reservation: 'r-0a100000000000009', name: 'web-09', hostname: 'web-10' }],
];

const app: readonly Short[] = [
  ['win2016', 'c5.xlarge', [60, 80], legacy],
  ['win2022uefi', 'c5.xlarge', [60, 80], legacy],
  ['win2019', 'm5.xlarge', [60, 120], legacy],
  // Same address as app-05, in the other company's VPC.
  ['win2012r2', 'm4.large', [60], { name: 'app-05-dup', ip: '10.10.2.15', subnet: 'acquired', group: 'acquired' }],
  ['win2012r2', 'm4.large', [60, 40]],
  ['win2019', 'c5.large', [50], { ...legacy, extraTags: { 'aws:autoscaling:groupName': 'app-06-asg' } }],
  ['amazon2arm', 'm6g.large', [30]],
  ['win2016', 'm5.large', [60, 60], { ...legacy, stopped: true }],
];

const db: readonly Short[] = [
  ['win2022', 'm5.2xlarge', [80, 200, 200]],
  ['win2019sql', 'r5.xlarge', [80, 250, 100, 100], legacy],
  ['win2016', 'r5.xlarge', [80, 200, 200, 50], { ...legacy, stopProtected: true }],
  ['win2019sql', 'r5.2xlarge', [80, 400], legacy],
  ['rhel67store', 'm3.large', [100]],
  ['sles11pv', 'm3.large', [20, 100]],
  ['ubuntu2204', 'm5.xlarge', [30, 150]],
];

/** The 25 machines of the wave, and the two servers that replicate them. */
export function estateRows(): readonly MachineRow[] {
  return [...tierRows('web', 1, web), ...tierRows('app', 2, app), ...tierRows('db', 3, db), ...infrastructure];
}

const churns = { web: 6, app: 12, db: 25 } as const;

function tierRows(tier: 'web' | 'app' | 'db', digit: number, rows: readonly Short[]): readonly MachineRow[] {
  return rows.map(([image, type, disks, changes], index) => ({
    id: `0a${digit}${String(index + 1).padStart(14, '0')}`,
    name: `${tier}-${String(index + 1).padStart(2, '0')}`,
    ip: `10.10.${digit}.${11 + index}`,
    image,
    type,
    subnet: tier,
    group: tier,
    disks,
    tier,
    wave: 'W07',
    churnMbPerMinute: churns[tier],
    ...changes,
  }));
}

const replicationServer = { image: 'win2022', subnet: 'mgmt', group: 'appliance', tier: 'infrastructure', wave: null, churnMbPerMinute: 0 } as const;

const infrastructure: readonly MachineRow[] = [
  { ...replicationServer, id: '0a000000000000001', name: 'asr-appliance-01', ip: '10.10.0.10', type: 'c5.2xlarge', disks: [80, 620] },
  { ...replicationServer, id: '0a000000000000002', name: 'asr-config-server', ip: '10.10.0.11', image: 'win2016', type: 'c5.2xlarge', disks: [80, 600] },
];

/** Further machines without any defect. */
export function bulkRows(count: number): readonly MachineRow[] {
  return Array.from({ length: count }, (_, index) => {
    const number = index + 1;
    return {
      id: `0a9${String(number).padStart(14, '0')}`,
      name: `bulk-${String(number).padStart(4, '0')}`,
      // 250 addresses in each third octet, from 10.10.64.4 on.
      ip: `10.10.${64 + Math.floor(index / 250)}.${4 + (index % 250)}`,
      image: index % 2 === 0 ? 'win2019' : 'win2022',
      type: index % 3 === 0 ? 'm5.xlarge' : 'm5.large',
      subnet: 'bulk',
      group: 'web',
      disks: index % 4 === 0 ? [60, 100] : [60],
      tier: 'bulk',
      wave: `W${90 + Math.floor(index / 100)}`,
      churnMbPerMinute: 4,
    };
  });
}
