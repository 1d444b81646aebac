// The network around machines: subnets, network ACLs and routes.
import { paginateDescribeNetworkAcls, paginateDescribeRouteTables, paginateDescribeSubnets, type Instance, type NetworkAcl, type NetworkAclEntry, type Route, type RouteTable, type Subnet } from '@aws-sdk/client-ec2';
import type { AclEntry, SourceRoute, SourceSubnet } from '../../../domain/machine.ts';
import { allPages, inChunks, type Answers } from '../batch.ts';
import { failureOf, known, type PartReader, type Value } from './part.ts';

// EC2 takes this many values in one filter.
const VALUES_PER_CALL = 200;

/** Reads the subnets of the machines' first cards. */
export const readSubnets: PartReader<'subnet'> = async (reading, instances) => {
  const answers = await inChunks(reading, {
    operation: 'ec2:DescribeSubnets',
    keys: subnetsOf(instances),
    size: VALUES_PER_CALL,
    read: (ids) => allPages(paginateDescribeSubnets({ client: reading.readers.ec2 }, { Filters: [{ Name: 'subnet-id', Values: ids }] }, { abortSignal: reading.signal() }), (page) => page.Subnets),
  });
  const subnets = new Map(answers.answers.map((subnet) => [subnet.SubnetId ?? '', subnetOf(subnet)]));
  return of(answers, (instance) => subnets.get(instance.SubnetId ?? '') ?? null);
};

/** Reads the ACLs of those subnets; every subnet has exactly one. */
export const readAcls: PartReader<'acl'> = async (reading, instances) => {
  const answers = await inChunks(reading, {
    operation: 'ec2:DescribeNetworkAcls',
    keys: subnetsOf(instances),
    size: VALUES_PER_CALL,
    read: (ids) => allPages(paginateDescribeNetworkAcls({ client: reading.readers.ec2 }, { Filters: [{ Name: 'association.subnet-id', Values: ids }] }, { abortSignal: reading.signal() }), (page) => page.NetworkAcls),
  });
  const acls = aclsBySubnet(answers.answers);
  return (instance) => {
    const failure = failureOf(answers, [instance.SubnetId ?? '']);
    const entries = acls.get(instance.SubnetId ?? '');
    if (failure !== null) return failure;
    return entries === undefined ? { known: false, why: 'AWS shows no network ACL for the subnet (ec2:DescribeNetworkAcls)' } : known(entries);
  };
};

/** Reads the route tables of the machines' VPCs: a subnet without a table of its own follows the main one. */
export const readRoutes: PartReader<'routes'> = async (reading, instances) => {
  const answers = await inChunks(reading, {
    operation: 'ec2:DescribeRouteTables',
    keys: instances.map((instance) => instance.VpcId ?? '').filter((id) => id !== ''),
    size: VALUES_PER_CALL,
    read: (ids) => allPages(paginateDescribeRouteTables({ client: reading.readers.ec2 }, { Filters: [{ Name: 'vpc-id', Values: ids }] }, { abortSignal: reading.signal() }), (page) => page.RouteTables),
  });
  const tables = tablesOf(answers.answers);
  return (instance) => {
    const failure = failureOf(answers, [instance.VpcId ?? '']);
    const table = tables.bySubnet.get(instance.SubnetId ?? '') ?? tables.mainOf.get(instance.VpcId ?? '');
    if (failure !== null) return failure;
    return table === undefined ? { known: false, why: 'AWS shows no route table for the subnet (ec2:DescribeRouteTables)' } : known(routesOf(table));
  };
};

function subnetsOf(instances: readonly Instance[]): readonly string[] {
  return instances.map((instance) => instance.SubnetId ?? '').filter((id) => id !== '');
}

function of(answers: Answers<unknown>, value: (instance: Instance) => Value<'subnet'>): (instance: Instance) => ReturnType<typeof known<Value<'subnet'>>> {
  return (instance) => failureOf(answers, [instance.SubnetId ?? '']) ?? known(value(instance));
}

/** A subnet. */
export function subnetOf(subnet: Subnet): SourceSubnet {
  return { id: subnet.SubnetId ?? '', cidr: subnet.CidrBlock ?? '', ipv6Only: subnet.Ipv6Native === true };
}

function aclsBySubnet(acls: readonly NetworkAcl[]): ReadonlyMap<string, readonly AclEntry[]> {
  const all = new Map<string, readonly AclEntry[]>();
  for (const acl of acls) {
    const entries = (acl.Entries ?? []).map(entryOf).filter((entry) => entry !== null).sort((a, b) => a.number - b.number);
    for (const { SubnetId: id } of acl.Associations ?? []) if (id !== undefined) all.set(id, entries);
  }
  return all;
}

/** An entry of an ACL; null for IPv6 ones, which say nothing about Site Recovery's traffic. */
export function entryOf(entry: NetworkAclEntry): AclEntry | null {
  if (!entry.CidrBlock) return null;
  const ports = entry.PortRange;
  return { number: entry.RuleNumber ?? 0, direction: entry.Egress === true ? 'out' : 'in', allow: entry.RuleAction === 'allow', protocol: entry.Protocol ?? '-1', fromPort: ports?.From ?? null, toPort: ports?.To ?? null, cidr: entry.CidrBlock };
}

type Tables = { readonly bySubnet: ReadonlyMap<string, RouteTable>; readonly mainOf: ReadonlyMap<string, RouteTable> };

function tablesOf(tables: readonly RouteTable[]): Tables {
  const bySubnet = new Map<string, RouteTable>();
  const mainOf = new Map<string, RouteTable>();
  for (const table of tables) {
    for (const association of table.Associations ?? []) {
      if (association.SubnetId) bySubnet.set(association.SubnetId, table);
      if (association.Main === true) mainOf.set(table.VpcId ?? '', table);
    }
  }
  return { bySubnet, mainOf };
}

function routesOf(table: RouteTable): readonly SourceRoute[] {
  return (table.Routes ?? []).map(routeOf).filter((route) => route !== null);
}

/** A route; null for IPv6 ones and for those of a prefix list, whose range is not told here. */
export function routeOf(route: Route): SourceRoute | null {
  const cidr = route.DestinationCidrBlock;
  if (!cidr) return null;
  const { via, target } = wayOf(route);
  return { cidr, via, target, active: route.State === 'active' };
}

function wayOf(route: Route): Pick<SourceRoute, 'via' | 'target'> {
  const ways: readonly (readonly [via: SourceRoute['via'], target: string | undefined])[] = [
    ['nat', route.NatGatewayId],
    ['transit', route.TransitGatewayId],
    ['peering', route.VpcPeeringConnectionId],
    ['local', route.GatewayId === 'local' ? route.GatewayId : undefined],
    ['internet', route.GatewayId?.startsWith('igw-') === true ? route.GatewayId : undefined],
    ['other', route.GatewayId ?? route.NetworkInterfaceId ?? route.InstanceId ?? route.LocalGatewayId ?? route.CoreNetworkArn],
  ];
  const [via, target] = ways.find(([, one]) => one !== undefined && one !== '') ?? ['other', ''];
  return { via, target: target ?? '' };
}
