// Defects of the way between machine and appliance: VPCs, peerings, routes and prefix lists.
import type { AwsWorld } from '../aws-world.ts';
import type { Instance } from '../instance.ts';
import type { PrefixList, Route } from '../network.ts';
import { groupIds } from '../seed-groups.ts';
import { acquiredVpc, mainVpc, subnetIds } from '../seed-network.ts';
import { onMachine } from './at.ts';
import { all, change, put } from './change.ts';
import { inOwnGroup, ruleFor } from './ports.ts';
import type { Cure, Plant, PlantContext } from './types.ts';

const thirdVpc = 'vpc-0a1b2c3d4e5f60003';
const thirdSubnet = 'subnet-0a1b2c3d4e5f60033';
const thirdRange = '10.30.0.0/16';
const peeringId = 'pcx-0a1b2c3d4e5f60001';

const openGroup = [[{ egress: true, from: -1, to: -1, protocol: '-1' }, { cidr: '0.0.0.0/0', cidr6: null, peerGroupId: null, prefixListId: null }]] as const;

function intoAcquiredVpc(instance: Instance): Cure {
  return change(instance, { vpcId: acquiredVpc, subnetId: subnetIds.acquired, privateIp: '10.10.2.77', groupIds: [groupIds.acquired] });
}

type Link = { readonly state: 'active' | 'pending-acceptance'; readonly routed: boolean };

// A VPC of its own for the machine, joined with that of the appliance.
function intoThirdVpc(link: Link) {
  return (instance: Instance, { world }: PlantContext): Cure => {
    const { aws } = world;
    // AWS takes a route over a peering that nobody has accepted yet, and leads it nowhere.
    const state = link.state === 'active' ? 'active' : 'blackhole';
    const back: Route = { cidr: thirdRange, vpcPeeringConnectionId: peeringId, state };
    const there: Route = { cidr: '10.10.0.0/16', vpcPeeringConnectionId: peeringId, state };
    const local: Route = { cidr: thirdRange, gatewayId: 'local', state: 'active' };
    const table = { routeTableId: 'rtb-0a1b2c3d4e5f60033', vpcId: thirdVpc, main: true, subnetIds: [], routes: link.routed ? [local, there] : [local], tags: {} };
    const subnet = { subnetId: thirdSubnet, vpcId: thirdVpc, cidr: '10.30.1.0/24', zone: instance.zone, public: false, cidr6: null, ipv6Native: false, tags: { Name: 'third' } };
    const acl = aws.networkAcls.find((item) => item.isDefault && item.vpcId === mainVpc);
    const moved = change(instance, { vpcId: thirdVpc, subnetId: thirdSubnet, privateIp: '10.30.1.20' });
    return all(
      moved,
      change(aws, {
        vpcs: [...aws.vpcs, { vpcId: thirdVpc, cidr: thirdRange, isDefault: false, tags: { Name: 'third' } }],
        subnets: [...aws.subnets, subnet],
        peerings: [...aws.peerings, { peeringId, requesterVpcId: thirdVpc, accepterVpcId: mainVpc, state: link.state }],
        routeTables: [...(link.routed ? withRoute(aws, back) : aws.routeTables), table],
        networkAcls: [...aws.networkAcls, ...(acl ? [{ ...acl, networkAclId: 'acl-0a1b2c3d4e5f60033', vpcId: thirdVpc, subnetIds: [thirdSubnet] }] : [])],
      }),
      inOwnGroup(instance, aws, openGroup),
      ...letIn(aws),
    );
  };
}

// The appliance expects its own VPC only.
function letIn(aws: AwsWorld): readonly Cure[] {
  const group = aws.groups.get(groupIds.appliance);
  if (!group) return [];
  const rules = [443, 9443].map((port) => ruleFor(group, { egress: false, from: port, to: port }, { cidr: thirdRange, cidr6: null, peerGroupId: null, prefixListId: null }));
  return rules.map((rule) => put(aws.rules, rule.ruleId, rule));
}

const applianceTable = (aws: AwsWorld) => aws.routeTables.find((table) => table.subnetIds.includes(subnetIds.mgmt));

function withRoute(aws: AwsWorld, route: Route): AwsWorld['routeTables'] {
  const table = applianceTable(aws);
  return aws.routeTables.map((item) => (item === table ? { ...item, routes: [...item.routes, route] } : item));
}

// The appliance's subnet gets a table of its own, so that the other subnets keep theirs.
function applianceRoutes(name: string, routesOf: (usual: readonly Route[]) => readonly Route[]): Plant {
  return {
    name,
    check: 'NET-ROUTE',
    on: 'scope',
    plant: ({ world }) => {
      const { aws } = world;
      const usual = applianceTable(aws);
      if (!usual) throw new RangeError('The subnet of the appliance has no route table.');
      const own = { ...usual, routeTableId: 'rtb-0a1b2c3d4e5f60044', subnetIds: [subnetIds.mgmt], routes: routesOf(usual.routes) };
      const rest = aws.routeTables.map((item) => (item === usual ? { ...item, subnetIds: item.subnetIds.filter((id) => id !== subnetIds.mgmt) } : item));
      return change(aws, { routeTables: [...rest, own] });
    },
  };
}

const isDefault = (route: Route) => route.cidr === '0.0.0.0/0';

function byPrefixList(entries: PrefixList['entries']) {
  return (instance: Instance, { world }: PlantContext): Cure => {
    const { aws } = world;
    const list = { prefixListId: 'pl-0a1b2c3d4e5f60001', name: 'replication', entries };
    const peer = { cidr: null, cidr6: null, peerGroupId: null, prefixListId: list.prefixListId };
    return all(
      change(aws, { prefixLists: [...aws.prefixLists, list] }),
      inOwnGroup(instance, aws, [[{ egress: true, from: 443, to: 443 }, peer], [{ egress: true, from: 9443, to: 9443 }, peer]]),
    );
  };
}

const elsewhere = Array.from({ length: 120 }, (_, index) => ({ cidr: `10.200.${index}.0/24`, description: `branch ${index}` }));

/** Defects of the way. */
export const pathPlants: readonly Plant[] = [
  onMachine('OTHER_VPC', 'NET-VPC', intoAcquiredVpc),
  onMachine('PEERED_VPC', 'NET-VPC', intoThirdVpc({ state: 'active', routed: true })),
  onMachine('PEERING_WITHOUT_ROUTE', 'NET-VPC', intoThirdVpc({ state: 'active', routed: false })),
  onMachine('PEERING_PENDING', 'NET-VPC', intoThirdVpc({ state: 'pending-acceptance', routed: true })),
  applianceRoutes('APPLIANCE_ROUTE_BLACKHOLE', (usual) => usual.map((route) => (isDefault(route) ? { ...route, state: 'blackhole' } : route))),
  applianceRoutes('APPLIANCE_WITHOUT_INTERNET', (usual) => usual.filter((route) => !isDefault(route))),
  applianceRoutes('APPLIANCE_BEHIND_TRANSIT', (usual) => usual.map((route) => (isDefault(route) ? { cidr: route.cidr, transitGatewayId: 'tgw-0a1b2c3d4e5f60001', state: 'active' } : route))),
  onMachine('PREFIX_LIST_WITHOUT_APPLIANCE', 'NET-SG-OUT', byPrefixList(elsewhere)),
  onMachine('PREFIX_LIST_WITH_APPLIANCE', 'NET-SG-OUT', byPrefixList([...elsewhere, { cidr: '10.10.0.0/24', description: 'replication appliance' }])),
];
