// A size of virtual machines out of `Microsoft.Compute/skus`, where every figure is text.
import { z } from 'zod';
import type { VmSize } from '../../domain/infrastructure.ts';
import { listOf, words } from './fields.ts';

const zones = listOf(z.string());
const restrictionSchema = z.object({ type: words, reasonCode: words, restrictionInfo: z.object({ zones }).nullish().catch(null) });
const skuSchema = z.object({
  resourceType: words,
  name: words,
  family: words,
  locationInfo: listOf(z.object({ zones })),
  capabilities: listOf(z.object({ name: words, value: words })),
  restrictions: listOf(restrictionSchema),
});
type Restriction = z.infer<typeof restrictionSchema>;

/** A size; null for the disks, hosts and snapshots that the same list holds. */
export const sizeSchema = skuSchema.transform((sku): VmSize | null => {
  if (sku.resourceType.toLowerCase() !== 'virtualmachines' || sku.name === '') return null;
  const told = new Map(sku.capabilities.map(({ name, value }) => [name.toLowerCase(), value]));
  const number = (name: string): number => Number(told.get(name.toLowerCase()) ?? 0) || 0;
  const yes = (name: string): boolean => /^true$/i.test(told.get(name.toLowerCase()) ?? '');
  return {
    name: sku.name,
    family: sku.family,
    vcpus: number('vCPUs'),
    memoryGiB: number('MemoryGB'),
    maxDataDisks: number('MaxDataDiskCount'),
    maxNics: number('MaxNetworkInterfaces'),
    premium: yes('PremiumIO'),
    generations: (['V1', 'V2'] as const).filter((generation) => (told.get('hypervgenerations') ?? '').includes(generation)),
    nvmeOnly: /^nvme$/i.test(told.get('diskcontrollertypes') ?? ''),
    architecture: told.get('cpuarchitecturetype') ?? '',
    tempDisk: number('MaxResourceVolumeMB') > 0,
    acceleratedNetworking: yes('AcceleratedNetworkingEnabled'),
    zones: openZones(sku.locationInfo.flatMap((location) => location.zones), sku.restrictions),
    restricted: restrictedBy(sku.restrictions),
  };
});

// A restriction of zones still leaves the region; one of the location leaves nothing.
function restrictedBy(restrictions: readonly Restriction[]): string | null {
  const whole = restrictions.find((one) => one.type.toLowerCase() === 'location');
  return whole === undefined ? null : whole.reasonCode || 'restricted';
}

// `locationInfo` names every zone that has the size, also those which this subscription may not use.
function openZones(all: readonly string[], restrictions: readonly Restriction[]): readonly string[] {
  const barred = new Set(restrictions.filter((one) => one.type.toLowerCase() === 'zone').flatMap((one) => one.restrictionInfo?.zones ?? []));
  return all.filter((zone) => !barred.has(zone)).toSorted();
}
