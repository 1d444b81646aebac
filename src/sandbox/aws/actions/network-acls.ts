// DescribeNetworkAcls.
import { account } from '../../world/aws-world.ts';
import type { NetworkAcl, NetworkAclEntry } from '../../world/network.ts';
import { listing } from '../action.ts';
import { tagFilters } from '../render/common.ts';
import type { XmlObject } from '../xml.ts';
import { idRule } from './network-ids.ts';

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
    'entry.port-range.from': 'entrySet.portRange.from',
    'entry.port-range.to': 'entrySet.portRange.to',
    'entry.protocol': 'entrySet.protocol',
    'entry.rule-action': 'entrySet.ruleAction',
    'entry.rule-number': 'entrySet.ruleNumber',
    'network-acl-id': 'networkAclId',
    'owner-id': 'ownerId',
    'vpc-id': 'vpcId',
  },
  pages: { min: 5, max: 1000 },
});

function renderAcl(acl: NetworkAcl): XmlObject {
  const { networkAclId } = acl;
  return {
    networkAclId,
    vpcId: acl.vpcId,
    ownerId: account,
    default: acl.isDefault,
    entrySet: acl.entries.map(renderEntry),
    associationSet: acl.subnetIds.map((subnetId) => ({ networkAclAssociationId: subnetId.replace('subnet-', 'aclassoc-'), networkAclId, subnetId })),
    tagSet: [],
  };
}

function renderEntry({ number, egress, allow, protocol, ports, cidr }: NetworkAclEntry): XmlObject {
  return {
    cidrBlock: cidr,
    egress,
    portRange: ports && { from: ports.from, to: ports.to },
    protocol,
    ruleAction: allow ? 'allow' : 'deny',
    ruleNumber: number,
  };
}
