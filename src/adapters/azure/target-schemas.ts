// The fields of compute, network and resource group answers that Ferry uses.
import { z } from 'zod';
import type { Quota, ResourceGroup, TargetNetwork, VmSize } from '../../domain/infrastructure.ts';
import type { TargetVm } from '../../domain/observation.ts';
import { amount, listOf, words, wordsOrNull } from './fields.ts';
import { freeAddresses } from './subnet.ts';

/** A resource group. */
export const resourceGroupSchema = z.object({ id: z.string(), name: z.string(), location: words }).transform((group): ResourceGroup => group);

const subnetSchema = z.object({
  name: z.string(),
  properties: z.object({ addressPrefix: wordsOrNull, addressPrefixes: listOf(z.string()), ipConfigurations: listOf(z.unknown()) }),
});

/** A virtual network with its subnets. */
export const networkSchema = z
  .object({ id: z.string(), name: z.string(), location: words, properties: z.object({ subnets: listOf(subnetSchema) }) })
  .transform((network): TargetNetwork => {
    const resourceGroup = /\/resourceGroups\/([^/]+)/i.exec(network.id)?.[1] ?? '';
    const subnets = network.properties.subnets.map(({ name, properties }) => {
      const prefix = properties.addressPrefix ?? properties.addressPrefixes[0] ?? '';
      return { name, prefix, freeAddresses: freeAddresses(prefix, properties.ipConfigurations.length) };
    });
    return { id: network.id, name: network.name, location: network.location, resourceGroup, subnets };
  });

/** A quota of the region. */
export const quotaSchema = z
  .object({ name: z.object({ value: z.string(), localizedValue: words }), currentValue: amount, limit: amount })
  // A quota that cannot be read is a quota that is full.
  .transform(({ name, currentValue, limit }): Quota => ({ name: name.value, title: name.localizedValue || name.value, used: currentValue ?? limit ?? 0, limit: limit ?? 0 }));

const restrictionSchema = z.object({ type: words, reasonCode: words });
const skuSchema = z.object({
  resourceType: words,
  name: words,
  family: words,
  capabilities: listOf(z.object({ name: words, value: words })),
  restrictions: listOf(restrictionSchema),
});

/** A size of virtual machines; null for the disks, hosts and snapshots that the same list holds. */
export const sizeSchema = skuSchema.transform((sku): VmSize | null => {
  if (sku.resourceType.toLowerCase() !== 'virtualmachines' || sku.name === '') return null;
  const told = new Map(sku.capabilities.map(({ name, value }) => [name.toLowerCase(), value]));
  const number = (name: string): number => Number(told.get(name.toLowerCase()) ?? 0) || 0;
  const controllers = told.get('diskcontrollertypes') ?? '';
  return {
    name: sku.name,
    family: sku.family,
    vcpus: number('vCPUs'),
    memoryGiB: number('MemoryGB'),
    maxDataDisks: number('MaxDataDiskCount'),
    maxNics: number('MaxNetworkInterfaces'),
    premium: /^true$/i.test(told.get('premiumio') ?? ''),
    generations: (['V1', 'V2'] as const).filter((generation) => (told.get('hypervgenerations') ?? '').includes(generation)),
    nvmeOnly: /^nvme$/i.test(controllers),
    architecture: told.get('cpuarchitecturetype') ?? '',
    tempDisk: number('MaxResourceVolumeMB') > 0,
    restricted: restrictedBy(sku.restrictions),
  };
});

// A restriction of zones still leaves the region; one of the location leaves nothing.
function restrictedBy(restrictions: readonly z.infer<typeof restrictionSchema>[]): string | null {
  const whole = restrictions.find((one) => one.type.toLowerCase() === 'location');
  return whole === undefined ? null : whole.reasonCode || 'restricted';
}

/** The name of a virtual machine in a list. */
export const vmNameSchema = z.object({ name: z.string() });

/** A virtual machine with its instance view, and the network card its address is read from. */
export const vmSchema = z.object({
  id: z.string(),
  name: z.string(),
  properties: z.object({
    hardwareProfile: z.object({ vmSize: words }).nullish().catch(null),
    instanceView: z.object({ statuses: listOf(z.object({ code: words })) }).nullish().catch(null),
    networkProfile: z.object({ networkInterfaces: listOf(z.object({ id: z.string(), properties: z.object({ primary: z.boolean().nullish() }).nullish() })) }).nullish().catch(null),
  }),
});

/** A network card's first private address. */
export const nicSchema = z
  .object({ properties: z.object({ ipConfigurations: listOf(z.object({ properties: z.object({ privateIPAddress: wordsOrNull }) })) }) })
  .transform((nic) => nic.properties.ipConfigurations[0]?.properties.privateIPAddress ?? null);

const POWERS: ReadonlyMap<string, TargetVm['power']> = new Map([
  ['running', 'running'],
  ['starting', 'starting'],
  ['stopped', 'stopped'],
  ['deallocating', 'deallocating'],
  ['deallocated', 'deallocated'],
]);

/** The power state out of a machine's status codes. */
export function powerOf(vm: z.infer<typeof vmSchema>): TargetVm['power'] {
  const codes = (vm.properties.instanceView?.statuses ?? []).map((status) => status.code.toLowerCase());
  const code = codes.find((one) => one.startsWith('powerstate/')) ?? '';
  return POWERS.get(code.slice('powerstate/'.length)) ?? 'unknown';
}

/** The ARM id of the card that carries the machine's main address. */
export function mainNicOf(vm: z.infer<typeof vmSchema>): string | null {
  const cards = vm.properties.networkProfile?.networkInterfaces ?? [];
  return (cards.find((card) => card.properties?.primary === true) ?? cards[0])?.id ?? null;
}
