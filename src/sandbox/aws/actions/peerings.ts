// DescribeVpcPeeringConnections.
import { account, region, type AwsWorld } from '../../world/aws-world.ts';
import type { Peering } from '../../world/network.ts';
import { listing } from '../action.ts';
import { tagFilters } from '../render/common.ts';
import type { XmlObject } from '../xml.ts';
import { idRule } from './network-ids.ts';

/** DescribeVpcPeeringConnections. */
export const describeVpcPeeringConnections = listing({
  set: 'vpcPeeringConnectionSet',
  items: ({ world }) => world.aws.peerings.map((peering) => render(world.aws, peering)),
  ids: idRule('VpcPeeringConnectionId', 'vpcPeeringConnectionId', { code: 'InvalidVpcPeeringConnectionID.NotFound', word: 'vpcPeeringConnection ID' }),
  filters: {
    ...tagFilters,
    'accepter-vpc-info.cidr-block': 'accepterVpcInfo.cidrBlock',
    'accepter-vpc-info.owner-id': 'accepterVpcInfo.ownerId',
    'accepter-vpc-info.vpc-id': 'accepterVpcInfo.vpcId',
    'requester-vpc-info.cidr-block': 'requesterVpcInfo.cidrBlock',
    'requester-vpc-info.owner-id': 'requesterVpcInfo.ownerId',
    'requester-vpc-info.vpc-id': 'requesterVpcInfo.vpcId',
    'status-code': 'status.code',
    'vpc-peering-connection-id': 'vpcPeeringConnectionId',
  },
  pages: { min: 5, max: 1000, notWith: 'VpcPeeringConnectionId' },
});

const messages = { active: 'Active', 'pending-acceptance': 'Pending Acceptance by 111122223333', rejected: 'Rejected by 111122223333' } as const satisfies Record<Peering['state'], string>;

function render(aws: AwsWorld, peering: Peering): XmlObject {
  return {
    vpcPeeringConnectionId: peering.peeringId,
    requesterVpcInfo: side(aws, peering.requesterVpcId),
    accepterVpcInfo: side(aws, peering.accepterVpcId),
    status: { code: peering.state, message: messages[peering.state] },
    tagSet: [],
  };
}

function side(aws: AwsWorld, vpcId: string): XmlObject {
  const cidrBlock = aws.vpcs.find((vpc) => vpc.vpcId === vpcId)?.cidr;
  return { vpcId, ownerId: account, region, cidrBlock, cidrBlockSet: [{ cidrBlock }] };
}
