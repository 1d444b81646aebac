// The two virtual networks: production, and a test network that reaches nothing.
import { same } from '../fields.ts';
import { resourceId } from '../ids.ts';
import type { State } from '../state.ts';

export const networkGroup = 'rg-net-weu';
export const networkType = 'Microsoft.Network/virtualNetworks';

/** A subnet and how many of its addresses belonged to others before the sandbox started. */
export type Subnet = { readonly name: string; readonly prefix: string; readonly taken: number };

/** A virtual network; `peering` is the name of the network it is joined with. */
export type Network = { readonly name: string; readonly id: string; readonly space: string; readonly subnets: readonly Subnet[]; readonly peering: string | null };

function network(name: string, space: string, rest: Pick<Network, 'subnets' | 'peering'>): Network {
  return { name, id: resourceId(networkGroup, networkType, name), space, ...rest };
}

/** All networks. The db subnet of production is small: seven of its 27 usable addresses are gone. */
export const networks: readonly Network[] = [
  network('vnet-prod-weu', '10.20.0.0/16', {
    peering: 'vnet-hub-weu',
    subnets: [
      { name: 'web', prefix: '10.20.1.0/24', taken: 12 },
      { name: 'app', prefix: '10.20.2.0/24', taken: 9 },
      { name: 'db', prefix: '10.20.3.0/27', taken: 7 },
    ],
  }),
  network('vnet-test-weu', '10.99.0.0/16', {
    peering: null,
    subnets: [
      { name: 'web', prefix: '10.99.1.0/24', taken: 0 },
      { name: 'app', prefix: '10.99.2.0/24', taken: 0 },
      { name: 'db', prefix: '10.99.3.0/24', taken: 0 },
    ],
  }),
];

/** The network with that ARM id, or null. */
export function findNetwork(id: string): Network | null {
  return networks.find((candidate) => same(candidate.id, id)) ?? null;
}

/** The subnet of that name, or null. */
export function findSubnet(owner: Network, name: string): Subnet | null {
  return owner.subnets.find((subnet) => same(subnet.name, name)) ?? null;
}

function addressNumber(address: string): number | null {
  const parts = address.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255)) return null;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

function addressText(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}

function rangeOf(prefix: string): { readonly first: number; readonly size: number } {
  const [address = '', bits = '32'] = prefix.split('/');
  return { first: addressNumber(address) ?? 0, size: 2 ** (32 - Number(bits)) };
}

/** Addresses a subnet can give out: Azure keeps five of every subnet for itself. */
export function usableAddresses(subnet: Subnet): number {
  return rangeOf(subnet.prefix).size - 5;
}

/** True when the address lies in the subnet and is not one of Azure's own. */
export function belongsTo(subnet: Subnet, address: string): boolean {
  const value = addressNumber(address);
  const range = rangeOf(subnet.prefix);
  return value !== null && value >= range.first + 4 && value < range.first + range.size - 1;
}

/** The machines of the target that sit in a subnet. */
export function machinesIn(state: State, owner: Network, subnet: Subnet): readonly string[] {
  return [...state.vms.values()].filter((vm) => same(vm.networkId, owner.id) && same(vm.subnet, subnet.name)).map((vm) => vm.name);
}

/** The next free address of a subnet, or null when it is full. */
export function freeAddress(state: State, subnet: Subnet): string | null {
  const used = new Set([...state.vms.values()].map((vm) => vm.privateIp));
  const { first } = rangeOf(subnet.prefix);
  for (let offset = 4 + subnet.taken; offset < usableAddresses(subnet) + 4; offset += 1) {
    const address = addressText(first + offset);
    if (!used.has(address)) return address;
  }
  return null;
}
