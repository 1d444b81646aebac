// Changes of what a machine is: its disks, its address, its Auto Scaling group, and another one in its place.
import { volumesOf } from '../world/aws-world.ts';
import { cardsOf, type Instance } from '../world/instance.ts';
import { force } from '../world/lifecycle.ts';
import type { World } from '../world/types.ts';
import { newVolume } from '../world/volumes.ts';
import { optionalFlag, optionalNumber, optionalText, refuse, type Fields } from './json.ts';

export type ShapePatch = {
  readonly addVolumeGiB: number | undefined;
  /** Added to the root volume. */
  readonly growRootGiB: number | undefined;
  readonly detachLast: boolean | undefined;
  readonly privateIp: string | undefined;
  /** Empty to leave the group. */
  readonly autoScalingGroup: string | undefined;
  /** An Auto Scaling group ends the machine and launches another one with its name. */
  readonly replace: boolean | undefined;
};

/** The members of a machine's patch that this file knows. */
export const shapeKeys = ['addVolumeGiB', 'growRootGiB', 'detachLast', 'privateIp', 'autoScalingGroup', 'replace'] as const satisfies readonly (keyof ShapePatch)[];

const groupTag = 'aws:autoscaling:groupName';
const address = /^(\d{1,3}\.){3}\d{1,3}$/;

/** Reads the part of a patch that is about shape. */
export function readShape(body: Fields): ShapePatch {
  const privateIp = optionalText(body, 'privateIp');
  if (privateIp !== undefined && !address.test(privateIp)) throw refuse('privateIp must be an IPv4 address.');
  return {
    addVolumeGiB: optionalNumber(body, 'addVolumeGiB', { min: 1, max: 65_536, whole: true }),
    growRootGiB: optionalNumber(body, 'growRootGiB', { min: 1, max: 65_536, whole: true }),
    detachLast: optionalFlag(body, 'detachLast'),
    privateIp,
    autoScalingGroup: optionalText(body, 'autoScalingGroup'),
    replace: optionalFlag(body, 'replace'),
  };
}

/** Applies it. */
export function changeShape(world: World, instance: Instance, patch: ShapePatch): void {
  if (patch.addVolumeGiB !== undefined) addVolume(world, instance, patch.addVolumeGiB);
  if (patch.growRootGiB !== undefined) growRoot(world, instance, patch.growRootGiB);
  if (patch.detachLast === true) detachLast(world, instance);
  if (patch.privateIp !== undefined) instance.privateIp = patch.privateIp;
  if (patch.autoScalingGroup !== undefined) join(instance, patch.autoScalingGroup);
  if (patch.replace === true) replace(world, instance);
}

function addVolume({ aws, clock }: World, instance: Instance, sizeGiB: number): void {
  const volume = newVolume(aws, instance, { sizeGiB, now: clock.now() });
  aws.volumes.set(volume.volumeId, volume);
  instance.volumeIds = [...instance.volumeIds, volume.volumeId];
}

function growRoot({ aws }: World, instance: Instance, byGiB: number): void {
  const [root] = volumesOf(aws, instance);
  if (!root) throw refuse('The machine has no volume to grow.');
  root.sizeGiB += byGiB;
}

function detachLast({ aws }: World, instance: Instance): void {
  const last = volumesOf(aws, instance).at(-1);
  if (!last || instance.volumeIds.length < 2) throw refuse('The machine has no data disk to detach.');
  last.attachments = last.attachments.filter((attachment) => attachment.instanceId !== instance.instanceId);
  instance.volumeIds = instance.volumeIds.slice(0, -1);
}

function join(instance: Instance, group: string): void {
  const { [groupTag]: _group, ...others } = instance.tags;
  instance.tags = group === '' ? others : { ...others, [groupTag]: group };
}

// The new machine has the name, the group and the image of the old one, and nothing else of it.
function replace(world: World, old: Instance): void {
  const { aws, clock } = world;
  const now = clock.now();
  const instanceId = `i-${String(aws.instances.size).padStart(4, '0')}${old.instanceId.slice(-13)}`;
  const card = { networkInterfaceId: `eni-${instanceId.slice(2)}`, mac: macOf(aws.instances.size), privateIp: freeAddress(world, old) };
  const next: Instance = { ...old, ...card, instanceId, moreCards: [], volumeIds: [], createdAt: now, launchedAt: now, bootedAt: now, timeline: [{ state: 'running', at: now }], stateReason: null };
  aws.instances.set(instanceId, next);
  for (const { sizeGiB } of volumesOf(aws, old)) addVolume(world, next, sizeGiB);
  force(aws, old, { state: 'terminated', now });
}

function macOf(seed: number): string {
  return `06:00:00:00:${Math.floor(seed / 256).toString(16).padStart(2, '0')}:${(seed % 256).toString(16).padStart(2, '0')}`;
}

function freeAddress({ aws }: World, old: Instance): string {
  const net = old.privateIp.split('.').slice(0, 3).join('.');
  const taken = new Set([...aws.instances.values()].flatMap((instance) => cardsOf(instance).map((card) => card.privateIp)));
  for (let host = 200; host < 250; host += 1) if (!taken.has(`${net}.${host}`)) return `${net}.${host}`;
  throw refuse('The subnet has no address left.');
}
