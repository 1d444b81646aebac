// AuthorizeSecurityGroupIngress and -Egress: new rules, all or none.
import { createHash } from 'node:crypto';
import type { AwsWorld, SecurityGroup, SecurityGroupRule } from '../../world/aws-world.ts';
import { refuseDryRun, type Action, type Ec2Call } from '../action.ts';
import { refusal } from '../errors.ts';
import { required, type Params } from '../params.ts';
import { groupIdRule } from './security-groups.ts';
import { renderRule } from './security-group-rules.ts';

/** AuthorizeSecurityGroupIngress. */
export const authorizeSecurityGroupIngress = authorize(false);

/** AuthorizeSecurityGroupEgress. */
export const authorizeSecurityGroupEgress = authorize(true);

function authorize(egress: boolean): Action {
  return {
    params: ['DryRun', 'GroupId', 'IpPermissions', 'IpProtocol', 'FromPort', 'ToPort', 'CidrIp', 'TagSpecification'],
    run(call) {
      const { aws } = call.world;
      const group = groupOf(call);
      const rules = readRules(call.params).map((rule) => toRule(group, egress, rule));
      for (const rule of rules) checkRule(aws, group, rule);
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

type Wanted = Pick<SecurityGroupRule, 'protocol' | 'fromPort' | 'toPort' | 'cidr' | 'peerGroupId' | 'description'>;

function readRules(params: Params): readonly Wanted[] {
  const permissions = params.groups('IpPermissions');
  if (permissions.length > 0 && params.one('CidrIp') !== null) {
    throw refusal('InvalidParameterCombination', 'The parameter ipPermissions cannot be used with the parameter cidrIp');
  }
  const wanted = permissions.length > 0 ? permissions.flatMap(readPermission) : readFlat(params);
  if (wanted.length === 0) throw refusal('MissingParameter', 'The request must contain the parameter ipPermissions');
  return wanted;
}

function readPermission(permission: Params): readonly Wanted[] {
  if (permission.groups('Ipv6Ranges').length > 0 || permission.groups('PrefixListIds').length > 0) {
    throw refusal('UnsupportedOperation', 'Neither IPv6 nor prefix lists exist in this VPC.');
  }
  const ports = readPorts(permission);
  const ranges = permission.groups('IpRanges').map((range) => ({ ...ports, cidr: range.one('CidrIp'), peerGroupId: null, description: range.one('Description') }));
  const groups = permission.groups('Groups').map((peer) => ({ ...ports, cidr: null, peerGroupId: required(peer, 'GroupId'), description: peer.one('Description') }));
  return [...ranges, ...groups];
}

function readFlat(params: Params): readonly Wanted[] {
  const cidr = params.one('CidrIp');
  return cidr === null ? [] : [{ ...readPorts(params), cidr, peerGroupId: null, description: null }];
}

function readPorts(params: Params): Pick<Wanted, 'protocol' | 'fromPort' | 'toPort'> {
  const named = required(params, 'IpProtocol');
  const protocol = named === '6' ? 'tcp' : named;
  if (protocol === '-1') return { protocol, fromPort: -1, toPort: -1 };
  if (!['tcp', 'udp', 'icmp'].includes(protocol)) throw refusal('InvalidParameterValue', `Invalid value '${named}' for IP protocol. Unknown protocol.`);
  const fromPort = params.int('FromPort');
  const toPort = params.int('ToPort');
  if (fromPort === null || toPort === null) throw refusal('InvalidParameterValue', 'Invalid value for portRange. Must specify both from and to ports with TCP/UDP.');
  if (protocol !== 'icmp' && (fromPort < 0 || toPort > 65535 || fromPort > toPort)) {
    throw refusal('InvalidParameterValue', `Invalid value '${fromPort}-${toPort}' for portRange.`);
  }
  return { protocol, fromPort, toPort };
}

function toRule(group: SecurityGroup, egress: boolean, wanted: Wanted): SecurityGroupRule {
  const text = [group.groupId, egress, wanted.protocol, wanted.fromPort, wanted.toPort, wanted.cidr ?? wanted.peerGroupId].join(' ');
  const ruleId = `sgr-0${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
  return { ruleId, groupId: group.groupId, egress, ...wanted };
}

const cidrPattern = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)\/(?:3[0-2]|[12]?\d)$/;

function checkRule(aws: AwsWorld, group: SecurityGroup, rule: SecurityGroupRule): void {
  if (rule.peerGroupId === null && !cidrPattern.test(rule.cidr ?? '')) {
    throw refusal('InvalidParameterValue', `CIDR block ${rule.cidr ?? ''} is malformed`);
  }
  if (rule.peerGroupId !== null && aws.groups.get(rule.peerGroupId)?.vpcId !== group.vpcId) {
    throw refusal('InvalidGroup.NotFound', `You have specified two resources that belong to different networks, or the security group '${rule.peerGroupId}' does not exist`);
  }
  if ([...aws.rules.values()].some((other) => isSame(other, rule))) {
    const ports = `${rule.protocol.toUpperCase()}, from port: ${rule.fromPort}, to port: ${rule.toPort}`;
    throw refusal('InvalidPermission.Duplicate', `the specified rule "peer: ${rule.cidr ?? rule.peerGroupId}, ${ports}, ALLOW" already exists`);
  }
}

function isSame(a: SecurityGroupRule, b: SecurityGroupRule): boolean {
  const key = (rule: SecurityGroupRule) => [rule.groupId, rule.egress, rule.protocol, rule.fromPort, rule.toPort, rule.cidr, rule.peerGroupId].join(' ');
  return key(a) === key(b);
}
