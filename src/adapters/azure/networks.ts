// Reads virtual networks with their subnets, and which addresses in them are taken.
import { z } from 'zod';
import type { TargetNetwork, TargetSubnet } from '../../domain/infrastructure.ts';
import { API_VERSIONS } from './api-versions.ts';
import { unlessRefused } from './errors.ts';
import { listOf, words, wordsOrNull } from './fields.ts';
import type { RawArm } from './raw-arm.ts';
import { freeAddresses } from './subnet.ts';

const reference = z.object({ id: z.string() }).nullish().catch(null);
const ipConfigurationSchema = z.object({ properties: z.object({ privateIPAddress: wordsOrNull, subnet: reference }).nullish().catch(null) });
const subnetSchema = z.object({
  name: z.string(),
  properties: z.object({
    addressPrefix: wordsOrNull,
    addressPrefixes: listOf(z.string()),
    ipConfigurations: listOf(ipConfigurationSchema),
    networkSecurityGroup: reference,
    delegations: listOf(z.unknown()),
  }),
});
const peeringSchema = z.object({ properties: z.object({ peeringState: words, remoteVirtualNetwork: reference, allowVirtualNetworkAccess: z.boolean().nullish().catch(null) }) });
const networkSchema = z.object({
  id: z.string(),
  name: z.string(),
  location: words,
  properties: z.object({
    addressSpace: z.object({ addressPrefixes: listOf(z.string()) }).nullish().catch(null),
    dhcpOptions: z.object({ dnsServers: listOf(z.string()) }).nullish().catch(null),
    subnets: listOf(subnetSchema),
    virtualNetworkPeerings: listOf(peeringSchema),
  }),
});
type Network = z.infer<typeof networkSchema>;
type Subnet = z.infer<typeof subnetSchema>;

const cardSchema = z.object({ properties: z.object({ ipConfigurations: listOf(ipConfigurationSchema) }) });

/** Addresses by the id of their subnet, in small letters. */
type Addresses = ReadonlyMap<string, readonly string[]>;

/** All networks of the subscription, in two lists whatever their number. */
export async function readNetworks(arm: RawArm, root: string): Promise<readonly TargetNetwork[]> {
  const [networks, taken] = await Promise.all([
    arm.list({ path: `${root}/providers/Microsoft.Network/virtualNetworks`, apiVersion: API_VERSIONS.network, operation: 'virtualNetworks.list' }, networkSchema),
    // A list of networks names the cards in a subnet, not their addresses.
    unlessRefused(addressesOf(arm, root)),
  ]);
  return networks.map((network) => networkOf(network, taken ?? new Map<string, string[]>()));
}

async function addressesOf(arm: RawArm, root: string): Promise<Addresses> {
  const cards = await arm.list({ path: `${root}/providers/Microsoft.Network/networkInterfaces`, apiVersion: API_VERSIONS.network, operation: 'networkInterfaces.list' }, cardSchema);
  const found = new Map<string, string[]>();
  for (const { properties } of cards.flatMap((card) => card.properties.ipConfigurations)) {
    const subnet = properties?.subnet?.id.toLowerCase() ?? '';
    const address = properties?.privateIPAddress ?? null;
    if (subnet === '' || address === null) continue;
    const others = found.get(subnet);
    if (others === undefined) found.set(subnet, [address]);
    else others.push(address);
  }
  return found;
}

function networkOf(network: Network, taken: Addresses): TargetNetwork {
  const { id, name, location, properties } = network;
  return {
    id,
    name,
    location,
    resourceGroup: /\/resourceGroups\/([^/]+)/i.exec(id)?.[1] ?? '',
    prefixes: properties.addressSpace?.addressPrefixes ?? [],
    dnsServers: properties.dhcpOptions?.dnsServers ?? [],
    peerings: properties.virtualNetworkPeerings.flatMap((peering) => peeringOf(peering)),
    subnets: properties.subnets.map((subnet) => subnetOf(subnet, taken.get(`${id}/subnets/${subnet.name}`.toLowerCase()) ?? [])),
  };
}

function peeringOf({ properties }: z.infer<typeof peeringSchema>): TargetNetwork['peerings'] {
  const networkId = properties.remoteVirtualNetwork?.id ?? null;
  // A peering that is not complete on both sides, or that bars the traffic, joins nothing.
  return networkId === null ? [] : [{ networkId, connected: /^connected$/i.test(properties.peeringState) && properties.allowVirtualNetworkAccess !== false }];
}

function subnetOf({ name, properties }: Subnet, cards: readonly string[]): TargetSubnet {
  const prefixes = [properties.addressPrefix, ...properties.addressPrefixes].filter((prefix) => prefix !== null);
  // Ferry brings IPv4 machines; in a subnet with both kinds the other prefix may come first.
  const prefix = prefixes.find((one) => !one.includes(':')) ?? prefixes[0] ?? '';
  const told = properties.ipConfigurations.map((one) => one.properties?.privateIPAddress ?? null).filter((address) => address !== null);
  const used = [...new Set([...told, ...cards])];
  const free = freeAddresses(prefix, Math.max(properties.ipConfigurations.length, used.length));
  return { name, prefix, freeAddresses: free, used, nsgId: properties.networkSecurityGroup?.id ?? null, delegated: properties.delegations.length > 0 };
}
