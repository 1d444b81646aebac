// DescribeVpcs, DescribeSubnets, DescribeRouteTables and DescribeNetworkAcls.
import { account, type AwsWorld, type NetworkAcl, type RouteTable, type Subnet, type Vpc } from '../../world/aws-world.ts';
import { listing, type IdRule } from '../action.ts';
import { tagFilters, tagSet, zoneId } from '../render/common.ts';
import type { XmlObject } from '../xml.ts';
import { arn } from './arns.ts';

const pages = { min: 5, max: 1000 } as const;

function idRule(param: string, path: string, missing: { code: string; word: string }): readonly IdRule[] {
  return [{ param, path, missing: { code: missing.code, message: (ids) => `The ${missing.word} '${ids}' does not exist` } }];
}

/** DescribeVpcs. */
export const describeVpcs = listing({
  set: 'vpcSet',
  items: ({ world }) => world.aws.vpcs.map(renderVpc),
  ids: idRule('VpcId', 'vpcId', { code: 'InvalidVpcID.NotFound', word: 'vpc ID' }),
  filters: {
    ...tagFilters,
    cidr: 'cidrBlock',
    'cidr-block-association.cidr-block': 'cidrBlockAssociationSet.cidrBlock',
    'cidr-block-association.association-id': 'cidrBlockAssociationSet.associationId',
    'cidr-block-association.state': 'cidrBlockAssociationSet.cidrBlockState.state',
    'dhcp-options-id': 'dhcpOptionsId',
    'is-default': 'isDefault',
    'owner-id': 'ownerId',
    state: 'state',
    'vpc-id': 'vpcId',
  },
  pages,
});

function renderVpc(vpc: Vpc): XmlObject {
  const associationId = vpc.vpcId.replace('vpc-', 'vpc-cidr-assoc-');
  return {
    vpcId: vpc.vpcId,
    ownerId: account,
    state: 'available',
    cidrBlock: vpc.cidr,
    cidrBlockAssociationSet: [{ cidrBlock: vpc.cidr, associationId, cidrBlockState: { state: 'associated' } }],
    dhcpOptionsId: 'dopt-0a1b2c3d4e5f60001',
    instanceTenancy: 'default',
    isDefault: vpc.isDefault,
    tagSet: tagSet(vpc.tags),
  };
}

/** DescribeSubnets. */
export const describeSubnets = listing({
  set: 'subnetSet',
  items: ({ world }) => world.aws.subnets.map((subnet) => renderSubnet(world.aws, subnet)),
  ids: idRule('SubnetId', 'subnetId', { code: 'InvalidSubnetID.NotFound', word: 'subnet ID' }),
  filters: {
    ...tagFilters,
    'availability-zone': 'availabilityZone',
    'availability-zone-id': 'availabilityZoneId',
    'available-ip-address-count': 'availableIpAddressCount',
    'cidr-block': 'cidrBlock',
    'default-for-az': 'defaultForAz',
    'ipv6-native': 'ipv6Native',
    'map-public-ip-on-launch': 'mapPublicIpOnLaunch',
    'owner-id': 'ownerId',
    state: 'state',
    'subnet-arn': 'subnetArn',
    'subnet-id': 'subnetId',
    'vpc-id': 'vpcId',
  },
  pages,
});

// AWS keeps five addresses of every subnet for itself.
const reservedAddresses = 5;

function renderSubnet(aws: AwsWorld, subnet: Subnet): XmlObject {
  const size = 2 ** (32 - Number(subnet.cidr.split('/')[1]));
  const used = [...aws.instances.values()].filter((instance) => instance.subnetId === subnet.subnetId).length;
  return {
    subnetId: subnet.subnetId,
    subnetArn: arn(`subnet/${subnet.subnetId}`),
    state: 'available',
    vpcId: subnet.vpcId,
    ownerId: account,
    cidrBlock: subnet.cidr,
    availableIpAddressCount: size - reservedAddresses - used,
    availabilityZone: subnet.zone,
    availabilityZoneId: zoneId(subnet.zone),
    defaultForAz: false,
    mapPublicIpOnLaunch: subnet.public,
    assignIpv6AddressOnCreation: false,
    ipv6CidrBlockAssociationSet: [],
    ipv6Native: false,
    tagSet: tagSet(subnet.tags),
  };
}

