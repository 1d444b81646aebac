// Defects of the disks.
import { volumesOf } from '../aws-world.ts';
import type { Instance } from '../instance.ts';
import type { Volume } from '../storage.ts';
import { newVolume } from '../volumes.ts';
import { imageOf, members, onMachine, rootOf } from './at.ts';
import { all, change, put } from './change.ts';
import type { Cure, Plant, PlantContext } from './types.ts';

/** Attaches further disks, each made like the usual one and then changed. */
function addDisks(instance: Instance, ctx: PlantContext, disks: readonly Partial<Volume>[]): Cure {
  const { aws, clock } = ctx.world;
  const volumes = disks.map((disk, index) => ({ ...newVolume(aws, instance, { sizeGiB: 100, now: clock.now(), skip: index }), ...disk }));
  const volumeIds = [...instance.volumeIds, ...volumes.map((volume) => volume.volumeId)];
  return all(...volumes.map((volume) => put(aws.volumes, volume.volumeId, volume)), change(instance, { volumeIds }));
}

function extraDisk(name: string, check: string, disk: Partial<Volume>): Plant {
  return onMachine(name, check, (instance, ctx) => addDisks(instance, ctx, [disk]));
}

function rootDisk(name: string, check: string, patch: (root: Volume, ctx: PlantContext) => Partial<Volume>): Plant {
  return onMachine(name, check, (instance, ctx) => {
    const root = rootOf(instance, ctx);
    return change(root, patch(root, ctx));
  });
}

const shared = { type: 'io2', iops: 3000, throughput: null, multiAttach: true } as const satisfies Partial<Volume>;

// The disk of a cluster: another machine of the same subnet writes to it as well.
function sharedWithNeighbour(instance: Instance, ctx: PlantContext): Cure {
  const { aws } = ctx.world;
  const neighbour = [...aws.instances.values()].find((other) => other !== instance && other.subnetId === instance.subnetId && !other.infrastructure);
  if (!neighbour) throw new RangeError('The machine has no neighbour to share a disk with.');
  const added = addDisks(instance, ctx, [shared]);
  const volume = volumesOf(aws, instance).at(-1);
  const [own] = volume?.attachments ?? [];
  if (!volume || !own) throw new RangeError('The machine has no disk to share.');
  return all(added, change(volume, { attachments: [own, { ...own, instanceId: neighbour.instanceId }] }), change(neighbour, { volumeIds: [...neighbour.volumeIds, volume.volumeId] }));
}

function imageWithStore(instance: Instance, ctx: PlantContext): Cure {
  const image = imageOf(instance, ctx);
  const { aws } = ctx.world;
  return all(change(aws, { images: aws.images.map((item) => (item === image ? { ...item, ephemeral: ['ephemeral0'] } : item)) }), change(instance, { instanceType: 'm3.large' }));
}

const keyId = '7d1c9f3a-5b2e-4c60-9a8d-0e1f2a3b4c5d';

/** Defects that the checks DSK-* find. */
export const storagePlants: readonly Plant[] = [
  onMachine('SEVENTY_DISKS', 'DSK-COUNT', (instance, ctx) => addDisks(instance, ctx, Array.from({ length: 70 }, () => ({ sizeGiB: 8 })))),
  extraDisk('DISK_40_TIB', 'DSK-SIZE', { sizeGiB: 40_960, type: 'io2', iops: 3000, throughput: null }),
  extraDisk('DISK_1_GIB', 'DSK-SIZE', { sizeGiB: 1 }),
  onMachine('DISK_SHARED', 'DSK-SHARED', sharedWithNeighbour),
  extraDisk('DISK_SHAREABLE', 'DSK-SHARED', shared),
  members('INSTANCE_STORE_TYPE', 'DSK-EPHEM', { instanceType: 'm5d.large' }),
  onMachine('IMAGE_MAPS_INSTANCE_STORE', 'DSK-EPHEM', imageWithStore),
  rootDisk('ENCRYPTED_WITH_OWN_KEY', 'DSK-EBSENC', () => ({ encrypted: true, kmsKeyId: keyId })),
  extraDisk('DISK_64000_IOPS', 'DSK-PERF', { type: 'io2', sizeGiB: 500, iops: 64_000, throughput: null }),
  onMachine('HIGH_CHURN', 'DSK-CHURN', (instance) => change(instance, { activity: { ...instance.activity, churnMbPerMinute: 4500 } })),
  rootDisk('DISK_BEING_MODIFIED', 'DSK-STATE', (root, { world }) => ({
    modification: { state: 'optimizing', progress: 41, originalGiB: root.sizeGiB, targetGiB: root.sizeGiB + 20, startedAt: world.clock.now() - 1_800_000 },
  })),
  rootDisk('DISK_DETACHING', 'DSK-STATE', (root) => ({ attachments: root.attachments.map((item) => ({ ...item, state: 'detaching' })) })),
  extraDisk('DISK_IN_ERROR', 'DSK-STATE', { trouble: 'error' }),
  extraDisk('DISK_ADDED', 'DSK-STATE', {}),
  rootDisk('DISK_GROWN', 'DSK-STATE', (root) => ({ sizeGiB: root.sizeGiB + 50 })),
  rootDisk('DISK_SHRUNK', 'DSK-STATE', (root) => ({ sizeGiB: root.sizeGiB - 10 })),
  onMachine('DATA_DISK_GOES_WITH_MACHINE', 'DSK-DOT', (instance, ctx) => {
    const added = addDisks(instance, ctx, [{}]);
    const volume = volumesOf(ctx.world.aws, instance).at(-1);
    return volume ? all(added, change(volume, { attachments: volume.attachments.map((item) => ({ ...item, deleteOnTermination: true })) })) : added;
  }),
];
