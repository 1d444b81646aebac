// DescribeVpcs and DescribeSubnets.
import { account, type AwsWorld } from '../../world/aws-world.ts';
import { cardsOf } from '../../world/instance.ts';
import type { Subnet, Vpc } from '../../world/network.ts';
import { listing } from '../action.ts';
import { tagFilters, tagSet, zoneId } from '../render/common.ts';
import type { XmlObject } from '../xml.ts';
import { arn } from './arns.ts';
import { idRule } from './network-ids.ts';

const pages = { min: 5, max: 1000 } as const;

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
  const cards = [...aws.instances.values()].flatMap(cardsOf).filter((card) => card.subnetId === subnet.subnetId);
  const used = cards.reduce((sum, card) => sum + (card.privateIp === '' ? 0 : 1) + card.secondaryIps.length, 0);
  return {
    subnetId: subnet.subnetId,
    subnetArn: arn(`subnet/${subnet.subnetId}`),
    state: 'available',
    vpcId: subnet.vpcId,
    ownerId: account,
    cidrBlock: subnet.ipv6Native ? null : subnet.cidr,
    availableIpAddressCount: subnet.ipv6Native ? 0 : size - reservedAddresses - used,
    availabilityZone: subnet.zone,
    availabilityZoneId: zoneId(subnet.zone),
    defaultForAz: false,
    mapPublicIpOnLaunch: subnet.public,
    assignIpv6AddressOnCreation: subnet.ipv6Native,
    ipv6CidrBlockAssociationSet: ipv6Associations(subnet),
    ipv6Native: subnet.ipv6Native,
    tagSet: tagSet(subnet.tags),
  };
}

function ipv6Associations({ subnetId, cidr6 }: Subnet): readonly XmlObject[] {
  if (cidr6 === null) return [];
  return [{ associationId: subnetId.replace('subnet-', 'subnet-cidr-assoc-'), ipv6CidrBlock: cidr6, ipv6CidrBlockState: { state: 'associated' } }];
}
