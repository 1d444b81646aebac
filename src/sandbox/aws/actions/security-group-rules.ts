// DescribeSecurityGroupRules: one line per rule.
import { account, type AwsWorld } from '../../world/aws-world.ts';
import type { SecurityGroupRule } from '../../world/network.ts';
import { listing } from '../action.ts';
import { tagSet } from '../render/common.ts';
import type { XmlObject } from '../xml.ts';
import { arn } from './arns.ts';

/** DescribeSecurityGroupRules. */
export const describeSecurityGroupRules = listing({
  set: 'securityGroupRuleSet',
  items: ({ world }) => [...world.aws.rules.values()].map((rule) => renderRule(world.aws, rule)),
  ids: [
    {
      param: 'SecurityGroupRuleId',
      path: 'securityGroupRuleId',
      malformed: { pattern: /^sgr-([0-9a-f]{8}|[0-9a-f]{17})$/, code: 'InvalidSecurityGroupRuleId.Malformed' },
      missing: { code: 'InvalidSecurityGroupRuleId.NotFound', message: (ids) => `The security group rule ID '${ids}' does not exist` },
    },
  ],
  filters: { 'tag-key': 'tagSet.key', 'group-id': 'groupId', 'security-group-rule-id': 'securityGroupRuleId' },
  pages: { min: 5, max: 1000, notWith: 'SecurityGroupRuleId' },
});

/** A rule as this action and the Authorize actions show it. */
export function renderRule(aws: AwsWorld, rule: SecurityGroupRule): XmlObject {
  const peer = rule.peerGroupId === null ? null : aws.groups.get(rule.peerGroupId);
  return {
    securityGroupRuleId: rule.ruleId,
    groupId: rule.groupId,
    groupOwnerId: account,
    isEgress: rule.egress,
    ipProtocol: rule.protocol,
    fromPort: rule.fromPort,
    toPort: rule.toPort,
    cidrIpv4: rule.cidr,
    cidrIpv6: rule.cidr6,
    prefixListId: rule.prefixListId,
    referencedGroupInfo: peer ? { groupId: peer.groupId, userId: account, vpcId: peer.vpcId } : null,
    description: rule.description,
    tagSet: tagSet(rule.tags),
    securityGroupRuleArn: arn(`security-group-rule/${rule.ruleId}`),
  };
}
