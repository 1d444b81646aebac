// Builds the simulated account from its data files.
import type { AwsWorld } from './aws-world.ts';
import { usualCard, usualOptions, type Instance, type Tags } from './instance.ts';
import type { Address } from './network.ts';
import type { Image, Volume } from './storage.ts';
import { groupIds, seedGroups } from './seed-groups.ts';
import { guestOf, imageIdOf, imageOf, seedImages } from './seed-images.ts';
import { bulkRows, estateRows, type MachineRow } from './seed-machines.ts';
import { seedNetwork, subnetIds } from './seed-network.ts';
import { dataDevice } from './volumes.ts';

/** How many machines the bulk subnet can hold. */
export const maxExtraMachines = 12_000;

const owners = { web: 'web-team@example.com', app: 'app-team@example.com', db: 'dba-team@example.com', bulk: 'estate@example.com', infrastructure: 'cloud-team@example.com' } as const;

const day = 86_400_000;

/** A fresh account as of a virtual time. */
export function seedAws(options: { now: number; extraMachines: number }): AwsWorld {
  const rows = [...estateRows(), ...bulkRows(options.extraMachines)];
  const aws: AwsWorld = {
    revision: 0,
    instances: new Map(),
    volumes: new Map(),
    ...seedGroups(),
    ...seedNetwork(),
    addresses: [],
    images: seedImages(),
    denied: new Set(),
  };
  for (const row of rows) addMachine(aws, row, options.now);
  aws.addresses = rows.flatMap(addressOf);
  return aws;
}

/** Brings an account back to its first state, in place, because others hold on to it. */
export function reseedAws(aws: AwsWorld, options: { now: number; extraMachines: number }): void {
  const revision = aws.revision + 1;
  Object.assign(aws, seedAws(options), { revision });
}

function addMachine(aws: AwsWorld, row: MachineRow, now: number): void {
  const instance = toInstance(aws, row, now);
  aws.instances.set(instance.instanceId, instance);
  const store = instance.rootDeviceType === 'instance-store';
  row.disks.forEach((sizeGiB, index) => {
    // The root of such a machine is no EBS volume, so the EC2 API lists no disk for it.
    if (store && index === 0) return;
    const volume = toVolume(instance, row, { sizeGiB, index });
    aws.volumes.set(volume.volumeId, volume);
    instance.volumeIds = [...instance.volumeIds, volume.volumeId];
  });
}

function toInstance(aws: AwsWorld, row: MachineRow, now: number): Instance {
  const image = imageOf(row.image);
  const subnet = aws.subnets.find((item) => item.subnetId === subnetIds[row.subnet]);
  if (!subnet) throw new Error(`no subnet ${row.subnet}`);
  const launchedAt = now - 400 * day;
  const stoppedAt = now - 9 * day;
  return {
    ...usualCard,
    ...usualOptions,
    instanceId: `i-${row.id}`,
    reservationId: row.reservation ?? `r-${row.id}`,
    imageId: imageIdOf(row.image),
    instanceType: row.type,
    vpcId: subnet.vpcId,
    subnetId: subnet.subnetId,
    zone: subnet.zone,
    privateIp: row.ip,
    networkInterfaceId: `eni-${row.id}`,
    mac: macOf(row.id),
    groupIds: [groupIds[row.group]],
    moreCards: [],
    volumeIds: [],
    ...systemOf(image),
    guest: guestOf(row.image, row.hostname ?? row.name),
    createdAt: launchedAt,
    launchedAt,
    bootedAt: launchedAt,
    timeline: [row.stopped ? { state: 'stopped', at: stoppedAt } : { state: 'running', at: launchedAt }],
    stateReason: row.stopped ? { code: 'Client.UserInitiatedShutdown', message: 'Client.UserInitiatedShutdown: User initiated shutdown' } : null,
    tags: tagsOf(row),
    terminationProtected: true,
    stopProtected: row.stopProtected === true,
    shutdownBehavior: 'stop',
    infrastructure: row.tier === 'infrastructure',
    activity: { churnMbPerMinute: row.churnMbPerMinute, agentStopped: false, quiesced: false, healthError: null },
  };
}

// What an instance has from its image.
function systemOf({ rootDeviceName, rootDeviceType, architecture, virtualization, bootMode, platformDetails, usageOperation }: Image) {
  return { rootDeviceName, rootDeviceType, architecture, virtualization, bootMode: bootMode === 'uefi' ? bootMode : 'legacy-bios', platformDetails, usageOperation } as const;
}

function macOf(id: string): string {
  // 02 marks a locally administered address; the rest comes from both ends of the id, so that it is unique.
  const digits = `02${id.slice(1, 3)}${id.slice(-8)}`;
  return digits.match(/../g)?.join(':') ?? '';
}

function tagsOf(row: MachineRow): Tags {
  const tags: Record<string, string> = { Name: row.name, Owner: owners[row.tier] };
  if (row.wave !== null) Object.assign(tags, { Wave: row.wave, Group: row.tier, 'asr-migrate': 'true' });
  else tags['Role'] = 'site-recovery';
  return { ...tags, ...row.extraTags };
}

function toVolume(instance: Instance, row: MachineRow, disk: { sizeGiB: number; index: number }): Volume {
  const number = row.id.slice(0, 3) + String(disk.index).padStart(2, '0') + row.id.slice(5);
  const root = disk.index === 0;
  const gp2 = instance.instanceType.startsWith('t2') || instance.instanceType.startsWith('m4') || instance.instanceType.startsWith('m3');
  return {
    volumeId: `vol-${number}`,
    sizeGiB: disk.sizeGiB,
    type: gp2 ? 'gp2' : 'gp3',
    iops: gp2 ? Math.max(100, disk.sizeGiB * 3) : 3000,
    throughput: gp2 ? null : 125,
    encrypted: row.tier === 'db',
    kmsKeyId: null,
    multiAttach: false,
    trouble: null,
    modification: null,
    zone: instance.zone,
    createdAt: instance.launchedAt,
    snapshotId: root ? `snap-${row.id}` : '',
    tags: { Name: `${row.name}-${root ? 'root' : `data-${disk.index}`}` },
    attachments: [
      {
        instanceId: instance.instanceId,
        device: root ? instance.rootDeviceName : dataDevice(instance, disk.index),
        deleteOnTermination: root,
        at: instance.launchedAt,
        state: 'attached',
      },
    ],
  };
}

function addressOf(row: MachineRow): Address[] {
  if (row.elasticIp === undefined) return [];
  return [
    {
      allocationId: `eipalloc-${row.id}`,
      associationId: `eipassoc-${row.id}`,
      publicIp: row.elasticIp,
      instanceId: `i-${row.id}`,
      tags: { Name: `${row.name}-public` },
    },
  ];
}
