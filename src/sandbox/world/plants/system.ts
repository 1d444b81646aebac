// Defects of the operating system, as far as AWS shows it: by the image, by the billing, by Systems Manager.
import { account, type AwsWorld } from '../aws-world.ts';
import type { Guest, Instance } from '../instance.ts';
import { citrixDrivers, redHatDrivers } from '../seed-programs.ts';
import type { Image } from '../storage.ts';
import { changeGuest, idFrom, imageOf, onMachine } from './at.ts';
import { all, change } from './change.ts';
import type { Cure, Plant, PlantContext } from './types.ts';

type Os = {
  readonly type: Guest['type'];
  readonly name: string;
  readonly version: string;
  readonly image: string;
  readonly billing: Pick<Image, 'platformDetails' | 'usageOperation'>;
  readonly machine?: Partial<Instance>;
};

const windows = { platformDetails: 'Windows', usageOperation: 'RunInstances:0002' } as const;
const linux = { platformDetails: 'Linux/UNIX', usageOperation: 'RunInstances' } as const;
const redHat = { platformDetails: 'Red Hat Enterprise Linux', usageOperation: 'RunInstances:0010' } as const;

/** Lets a machine have been made from another image, with all that follows from it. */
export function runs(instance: Instance, { world }: PlantContext, os: Os): Cure {
  const image = imageFor(instance, world.aws, os);
  const guest = { type: os.type, name: os.name, version: os.version, hostname: instance.guest.hostname, ssm: true, silentSince: null, programs: [] };
  return all(change(world.aws, { images: [...world.aws.images, image] }), change(instance, { imageId: image.imageId, guest, ...os.billing, ...os.machine }));
}

function imageFor(instance: Instance, aws: AwsWorld, os: Os): Image {
  const base = aws.images[0];
  if (!base) throw new RangeError('The account has no images.');
  return {
    ...base,
    ...os.billing,
    imageId: idFrom('ami', os.image),
    name: os.image,
    description: `${os.name} ${os.version}`,
    ownerId: account,
    ownerAlias: null,
    architecture: os.machine?.architecture ?? instance.architecture,
    virtualization: os.machine?.virtualization ?? instance.virtualization,
    rootDeviceName: instance.rootDeviceName,
    bootMode: os.machine?.bootMode ?? null,
    windows: os.type === 'Windows',
    deprecatedAt: null,
  };
}

function operatingSystem(name: string, check: string, os: Os): Plant {
  return onMachine(name, check, (instance, ctx) => runs(instance, ctx, os));
}

const rhel = (version: string, machine: Partial<Instance> = {}): Os => ({ type: 'Linux', name: 'Red Hat Enterprise Linux Server', version, image: `RHEL-${version}_HVM-20200101-x86_64-0-Hourly2-GP2`, billing: redHat, machine });
const win = (year: string, version: string, machine: Partial<Instance> = {}): Os => ({ type: 'Windows', name: `Microsoft Windows Server ${year} Standard`, version, image: `Windows_Server-${year.replace(' ', '-')}_SP1-English-64Bit-Base-2019.12.16`, billing: windows, machine });

const ubuntu: Os = { type: 'Linux', name: 'Ubuntu', version: '22.04', image: 'ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20260430', billing: linux };
const old2008 = win('2008 R2', '6.1.7601', { instanceType: 'm4.large' });

function withDrivers(os: Os, programs: Guest['programs']) {
  return (instance: Instance, ctx: PlantContext): Cure => {
    const installed = runs(instance, ctx, os);
    return all(installed, changeGuest(instance, { programs }));
  };
}

// Nothing but "some Linux": no agent, no name in the image, no name on the bill.
function nameless(instance: Instance, ctx: PlantContext): Cure {
  const installed = runs(instance, ctx, { ...ubuntu, image: 'golden-image-7' });
  return all(installed, change(ctx.world.aws, { images: ctx.world.aws.images.filter((image) => image.imageId !== instance.imageId) }), changeGuest(instance, { ssm: false }));
}

