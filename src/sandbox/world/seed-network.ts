// The networks of the simulated account: one VPC with the estate, and a second one that overlaps it.
import type { AwsWorld } from './aws-world.ts';

export const mainVpc = 'vpc-0a1b2c3d4e5f60001';
export const acquiredVpc = 'vpc-0a1b2c3d4e5f60002';

export const subnetIds = {
  mgmt: 'subnet-0a1b2c3d4e5f60000',
  web: 'subnet-0a1b2c3d4e5f60011',
  app: 'subnet-0a1b2c3d4e5f60012',
  db: 'subnet-0a1b2c3d4e5f60013',
  bulk: 'subnet-0a1b2c3d4e5f60014',
  acquired: 'subnet-0a1b2c3d4e5f60022',
} as const;

/** A key of the subnet table. */
export type SubnetName = keyof typeof subnetIds;

const natGatewayId = 'nat-0a1b2c3d4e5f60001';
const acquiredNatGatewayId = 'nat-0a1b2c3d4e5f60002';
const internetGatewayId = 'igw-0a1b2c3d4e5f60001';

type Network = Pick<AwsWorld, 'vpcs' | 'subnets' | 'routeTables' | 'networkAcls' | 'peerings' | 'prefixLists'>;

/** Networks as they are after a reset. */
export function seedNetwork(): Network {
  return { vpcs: seedVpcs(), subnets: seedSubnets(), routeTables: seedRouteTables(), networkAcls: seedNetworkAcls(), peerings: [], prefixLists: [] };
}

function seedVpcs(): Network['vpcs'] {
  return [
    { vpcId: mainVpc, cidr: '10.10.0.0/16', isDefault: false, tags: { Name: 'estate' } },
    // The company bought another one that uses the same addresses: the two can never be peered.
    { vpcId: acquiredVpc, cidr: '10.10.0.0/16', isDefault: false, tags: { Name: 'acquired' } },
  ];
}

function seedSubnets(): Network['subnets'] {
  return [
    { subnetId: subnetIds.mgmt, vpcId: mainVpc, cidr: '10.10.0.0/24', zone: 'eu-west-1a', public: false, cidr6: null, ipv6Native: false, tags: { Name: 'mgmt' } },
    { subnetId: subnetIds.web, vpcId: mainVpc, cidr: '10.10.1.0/24', zone: 'eu-west-1a', public: false, cidr6: null, ipv6Native: false, tags: { Name: 'web' } },
    { subnetId: subnetIds.app, vpcId: mainVpc, cidr: '10.10.2.0/24', zone: 'eu-west-1b', public: false, cidr6: null, ipv6Native: false, tags: { Name: 'app' } },
    { subnetId: subnetIds.db, vpcId: mainVpc, cidr: '10.10.3.0/24', zone: 'eu-west-1b', public: false, cidr6: null, ipv6Native: false, tags: { Name: 'db' } },
    { subnetId: subnetIds.bulk, vpcId: mainVpc, cidr: '10.10.64.0/18', zone: 'eu-west-1c', public: false, cidr6: null, ipv6Native: false, tags: { Name: 'bulk' } },
    { subnetId: subnetIds.acquired, vpcId: acquiredVpc, cidr: '10.10.2.0/24', zone: 'eu-west-1a', public: false, cidr6: null, ipv6Native: false, tags: { Name: 'acquired-app' } },
  ];
}

function seedRouteTables(): Network['routeTables'] {
  const local = { cidr: '10.10.0.0/16', gatewayId: 'local', state: 'active' } as const;
  return [
    { routeTableId: 'rtb-0a1b2c3d4e5f60001', vpcId: mainVpc, main: true, subnetIds: [], routes: [local], tags: { Name: 'estate-main' } },
    {
      routeTableId: 'rtb-0a1b2c3d4e5f60002',
      vpcId: mainVpc,
      main: false,
      subnetIds: [subnetIds.mgmt, subnetIds.web, subnetIds.app, subnetIds.db, subnetIds.bulk],
      routes: [local, { cidr: '0.0.0.0/0', natGatewayId, state: 'active' }],
      tags: { Name: 'estate-private' },
    },
    {
      routeTableId: 'rtb-0a1b2c3d4e5f60003',
      vpcId: mainVpc,
      main: false,
      subnetIds: [],
      routes: [local, { cidr: '0.0.0.0/0', gatewayId: internetGatewayId, state: 'active' }],
      tags: { Name: 'estate-public' },
    },
    {
      routeTableId: 'rtb-0a1b2c3d4e5f60004',
      vpcId: acquiredVpc,
      main: true,
      subnetIds: [],
      routes: [local, { cidr: '0.0.0.0/0', natGatewayId: acquiredNatGatewayId, state: 'active' }],
      tags: { Name: 'acquired-main' },
    },
  ];
}

function seedNetworkAcls(): Network['networkAcls'] {
  const ofVpc = (vpcId: string) => seedSubnets().filter((subnet) => subnet.vpcId === vpcId).map((subnet) => subnet.subnetId);
  const entries = [true, false].flatMap((egress) => [
    { number: 100, egress, allow: true, protocol: '-1', ports: null, cidr: '0.0.0.0/0' } as const,
    { number: 32_767, egress, allow: false, protocol: '-1', ports: null, cidr: '0.0.0.0/0' } as const,
  ]);
  return [
    { networkAclId: 'acl-0a1b2c3d4e5f60001', vpcId: mainVpc, isDefault: true, subnetIds: ofVpc(mainVpc), entries },
    { networkAclId: 'acl-0a1b2c3d4e5f60002', vpcId: acquiredVpc, isDefault: true, subnetIds: ofVpc(acquiredVpc), entries },
  ];
}
