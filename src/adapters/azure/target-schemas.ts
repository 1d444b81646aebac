// The fields of resource groups, quotas, machines and names that Ferry uses.
import { z } from 'zod';
import type { Quota, ResourceGroup } from '../../domain/infrastructure.ts';
import type { TargetVm } from '../../domain/observation.ts';
import { amount, listOf, words, wordsOrNull } from './fields.ts';

/** A resource group. */
export const resourceGroupSchema = z.object({ id: z.string(), name: z.string(), location: words }).transform((group): ResourceGroup => group);

/** A quota of the region. */
export const quotaSchema = z
  .object({ name: z.object({ value: z.string(), localizedValue: words }), currentValue: amount, limit: amount })
  // A quota that cannot be read is a quota that is full.
  .transform(({ name, currentValue, limit }): Quota => ({ name: name.value, title: name.localizedValue || name.value, used: currentValue ?? limit ?? 0, limit: limit ?? 0 }));

/** The name of a machine, network card or disk in a list. */
export const nameSchema = z.object({ name: z.string() }).transform(({ name }) => name);

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