function imageGone(instance: Instance, { world }: PlantContext): Cure {
  return change(world.aws, { images: world.aws.images.filter((image) => image.imageId !== instance.imageId) });
}

function deprecated(instance: Instance, ctx: PlantContext): Cure {
  const image = imageOf(instance, ctx);
  const { aws, clock } = ctx.world;
  return change(aws, { images: aws.images.map((item) => (item === image ? { ...item, ownerId: '801119661308', deprecatedAt: clock.now() - 1 } : item)) });
}

/** Defects that the checks OS-* find. */
export const systemPlants: readonly Plant[] = [
  onMachine('OS_WITHOUT_A_NAME', 'OS-KNOWN', nameless),
  onMachine('SSM_AGENT_ABSENT', 'OS-KNOWN', (instance) => changeGuest(instance, { ssm: false })),
  onMachine('SSM_AGENT_SILENT', 'OS-KNOWN', (instance, { world }) => changeGuest(instance, { silentSince: world.clock.now() - 3 * 86_400_000 })),
  onMachine('IMAGE_GONE', 'OS-KNOWN', imageGone),
  onMachine('IMAGE_DEPRECATED', 'OS-KNOWN', deprecated),
  onMachine('OS_UPGRADED_IN_PLACE', 'OS-KNOWN', (instance) => changeGuest(instance, { type: 'Windows', name: 'Microsoft Windows Server 2012 R2 Standard', version: '6.3.9600' })),
  operatingSystem('WINDOWS_2008_R2', 'OS-SEED', old2008),
  onMachine('REDHAT_PV_DRIVERS', 'OS-PVDRV', withDrivers(old2008, [redHatDrivers])),
  onMachine('PV_DRIVERS_NOT_LISTED', 'OS-PVDRV', withDrivers(old2008, null)),
  onMachine('CITRIX_PV_DRIVERS', 'OS-PVDRV-AM', withDrivers(old2008, [citrixDrivers])),
  operatingSystem('WINDOWS_2003', 'OS-WIN', win('2003', '5.2.3790', { instanceType: 'm4.large' })),
  operatingSystem('WINDOWS_2008_R2_UNPATCHED', 'OS-WIN-SHA2', old2008),
  operatingSystem('RHEL_5_1', 'OS-LINUX', rhel('5.1', { instanceType: 'm4.large' })),
  operatingSystem('CENTOS_7', 'OS-LINUX', { type: 'Linux', name: 'CentOS Linux', version: '7.9', image: 'CentOS Linux 7 x86_64 HVM EBS 2002_01', billing: linux }),
  operatingSystem('UBUNTU_22_04', 'OS-KERNEL', ubuntu),
  operatingSystem('LINUX_ON_NITRO', 'OS-STORAGE', rhel('8.10')),
  operatingSystem('LINUX_ON_XEN', 'OS-STORAGE', rhel('7.9', { instanceType: 'm4.large' })),
  operatingSystem('RHEL_6_10', 'OS-LIS', rhel('6.10', { instanceType: 'm4.large' })),
  operatingSystem('AMAZON_LINUX_2', 'OS-AMZN', { type: 'Linux', name: 'Amazon Linux', version: '2', image: 'amzn2-ami-hvm-2.0.20260501.0-x86_64-gp2', billing: linux }),
  operatingSystem('MACOS', 'OS-MAC', { type: 'MacOS', name: 'macOS', version: '14.5', image: 'amzn-ec2-macos-14.5-20260501-000000', billing: linux, machine: { architecture: 'x86_64_mac', instanceType: 'mac1.metal' } }),
  operatingSystem('FREEBSD', 'OS-OTHER', { type: 'Linux', name: 'FreeBSD', version: '14.1', image: 'FreeBSD 14.1-RELEASE-amd64 UFS', billing: linux }),
];
