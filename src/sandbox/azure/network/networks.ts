// The two virtual networks: production, and a test network that reaches nothing.
import { same } from '../fields.ts';
import { location, resourceId } from '../ids.ts';
import type { State } from '../state.ts';
import type { Network, Subnet } from './model.ts';

export const networkGroup = 'rg-net-weu';
export const networkType = 'Microsoft.Network/virtualNetworks';

/** The id of a network. */
export function networkId(name: string): string {
  return resourceId(networkGroup, networkType, name);
}

function network(name: string, rest: Pick<Network, 'space' | 'subnets' | 'dnsServers' | 'peerings'>): Network {
  return { name, id: networkId(name), location, ...rest };
}

function subnet(name: string, prefix: string, rest: Pick<Subnet, 'taken' | 'nsg'>): Subnet {
  return { name, prefix, delegatedTo: null, ...rest };
}

/** All networks. The web and db subnets of production have twenty addresses left: enough for a few machines, not for the whole wave. */
export function seedNetworks(): Map<string, Network> {
  const production = network('vnet-prod-weu', {
    space: '10.20.0.0/16',
    dnsServers: ['10.20.0.4', '10.20.0.5'],
    peerings: new Map([['vnet-hub-weu', 'Connected']]),
    subnets: [
      subnet('web', '10.20.1.0/27', { taken: 7, nsg: 'nsg-web-weu' }),
      subnet('app', '10.20.2.0/24', { taken: 9, nsg: 'nsg-app-weu' }),
      subnet('db', '10.20.3.0/27', { taken: 7, nsg: 'nsg-db-weu' }),
    ],
  });
  const test = network('vnet-test-weu', {
    space: '10.99.0.0/16',
    dnsServers: [],
    peerings: new Map(),
    subnets: [
      subnet('web', '10.99.1.0/24', { taken: 0, nsg: null }),
      subnet('app', '10.99.2.0/24', { taken: 0, nsg: null }),
      subnet('db', '10.99.3.0/24', { taken: 0, nsg: null }),
    ],
  });
  return new Map([production, test].map((one) => [one.name, one]));
}

/** The network with that ARM id, or null. */
export function findNetwork(state: State, id: string): Network | null {
  return [...state.estate.networks.values()].find((candidate) => same(candidate.id, id)) ?? null;
}

/** The id as its network writes it; an id that nobody has stays as it is. */
export function spelledNetworkId(state: State, id: string): string {
  return findNetwork(state, id)?.id ?? id;
}

/** The subnet of that name, or null. */
export function findSubnet(owner: Network, name: string): Subnet | null {
  return owner.subnets.find((candidate) => same(candidate.name, name)) ?? null;
}

/** The id of a subnet. */
export function subnetId(owner: Network, part: Subnet): string {
  return `${owner.id}/subnets/${part.name}`;
}
