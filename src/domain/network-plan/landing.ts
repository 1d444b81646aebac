import type { TargetNetwork, TargetSubnet } from '../infrastructure.ts';
import type { NetworkInput, NetworkMachine } from './types.ts';

/** The subnet that a machine lands in; null while it is not chosen, not there, or not readable. */
export type Place = { readonly network: TargetNetwork; readonly subnet: TargetSubnet };

/** Azure compares names and ids without case. */
export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** The network of that id, when networks could be read and it is there. */
export function networkOf(input: NetworkInput, id: string | null): TargetNetwork | null {
  if (id === null || !input.networks.known) return null;
  return input.networks.value.find((n) => sameName(n.id, id)) ?? null;
}

/** Where the machine lands. */
export function placeOf(input: NetworkInput, { landing }: NetworkMachine): Place | null {
  const network = networkOf(input, landing.networkId);
  const name = landing.subnet;
  const subnet = name === null ? undefined : network?.subnets.find((s) => sameName(s.name, name));
  return network === null || subnet === undefined ? null : { network, subnet };
}

/** The place in words: `vnet/subnet`. */
export function placeName({ network, subnet }: Place): string {
  return `${network.name}/${subnet.name}`;
}

/** Why no place is known, in words. */
export function whyNoPlace(input: NetworkInput, m: NetworkMachine): string {
  if (m.landing.networkId === null || m.landing.subnet === null) return 'no target subnet is chosen yet';
  return input.networks.known ? 'the chosen target subnet does not exist' : `the virtual networks could not be read: ${input.networks.why}`;
}
