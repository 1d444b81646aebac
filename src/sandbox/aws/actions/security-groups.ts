// DescribeSecurityGroups: groups with their rules gathered into permissions.
import { account } from '../../world/aws-world.ts';
import type { SecurityGroup, SecurityGroupRule } from '../../world/network.ts';
import { listing, type IdRule } from '../action.ts';
import { tagFilters, tagSet } from '../render/common.ts';
import type { XmlObject } from '../xml.ts';
import { arn } from './arns.ts';

/** How groups are named by id. */
export const groupIdRule: IdRule = {
  param: 'GroupId',
  path: 'groupId',
  malformed: { pattern: /^sg-([0-9a-f]{8}|[0-9a-f]{17})$/, code: 'InvalidGroupId.Malformed' },
  missing: { code: 'InvalidGroup.NotFound', message: (ids) => `The security group '${ids}' does not exist` },
};

/** DescribeSecurityGroups. */
export const describeSecurityGroups = listing({
  set: 'securityGroupInfo',
  items: ({ world }) => {
    const rules = [...world.aws.rules.values()];
    return [...world.aws.groups.values()].map((group) => render(group, rules.filter((rule) => rule.groupId === group.groupId)));
  },
  // By name only groups of a default VPC can be asked for, and there is none here.
  ids: [groupIdRule],
  filters: {
    ...tagFilters,
    ...permissionFilters('ip-permission.', 'ipPermissions'),
    ...permissionFilters('egress.ip-permission.', 'ipPermissionsEgress'),
    description: 'groupDescription',
    'group-id': 'groupId',
    'group-name': 'groupName',
    'owner-id': 'ownerId',
    'vpc-id': 'vpcId',
  },
  pages: { min: 5, max: 1000, notWith: 'GroupId' },
});

function permissionFilters(prefix: string, set: string): Record<string, string> {
  return {
    [`${prefix}cidr`]: `${set}.ipRanges.cidrIp`,
    [`${prefix}ipv6-cidr`]: `${set}.ipv6Ranges.cidrIpv6`,
    [`${prefix}prefix-list-id`]: `${set}.prefixListIds.prefixListId`,
    [`${prefix}from-port`]: `${set}.fromPort`,
    [`${prefix}to-port`]: `${set}.toPort`,
    [`${prefix}protocol`]: `${set}.ipProtocol`,
    [`${prefix}group-id`]: `${set}.groups.groupId`,
    [`${prefix}user-id`]: `${set}.groups.userId`,
  };
}

function render(group: SecurityGroup, rules: readonly SecurityGroupRule[]): XmlObject {
  return {
    ownerId: account,
    groupId: group.groupId,
    groupName: group.name,
    groupDescription: group.description,
    vpcId: group.vpcId,
    securityGroupArn: arn(`security-group/${group.groupId}`),
    ipPermissions: permissions(rules.filter((rule) => !rule.egress)),
    ipPermissionsEgress: permissions(rules.filter((rule) => rule.egress)),
    tagSet: tagSet(group.tags),
  };
}

// Rules with the same protocol and ports become one permission with several peers.
function permissions(rules: readonly SecurityGroupRule[]): readonly XmlObject[] {
  const byPorts = Map.groupBy(rules, (rule) => `${rule.protocol} ${rule.fromPort} ${rule.toPort}`);
  return [...byPorts.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    // For "all protocols" this action leaves the ports out, while DescribeSecurityGroupRules says -1.
    const ports = first.protocol === '-1' ? {} : { fromPort: first.fromPort, toPort: first.toPort };
    return {
      ipProtocol: first.protocol,
      ...ports,
      groups: same.filter((rule) => rule.peerGroupId !== null).map((rule) => ({ userId: account, groupId: rule.peerGroupId, description: rule.description })),
      ipRanges: same.filter((rule) => rule.cidr !== null).map((rule) => ({ cidrIp: rule.cidr, description: rule.description })),
      ipv6Ranges: same.filter((rule) => rule.cidr6 !== null).map((rule) => ({ cidrIpv6: rule.cidr6, description: rule.description })),
      prefixListIds: same.filter((rule) => rule.prefixListId !== null).map((rule) => ({ prefixListId: rule.prefixListId, description: rule.description })),
    };
  });
}
