// AuthorizeSecurityGroupIngress and -Egress: new rules, all or none.
import { createHash } from 'node:crypto';
import type { AwsWorld } from '../../world/aws-world.ts';
import type { Tags } from '../../world/instance.ts';
import type { SecurityGroup, SecurityGroupRule } from '../../world/network.ts';
import { refuseDryRun, type Action, type Ec2Call } from '../action.ts';
import { refusal } from '../errors.ts';
import { required, type Params } from '../params.ts';
import { keyOf, peerOf, readRules, type Wanted } from './permissions.ts';
import { renderRule } from './security-group-rules.ts';
import { groupIdRule } from './security-groups.ts';

/** AuthorizeSecurityGroupIngress. */
export const authorizeSecurityGroupIngress = authorize(false);

/** AuthorizeSecurityGroupEgress. */
export const authorizeSecurityGroupEgress = authorize(true);

// In and out are counted apart.
const rulesPerDirection = 60;

function authorize(egress: boolean): Action {
  return {
    params: ['DryRun', 'GroupId', 'IpPermissions', 'IpProtocol', 'FromPort', 'ToPort', 'CidrIp', 'TagSpecification'],
    run(call) {
      const { aws } = call.world;
      const group = groupOf(call);
      const tags = readTags(call.params);
      const rules = readRules(call.params).map((wanted) => toRule(group, { egress, tags }, wanted));
      for (const rule of rules) checkPeer(aws, group, rule);
      checkAgainst(aws, rules, existing(aws, group, egress));
      refuseDryRun(call);
      for (const rule of rules) aws.rules.set(rule.ruleId, rule);
      aws.revision += 1;
      return { fields: { return: true, securityGroupRuleSet: rules.map((rule) => renderRule(aws, rule)) }, accepted: true };
    },
  };
}

function groupOf(call: Ec2Call): SecurityGroup {
  const id = required(call.params, 'GroupId');
  const { malformed, missing } = groupIdRule;
  if (malformed && !malformed.pattern.test(id)) throw refusal(malformed.code, `Invalid id: "${id}"`);
  const group = call.world.aws.groups.get(id);
  if (!group) throw refusal(missing.code, missing.message(id));
  return group;
}

function readTags(params: Params): Tags {
  const specifications = params.groups('TagSpecification');
  const strange = specifications.find((item) => item.one('ResourceType') !== 'security-group-rule');
  if (strange) throw refusal('InvalidParameterValue', `'${strange.one('ResourceType') ?? ''}' is not a valid taggable resource type for this operation.`);
  const tags = specifications.flatMap((item) => item.groups('Tag'));
  return Object.fromEntries(tags.map((tag) => [required(tag, 'Key'), tag.one('Value') ?? '']));
}

function toRule(group: SecurityGroup, of: { egress: boolean; tags: Tags }, wanted: Wanted): SecurityGroupRule {
  const text = [group.groupId, of.egress, keyOf(wanted)].join(' ');
  const ruleId = `sgr-0${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
  return { ruleId, groupId: group.groupId, ...of, ...wanted };
}

function existing(aws: AwsWorld, group: SecurityGroup, egress: boolean): readonly SecurityGroupRule[] {
  return [...aws.rules.values()].filter((rule) => rule.groupId === group.groupId && rule.egress === egress);
}

function checkPeer(aws: AwsWorld, group: SecurityGroup, rule: SecurityGroupRule): void {
  if (rule.prefixListId !== null && !aws.prefixLists.some((list) => list.prefixListId === rule.prefixListId)) {
    throw refusal('InvalidPrefixListID.NotFound', `The prefix list ID '${rule.prefixListId}' does not exist`);
  }
  if (rule.peerGroupId === null) return;
  const peer = aws.groups.get(rule.peerGroupId);
  if (!peer || !mayName(aws, group.vpcId, peer.vpcId)) {
    throw refusal('InvalidGroup.NotFound', `You have specified two resources that belong to different networks, or the security group '${rule.peerGroupId}' does not exist`);
  }
}

// A group can be named from within its VPC and from one that is peered with it.
function mayName(aws: AwsWorld, vpcId: string, peerVpcId: string): boolean {
  const both = [vpcId, peerVpcId];
  return vpcId === peerVpcId || aws.peerings.some((item) => item.state === 'active' && both.includes(item.requesterVpcId) && both.includes(item.accepterVpcId));
}

function checkAgainst(aws: AwsWorld, rules: readonly SecurityGroupRule[], there: readonly SecurityGroupRule[]): void {
  const keys = new Set(there.map(keyOf));
  const twice = rules.find((rule) => keys.has(keyOf(rule)));
  if (twice) {
    const ports = twice.protocol === '-1' ? 'ALL' : `${twice.protocol.toUpperCase()}, from port: ${twice.fromPort}, to port: ${twice.toPort}`;
    throw refusal('InvalidPermission.Duplicate', `the specified rule "peer: ${peerOf(twice)}, ${ports}, ALLOW" already exists`);
  }
  if (weightOf(aws, [...there, ...rules]) > rulesPerDirection) {
    throw refusal('RulesPerSecurityGroupLimitExceeded', 'The maximum number of rules per security group has been reached.');
  }
}

// A prefix list counts as many rules as it has entries, and IPv4 and IPv6 are counted apart.
function weightOf(aws: AwsWorld, rules: readonly SecurityGroupRule[]): number {
  const entries = (id: string) => aws.prefixLists.find((list) => list.prefixListId === id)?.entries.length ?? 1;
  const weights = rules.map((rule) => (rule.prefixListId === null ? { six: rule.cidr6 !== null, of: 1 } : { six: false, of: entries(rule.prefixListId) }));
  const sum = (six: boolean) => weights.filter((weight) => weight.six === six).reduce((total, weight) => total + weight.of, 0);
  return Math.max(sum(true), sum(false));
}
