// Whether the security groups let a machine talk to the replication appliance.
import type { AwsWorld, Instance, SecurityGroupRule } from './aws-world.ts';

const replicationPorts = [443, 9443] as const;

/** The machine's groups let 443 and 9443 out to the appliance, and the appliance's groups let them in. */
export function reaches(aws: AwsWorld, machine: Instance, appliance: Instance): boolean {
  // The VPCs overlap and so cannot be peered: nothing crosses from one to the other.
  if (machine.vpcId !== appliance.vpcId) return false;
  return replicationPorts.every((port) => passes(aws, { from: machine, to: appliance, port }));
}

function passes(aws: AwsWorld, flow: { from: Instance; to: Instance; port: number }): boolean {
  const { from, to, port } = flow;
  const rules = [...aws.rules.values()];
  const out = rules.some((rule) => rule.egress && from.groupIds.includes(rule.groupId) && allows(rule, to, port));
  const into = rules.some((rule) => !rule.egress && to.groupIds.includes(rule.groupId) && allows(rule, from, port));
  return out && into;
}

function allows(rule: SecurityGroupRule, peer: Instance, port: number): boolean {
  const protocolFits = rule.protocol === '-1' || (rule.protocol === 'tcp' && rule.fromPort <= port && port <= rule.toPort);
  if (!protocolFits) return false;
  if (rule.peerGroupId !== null) return peer.groupIds.includes(rule.peerGroupId);
  return rule.cidr !== null && contains(rule.cidr, peer.privateIp);
}

/** Whether an IPv4 range holds an address. */
function contains(cidr: string, ip: string): boolean {
  const [base = '', bits = '32'] = cidr.split('/');
  const size = 2 ** (32 - Number(bits));
  return Math.floor(toNumber(base) / size) === Math.floor(toNumber(ip) / size);
}

function toNumber(ip: string): number {
  return ip.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
}
