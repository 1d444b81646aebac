import type { TargetSubnet } from '../infrastructure.ts';
import { placeIn } from './support/addresses.ts';
import { BEFORE_REPLICATION, info, makeCheck, pass, unreadable, warn } from './support/make-check.ts';
import { LINK, same, SOURCE } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

// The first four addresses of a subnet and the last one are Azure's own: its network, its gateway, two for DNS, the broadcast.
const FIRST_FREE = 4;

function inSubnet(subnet: TargetSubnet, ip: string): Judgement {
  const place = placeIn(subnet.prefix, ip);
  if (place === null) {
    const seen = `The private addresses change: the target subnet ${subnet.name} is ${subnet.prefix}`;
    const remedy = 'Change what names the old address after the failover, or choose a target subnet that holds it if the address has to stay.';
    return warn({ evidence: `${ip} is not in the target subnet ${subnet.name} (${subnet.prefix}), so the machine gets a new address.`, remedy, cause: `${subnet.name}:${subnet.prefix}`, causeText: seen });
  }
  if (place.fromStart < FIRST_FREE || place.fromEnd === 0) return warn({ evidence: `${ip} is one of the addresses that Azure keeps for itself in ${subnet.prefix}.`, remedy: 'Give the machine another address in the target subnet.' });
  if (subnet.used.includes(ip)) return warn({ evidence: `${ip} is in use in the target subnet ${subnet.name} already.`, remedy: 'Give the machine another address in the target subnet, or free this one.' });
  return pass(`${ip} fits into the target subnet ${subnet.name} (${subnet.prefix}) and is free as far as Azure shows; it can be kept.`);
}

function judge({ facts, plan, target }: CheckInput): Judgement {
  const ip = facts.privateIp;
  if (!target.networks.known) return unreadable('The virtual networks', target.networks.why);
  if (ip === null) return info('The machine has no private IPv4 address to keep.');
  const network = target.networks.value.find((n) => plan.networkId !== null && same(n.id, plan.networkId));
  const subnet = network?.subnets.find((s) => s.name === plan.subnet);
  if (subnet === undefined) return info(`No target subnet is chosen yet, so whether ${ip} can be kept is open.`, 'Choose one when you start the replication.');
  return inSubnet(subnet, ip);
}

/** An address can be kept only where the target subnet holds it; otherwise everything that names it has to change. */
export const netRetainip = makeCheck({
  id: 'NET-RETAINIP',
  title: 'Private address after the move',
  topic: 'network',
  phases: BEFORE_REPLICATION,
  severity: 'warn',
  curer: 'owner',
  needs: ['networks'],
  expected: ({ profile }) => `A target subnet that holds the private address, free and none of the ${profile.limits.addressesReservedPerSubnet} that Azure keeps, if the address is to stay. ${SOURCE.failover}.`,
  link: LINK.failover,
  judge,
});
