// Where defects are planted: the machine that was named, its volumes, and what can be made around it.
import { createHash } from 'node:crypto';
import { volumesOf } from '../aws-world.ts';
import { usualCard, type Card, type Guest, type Instance, type Tags } from '../instance.ts';
import type { Image, Volume } from '../storage.ts';
import { change } from './change.ts';
import type { Cure, Plant, PlantContext } from './types.ts';

/** The machine that was named. */
export function machineOf(ctx: PlantContext): Instance {
  const instance = ctx.instanceId === null ? undefined : ctx.world.aws.instances.get(ctx.instanceId);
  if (!instance) throw new RangeError('This defect needs a machine.');
  return instance;
}

/** A defect of one machine. */
export function onMachine(name: string, check: string, plant: (instance: Instance, ctx: PlantContext) => Cure): Plant {
  return { name, check, on: 'machine', plant: (ctx) => plant(machineOf(ctx), ctx) };
}

/** A defect that is no more than some members of the machine. */
export function members(name: string, check: string, patch: Partial<Instance>): Plant {
  return onMachine(name, check, (instance) => change(instance, patch));
}

/** Further tags. */
export function tagged(name: string, check: string, tags: Tags): Plant {
  return onMachine(name, check, (instance) => change(instance, { tags: { ...instance.tags, ...tags } }));
}

/** The machine without a tag. */
export function untagged(name: string, check: string, key: string): Plant {
  return onMachine(name, check, (instance) => change(instance, { tags: Object.fromEntries(Object.entries(instance.tags).filter(([tag]) => tag !== key)) }));
}

/** A change of what Systems Manager sees inside. */
export function changeGuest(instance: Instance, patch: Partial<Guest>): Cure {
  return change(instance, { guest: { ...instance.guest, ...patch } });
}

/** The volume that the machine boots from. */
export function rootOf(instance: Instance, ctx: PlantContext): Volume {
  const root = volumesOf(ctx.world.aws, instance).find((volume) => volume.attachments.some((item) => item.instanceId === instance.instanceId && item.device === instance.rootDeviceName));
  if (!root) throw new RangeError('The machine has no root volume on EBS.');
  return root;
}

/** The image that the machine came from. */
export function imageOf(instance: Instance, ctx: PlantContext): Image {
  const image = ctx.world.aws.images.find((item) => item.imageId === instance.imageId);
  if (!image) throw new RangeError('The image of the machine is gone.');
  return image;
}

/** An id that EC2 could have given, the same whenever it is made from the same words. */
export function idFrom(prefix: string, ...words: readonly (string | number)[]): string {
  return `${prefix}-0${createHash('sha256').update(words.join(' ')).digest('hex').slice(0, 16)}`;
}

/** Further network cards in the machine's own subnet; `from` leaves room for others that were made before. */
export function cardsBeside(instance: Instance, count: number, from = 0): readonly Card[] {
  const [a, b, c, last = '0'] = instance.privateIp.split('.');
  return Array.from({ length: count }, (_, at) => {
    const index = from + at;
    const networkInterfaceId = idFrom('eni', instance.instanceId, 'card', index);
    const mac = networkInterfaceId.slice(-10).match(/../g) ?? [];
    // High in the subnet, where the seed has nobody.
    const privateIp = [a, b, c, 100 + ((Number(last) * 15 + index) % 150)].join('.');
    return { ...usualCard, networkInterfaceId, mac: ['02', ...mac].join(':'), subnetId: instance.subnetId, groupIds: instance.groupIds, privateIp };
  });
}
