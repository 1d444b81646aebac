// Which addresses of a subnet are gone: to others, to machines of the target, and to Azure itself.
import { same } from '../fields.ts';
import type { State } from '../state.ts';
import type { Network, Subnet } from './model.ts';

// Azure keeps the first four addresses of every subnet and the last one.
const keptAtStart = 4;
const kept = 5;

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

/** Addresses a subnet can give out. */
export function usableAddresses(subnet: Subnet): number {
  return rangeOf(subnet.prefix).size - kept;
}

/** True when the address lies in the subnet and is not one of Azure's own. */
export function belongsTo(subnet: Subnet, address: string): boolean {
  const value = addressNumber(address);
  const range = rangeOf(subnet.prefix);
  return value !== null && value >= range.first + keptAtStart && value < range.first + range.size - 1;
}

/** The addresses that others have in a subnet, from the lowest on. */
export function takenAddresses(subnet: Subnet): readonly string[] {
  const { first } = rangeOf(subnet.prefix);
  return Array.from({ length: subnet.taken }, (_, index) => addressText(first + keptAtStart + index));
}

/** The machines of the target that sit in a subnet. */
export function machinesIn(state: State, owner: Network, subnet: Subnet): readonly { readonly group: string; readonly name: string; readonly address: string }[] {
  const here = [...state.vms.values()].filter((vm) => same(vm.networkId, owner.id) && same(vm.subnet, subnet.name));
  return here.map((vm) => ({ group: vm.group, name: vm.name, address: vm.privateIp }));
}

/** True when somebody has the address already. */
export function isTaken(state: State, subnet: Subnet, address: string): boolean {
  return takenAddresses(subnet).includes(address) || [...state.vms.values()].some((vm) => vm.privateIp === address);
}

/** The next free address of a subnet, or null when it is full. */
export function freeAddress(state: State, subnet: Subnet): string | null {
  const used = new Set([...state.vms.values()].map((vm) => vm.privateIp));
  const { first } = rangeOf(subnet.prefix);
  for (let offset = keptAtStart + subnet.taken; offset < usableAddresses(subnet) + keptAtStart; offset += 1) {
    const address = addressText(first + offset);
    if (!used.has(address)) return address;
  }
  return null;
}
