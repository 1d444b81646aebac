// The images the machines were launched from; one row is one operating system.
import { account } from './aws-world.ts';
import type { Guest } from './instance.ts';
import { awsDrivers, programsOf, redHatDrivers } from './seed-programs.ts';
import type { Image } from './storage.ts';

const amazonWindows = '801119661308';
const redHat = '309956199498';
const canonical = '099720109477';
const amazonLinux = '137112412989';
const suse = '013907871322';

type Row = {
  readonly name: string;
  readonly os: string;
  readonly version: string;
  readonly owner: string;
  readonly license: 'windows' | 'windows-sql' | 'rhel' | 'suse' | 'linux';
  readonly arm?: true;
  readonly paravirtual?: true;
  readonly instanceStore?: true;
  readonly uefi?: true;
  /** Since when the owner has kept it out of plain lists. */
  readonly deprecated?: string;
};

const rows = {
  win2008r2: { name: 'Windows_Server-2008-R2_SP1-English-64Bit-Base-2019.12.16', os: 'Microsoft Windows Server 2008 R2 Standard', version: '6.1.7601', owner: amazonWindows, license: 'windows', deprecated: '2020-07-14T00:00:00Z' },
  win2012r2: { name: 'Windows_Server-2012-R2_RTM-English-64Bit-Base-2023.09.13', os: 'Microsoft Windows Server 2012 R2 Standard', version: '6.3.9600', owner: amazonWindows, license: 'windows' },
  win2016: { name: 'Windows_Server-2016-English-Full-Base-2026.05.13', os: 'Microsoft Windows Server 2016 Datacenter', version: '10.0.14393', owner: amazonWindows, license: 'windows' },
  win2019: { name: 'Windows_Server-2019-English-Full-Base-2026.05.13', os: 'Microsoft Windows Server 2019 Datacenter', version: '10.0.17763', owner: amazonWindows, license: 'windows' },
  win2019sql: { name: 'Windows_Server-2019-English-Full-SQL_2019_Standard-2026.05.13', os: 'Microsoft Windows Server 2019 Datacenter', version: '10.0.17763', owner: amazonWindows, license: 'windows-sql' },
  win2022: { name: 'Windows_Server-2022-English-Full-Base-2026.05.13', os: 'Microsoft Windows Server 2022 Datacenter', version: '10.0.20348', owner: amazonWindows, license: 'windows' },
  win2022uefi: { name: 'TPM-Windows_Server-2022-English-Full-Base-2026.05.13', os: 'Microsoft Windows Server 2022 Datacenter', version: '10.0.20348', owner: amazonWindows, license: 'windows', uefi: true },
  // Imported by hand long ago; releases before 5.2 were never on any Site Recovery list.
  rhel5: { name: 'import-RHEL-5.1-x86_64-hvm', os: 'Red Hat Enterprise Linux Server', version: '5.1', owner: account, license: 'rhel' },
  rhel67store: { name: 'RHEL-6.7_HVM-20160412-x86_64-instance-store', os: 'Red Hat Enterprise Linux Server', version: '6.7', owner: redHat, license: 'rhel', instanceStore: true },
  sles11pv: { name: 'suse-sles-11-sp4-v20180104-pv-ssd-x86_64', os: 'SUSE Linux Enterprise Server', version: '11.4', owner: suse, license: 'suse', paravirtual: true, deprecated: '2020-01-04T00:00:00Z' },
  ubuntu2204: { name: 'ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20260430', os: 'Ubuntu', version: '22.04', owner: canonical, license: 'linux' },
  amazon2arm: { name: 'amzn2-ami-hvm-2.0.20260501.0-arm64-gp2', os: 'Amazon Linux', version: '2', owner: amazonLinux, license: 'linux', arm: true, uefi: true },
} as const satisfies Record<string, Row>;

/** A key of the image table. */
export type ImageName = keyof typeof rows;

const licenses = {
  windows: { platformDetails: 'Windows', usageOperation: 'RunInstances:0002' },
  'windows-sql': { platformDetails: 'Windows with SQL Server Standard', usageOperation: 'RunInstances:0006' },
  rhel: { platformDetails: 'Red Hat Enterprise Linux', usageOperation: 'RunInstances:0010' },
  suse: { platformDetails: 'SUSE Linux', usageOperation: 'RunInstances:000g' },
  linux: { platformDetails: 'Linux/UNIX', usageOperation: 'RunInstances' },
} as const;

const names = Object.keys(rows) as readonly ImageName[];

/** The id of an image of the table. */
export function imageIdOf(name: ImageName): string {
  return `ami-0a1b2c3d4e5f6${String(names.indexOf(name) + 1).padStart(4, '0')}`;
}

/** All images. */
export function seedImages(): readonly Image[] {
  return names.map((name) => imageOf(name));
}

/** One image of the table. */
export function imageOf(name: ImageName): Image {
  const row: Row = rows[name];
  const windows = row.os.startsWith('Microsoft');
  return {
    imageId: imageIdOf(name),
    name: row.name,
    description: windows ? `${row.os} with Desktop Experience` : `${row.os} ${row.version}`,
    ownerId: row.owner,
    ownerAlias: row.owner === account ? null : 'amazon',
    architecture: row.arm ? 'arm64' : 'x86_64',
    virtualization: row.paravirtual ? 'paravirtual' : 'hvm',
    rootDeviceType: row.instanceStore ? 'instance-store' : 'ebs',
    rootDeviceName: row.owner === amazonLinux ? '/dev/xvda' : '/dev/sda1',
    bootMode: row.uefi ? 'uefi' : null,
    windows,
    ...licenses[row.license],
    createdAt: '2026-05-14T08:00:00.000Z',
    deprecatedAt: row.deprecated ? Date.parse(row.deprecated) : null,
    ephemeral: row.instanceStore ? ['ephemeral0'] : [],
  };
}

/** What runs in a machine that was launched from an image. */
export function guestOf(name: ImageName, hostname: string): Guest {
  const row: Row = rows[name];
  // Nobody ever brought the SSM agent to the oldest Linux machines.
  const ssm = !(['rhel5', 'rhel67store', 'sles11pv'] as readonly ImageName[]).includes(name);
  const type = row.os.startsWith('Microsoft') ? 'Windows' : 'Linux';
  // The 2008 R2 machines were imported from the data centre, drivers and all.
  const programs = programsOf(type, name === 'win2008r2' ? redHatDrivers : awsDrivers);
  return { type, name: row.os, version: row.version, hostname, ssm, silentSince: null, programs };
}
