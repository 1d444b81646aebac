/** The command that adds a rule by hand: exactly the rule, nothing else. */
import type { MissingRule } from '../domain/finding.ts';

/** An `aws` command with the same effect, to be copied whole; the region comes from the command of the finding when there is one. */
export function ruleCommand(rule: MissingRule, remedy: string): string {
  const region = / (--region \S+)/.exec(remedy)?.[1];
  const description = rule.description.replaceAll(/[^\w .:/()-]/g, ' ');
  const peer = rule.peer.kind === 'cidr' ? { IpRanges: [{ CidrIp: rule.peer.cidr, Description: description }] } : { UserIdGroupPairs: [{ GroupId: rule.peer.groupId, Description: description }] };
  const permissions = rule.ports.map((port) => ({ IpProtocol: 'tcp', FromPort: port, ToPort: port, ...peer }));
  const verb = rule.direction === 'in' ? 'authorize-security-group-ingress' : 'authorize-security-group-egress';
  return ['aws ec2', verb, ...(region === undefined ? [] : [region]), '--group-id', rule.groupId, '--ip-permissions', `'${JSON.stringify(permissions)}'`].join(' ');
}
