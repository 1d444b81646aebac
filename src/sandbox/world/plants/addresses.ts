// Defects of addresses and network cards.
import type { Instance } from '../instance.ts';
import type { Subnet } from '../network.ts';
import { mainVpc } from '../seed-network.ts';
import { cardsBeside, idFrom, members, onMachine } from './at.ts';
import { all, change } from './change.ts';
import type { Cure, Plant, PlantContext } from './types.ts';

const ipv6Range = '2001:db8:1234:1a00::/64';
const ipv6Address = '2001:db8:1234:1a00:b1ac:4f00:9e1:7c02';
const ipv6Prefix = '2001:db8:1234:1a00:8000::/80';

/** Moves a machine into a subnet that is made for it, with the ACL and the route table of the subnet it leaves. */
export function moveTo(instance: Instance, { world }: PlantContext, to: { readonly subnet: Subnet; readonly privateIp: string }): Cure {
  const { aws } = world;
  const { subnetId } = to.subnet;
  const alike = <T extends { readonly subnetIds: readonly string[] }>(item: T): T => (item.subnetIds.includes(instance.subnetId) ? { ...item, subnetIds: [...item.subnetIds, subnetId] } : item);
  return all(
    change(aws, { subnets: [...aws.subnets, to.subnet], networkAcls: aws.networkAcls.map(alike), routeTables: aws.routeTables.map(alike) }),
    change(instance, { subnetId, privateIp: to.privateIp }),
  );
}

function subnetFor(instance: Instance, part: Partial<Subnet>): Subnet {
  const subnetId = idFrom('subnet', instance.instanceId, part.cidr ?? 'ipv6');
  return { subnetId, vpcId: mainVpc, cidr: '10.10.200.0/24', zone: instance.zone, public: false, cidr6: null, ipv6Native: false, tags: { Name: 'planted' }, ...part };
}

function ipv6Only(instance: Instance, ctx: PlantContext): Cure {
  const subnet = subnetFor(instance, { cidr: '', cidr6: ipv6Range, ipv6Native: true });
  const addressed = change(instance, { ipv6: [ipv6Address] });
  return all(addressed, moveTo(instance, ctx, { subnet, privateIp: '' }));
}

function elastic(instance: Instance, { world }: PlantContext): Cure {
  const { aws } = world;
  const address = { allocationId: idFrom('eipalloc', instance.instanceId), associationId: idFrom('eipassoc', instance.instanceId), publicIp: '52.16.99.7', instanceId: instance.instanceId, tags: {} };
  return change(aws, { addresses: [...aws.addresses, address] });
}

// The address of another machine, which only a VPC of its own makes possible.
function addressTwice(instance: Instance, { world }: PlantContext): Cure {
  const acquired = [...world.aws.instances.values()].find((other) => other.vpcId !== instance.vpcId);
  if (!acquired) throw new RangeError('There is no second VPC.');
  return change(acquired, { privateIp: instance.privateIp });
}

/** Defects of what a machine is reached by. */
export const addressPlants: readonly Plant[] = [
  onMachine('NO_PRIVATE_IPV4', 'SRC-PRIVIP', ipv6Only),
  onMachine('PRIVATE_IP_TWICE', 'SRC-SAMEIP', addressTwice),
  onMachine('THREE_NETWORK_CARDS', 'NET-NICS', (instance) => change(instance, { moreCards: cardsBeside(instance, 2) })),
  onMachine('TEN_NETWORK_CARDS', 'NET-NICS', (instance) => change(instance, { instanceType: 'm5.24xlarge', moreCards: cardsBeside(instance, 9) })),
  members('IPV6_ADDRESS', 'NET-IPV6', { ipv6: [ipv6Address] }),
  members('IPV6_PREFIX', 'NET-IPV6', { ipv6Prefixes: [ipv6Prefix] }),
  onMachine('IPV6_ONLY_SUBNET', 'NET-IPV6', ipv6Only),
  onMachine('ELASTIC_IP', 'NET-EIP', elastic),
  members('PUBLIC_IP', 'NET-EIP', { amazonIp: '54.78.10.21' }),
  onMachine('SECONDARY_IPS', 'NET-SECIP', (instance) => change(instance, { secondaryIps: cardsBeside(instance, 2).map((card) => card.privateIp) })),
  onMachine('ADDRESS_OUTSIDE_TARGET', 'NET-RETAINIP', (instance, ctx) => moveTo(instance, ctx, { subnet: subnetFor(instance, {}), privateIp: '10.10.200.20' })),
  members('ROUTER_MACHINE', 'NET-SDC', { sourceDestCheck: false }),
];
