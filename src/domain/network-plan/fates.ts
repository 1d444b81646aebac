import { cidrHolds } from '../checks/support/addresses.ts';
import { isReserved } from './addresses.ts';
import { placeName, placeOf, whyNoPlace, type Place } from './landing.ts';
import type { AddressFate, AddressLine, MachinePlan, NetworkInput, NetworkMachine } from './types.ts';

/** Machines by each private address they have, over the whole selection. */
export type Owners = ReadonlyMap<string, readonly string[]>;

/** Who has which address. */
export function ownersOf(machines: readonly NetworkMachine[]): Owners {
  const owners = new Map<string, string[]>();
  for (const m of machines) for (const ip of m.nics.flatMap((n) => n.privateIps)) owners.set(ip, [...(owners.get(ip) ?? []), m.name]);
  return owners;
}

/** What becomes of a machine and each of its addresses. */
export function machinePlan(input: NetworkInput, m: NetworkMachine, owners: Owners): MachinePlan {
  const place = placeOf(input, m);
  const fate = (ip: string): AddressFate => (place === null ? { kind: 'unknown', why: whyNoPlace(input, m) } : fateOf(ip, { place, m, owners, reserved: input.reservedPerSubnet }));
  return {
    instanceId: m.instanceId,
    name: m.name,
    landing: place === null ? null : placeName(place),
    why: place === null ? whyNoPlace(input, m) : null,
    addresses: m.nics.flatMap((nic) => [...nic.privateIps.map((ip, n): AddressLine => ({ ip, main: n === 0, fate: fate(ip) })), ...nic.ipv6.map((ip): AddressLine => ({ ip, main: false, fate: { kind: 'new', why: 'ipv6' } }))]),
    publicIps: m.nics.flatMap((nic) => (nic.publicIp === null ? [] : [{ ip: nic.publicIp, elastic: nic.elastic }])),
    forwards: m.nics.some((nic) => !nic.sourceDestCheck),
  };
}

type Case = { readonly place: Place; readonly m: NetworkMachine; readonly owners: Owners; readonly reserved: number };

function fateOf(ip: string, { place: { subnet }, m, owners, reserved }: Case): AddressFate {
  const set = m.chosen.get(ip);
  if (set !== undefined) return { kind: 'set', to: set };
  if (!cidrHolds(subnet.prefix, ip)) return { kind: 'new', why: 'outside' };
  if (isReserved(subnet.prefix, ip, reserved)) return { kind: 'new', why: 'reserved' };
  if (subnet.used.includes(ip)) return { kind: 'new', why: 'in-use' };
  return (owners.get(ip) ?? []).length > 1 ? { kind: 'new', why: 'clash' } : { kind: 'can-stay' };
}