/** DescribeRouteTables. */
export const describeRouteTables = listing({
  set: 'routeTableSet',
  items: ({ world }) => world.aws.routeTables.map(renderRouteTable),
  ids: idRule('RouteTableId', 'routeTableId', { code: 'InvalidRouteTableID.NotFound', word: 'routeTable ID' }),
  filters: {
    ...tagFilters,
    'association.main': 'associationSet.main',
    'association.route-table-association-id': 'associationSet.routeTableAssociationId',
    'association.route-table-id': 'associationSet.routeTableId',
    'association.subnet-id': 'associationSet.subnetId',
    'owner-id': 'ownerId',
    'route-table-id': 'routeTableId',
    'route.destination-cidr-block': 'routeSet.destinationCidrBlock',
    'route.gateway-id': 'routeSet.gatewayId',
    'route.nat-gateway-id': 'routeSet.natGatewayId',
    'route.origin': 'routeSet.origin',
    'route.state': 'routeSet.state',
    'vpc-id': 'vpcId',
  },
  pages: { min: 5, max: 100 },
});

function renderRouteTable(table: RouteTable): XmlObject {
  const { routeTableId } = table;
  const association = (subnetId: string | null, index: number) => ({
    routeTableAssociationId: routeTableId.replace('rtb-', `rtbassoc-${index}`),
    routeTableId,
    subnetId,
    main: subnetId === null,
    associationState: { state: 'associated' },
  });
  return {
    routeTableId,
    vpcId: table.vpcId,
    ownerId: account,
    routeSet: table.routes.map((route) => ({
      destinationCidrBlock: route.cidr,
      gatewayId: route.gatewayId,
      natGatewayId: route.natGatewayId,
      state: route.state,
      origin: route.gatewayId === 'local' ? 'CreateRouteTable' : 'CreateRoute',
    })),
    associationSet: [...(table.main ? [null] : []), ...table.subnetIds].map(association),
    propagatingVgwSet: [],
    tagSet: tagSet(table.tags),
  };
}

/** DescribeNetworkAcls. */
export const describeNetworkAcls = listing({
  set: 'networkAclSet',
  items: ({ world }) => world.aws.networkAcls.map(renderAcl),
  ids: idRule('NetworkAclId', 'networkAclId', { code: 'InvalidNetworkAclID.NotFound', word: 'networkAcl ID' }),
  filters: {
    ...tagFilters,
    'association.association-id': 'associationSet.networkAclAssociationId',
    'association.network-acl-id': 'associationSet.networkAclId',
    'association.subnet-id': 'associationSet.subnetId',
    default: 'default',
    'entry.cidr': 'entrySet.cidrBlock',
    'entry.egress': 'entrySet.egress',
    'entry.protocol': 'entrySet.protocol',
    'entry.rule-action': 'entrySet.ruleAction',
    'entry.rule-number': 'entrySet.ruleNumber',
    'network-acl-id': 'networkAclId',
    'owner-id': 'ownerId',
    'vpc-id': 'vpcId',
  },
  pages,
});

function renderAcl(acl: NetworkAcl): XmlObject {
  const { networkAclId } = acl;
  return {
    networkAclId,
    vpcId: acl.vpcId,
    ownerId: account,
    default: true,
    entrySet: acl.entries.map((entry) => ({
      cidrBlock: entry.cidr,
      egress: entry.egress,
      protocol: '-1',
      ruleAction: entry.allow ? 'allow' : 'deny',
      ruleNumber: entry.number,
    })),
    associationSet: acl.subnetIds.map((subnetId) => ({ networkAclAssociationId: subnetId.replace('subnet-', 'aclassoc-'), networkAclId, subnetId })),
    tagSet: [],
  };
}
