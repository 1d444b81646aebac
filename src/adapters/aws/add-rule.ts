// Adding a rule to a security group: exactly the one that a person was shown, and never twice.
import { AuthorizeSecurityGroupEgressCommand, AuthorizeSecurityGroupIngressCommand, type EC2Client, type IpPermission } from '@aws-sdk/client-ec2';
import type { MissingRule } from '../../domain/finding.ts';
import { CloudError } from '../../ports/trouble.ts';
import { cloudError } from './errors.ts';

/** The verb of a rule's direction. */
export function operationOf(rule: MissingRule): string {
  return rule.direction === 'out' ? 'ec2:AuthorizeSecurityGroupEgress' : 'ec2:AuthorizeSecurityGroupIngress';
}

/** Sends the rule; with `dryRun` AWS only says whether it would take it. */
export async function sendRule(client: EC2Client, rule: MissingRule, o: { readonly dryRun: boolean; readonly signal: AbortSignal }): Promise<{ readonly requestId: string | null }> {
  const input = { GroupId: rule.groupId, IpPermissions: rule.ports.map((port) => permissionOf(rule, port)), DryRun: o.dryRun };
  const options = { abortSignal: o.signal };
  const answer = await (rule.direction === 'out' ? client.send(new AuthorizeSecurityGroupEgressCommand(input), options) : client.send(new AuthorizeSecurityGroupIngressCommand(input), options));
  return { requestId: answer.$metadata.requestId ?? null };
}

function permissionOf(rule: MissingRule, port: number): IpPermission {
  const { peer, description } = rule;
  const ports = { IpProtocol: 'tcp', FromPort: port, ToPort: port };
  return peer.kind === 'group' ? { ...ports, UserIdGroupPairs: [{ GroupId: peer.groupId, Description: description }] } : { ...ports, IpRanges: [{ CidrIp: peer.cidr, Description: description }] };
}

/** Asks without effect. A permitted dry run is an error called DryRunOperation. */
export async function askForRule(client: EC2Client, rule: MissingRule, signal: AbortSignal): Promise<void> {
  try {
    await sendRule(client, rule, { dryRun: true, signal });
  } catch (error) {
    if (error instanceof Error && error.name === 'DryRunOperation') return;
    throw refusal(error, rule, false);
  }
}

/** Adds the rule. With one port a duplicate means that the rule is there; with several AWS refuses all, and the caller has to measure again. */
export async function addRule(client: EC2Client, rule: MissingRule, signal: AbortSignal): Promise<{ readonly outcome: 'added' | 'existed'; readonly requestId: string | null }> {
  try {
    return { outcome: 'added', ...(await sendRule(client, rule, { dryRun: false, signal })) };
  } catch (error) {
    const trouble = refusal(error, rule, true);
    if (trouble.kind === 'conflict' && rule.ports.length === 1) return { outcome: 'existed', requestId: trouble.requestId };
    throw trouble;
  }
}

function refusal(error: unknown, rule: MissingRule, write: boolean): CloudError {
  const trouble = cloudError(error, { operation: operationOf(rule), write });
  if (trouble.code !== 'InvalidPermission.Duplicate') return trouble;
  const { operation, requestId, code } = trouble;
  return new CloudError({ kind: 'conflict', operation, message: 'one of the rules is there already', code, requestId, cause: error });
}
