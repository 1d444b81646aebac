// Volumes that come after the seed.
import type { AwsWorld } from './aws-world.ts';
import type { Instance } from './instance.ts';
import type { Volume } from './storage.ts';

const letters = 25;

/** The device name of the n-th data disk: Windows machines and Linux machines count in different ways, and both go on after z. */
export function dataDevice(instance: Instance, index: number): string {
  const number = index + 'e'.charCodeAt(0) - 'a'.charCodeAt(0);
  const letter = (at: number) => String.fromCharCode('a'.charCodeAt(0) + at);
  const name = number <= letters ? letter(number) : `${letter(Math.floor(number / (letters + 1)))}${letter(number % (letters + 1))}`;
  return instance.guest.type === 'Windows' ? `xvd${name}` : `/dev/sd${name}`;
}

/** A further data disk of an instance; it is neither kept nor attached yet. `skip` counts those that were made before it in the same way. */
export function newVolume(aws: AwsWorld, instance: Instance, o: { readonly sizeGiB: number; readonly now: number; readonly skip?: number }): Volume {
  const skip = o.skip ?? 0;
  const index = instance.volumeIds.length + (instance.rootDeviceType === 'ebs' ? 0 : 1) + skip;
  return {
    volumeId: `vol-f${String(aws.volumes.size + skip).padStart(5, '0')}${instance.instanceId.slice(-11)}`,
    sizeGiB: o.sizeGiB,
    type: 'gp3',
    iops: 3000,
    throughput: 125,
    encrypted: false,
    kmsKeyId: null,
    multiAttach: false,
    trouble: null,
    modification: null,
    zone: instance.zone,
    createdAt: o.now,
    snapshotId: '',
    tags: {},
    attachments: [{ instanceId: instance.instanceId, device: dataDevice(instance, index), deleteOnTermination: false, at: o.now, state: 'attached' }],
  };
}
