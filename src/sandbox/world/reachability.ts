// Whether the network lets a machine talk to the replication appliance.
import type { AwsWorld } from './aws-world.ts';
import type { Instance } from './instance.ts';
import { contains, type NetworkAclEntry, type SecurityGroupRule } from './network.ts';

const replicationPorts = [443, 9443] as const;
// Answers come back to a port that the caller's system chose.
const returnPort = 49_152;

type Flow = { readonly from: Instance; readonly to: Instance; readonly port: number };

/** The machine's groups let 443 and 9443 out to the appliance, the appliance's groups let them in, and the subnets let them pass. */
export function reaches(aws: AwsWorld, machine: Instance, appliance: Instance): boolean {
  if (machine.vpcId !== appliance.vpcId && !arePeered(aws, machine, appliance)) return false;
  return replicationPorts.every((port) => passes(aws, { from: machine, to: appliance, port }));
}

/** Two VPCs with a connection that is up, and routes over it in both directions. */
function arePeered(aws: AwsWorld, a: Instance, b: Instance): boolean {
  const vpcs = [a.vpcId, b.vpcId];
  const peering = aws.peerings.find((item) => item.state === 'active' && vpcs.includes(item.requesterVpcId) && vpcs.includes(item.accepterVpcId));
  return peering !== undefined && leadsOver(aws, a, { to: b, peeringId: peering.peeringId }) && leadsOver(aws, b, { to: a, peeringId: peering.peeringId });
}

function leadsOver(aws: AwsWorld, from: Instance, over: { to: Instance; peeringId: string }): boolean {
  const table = aws.routeTables.find((item) => item.subnetIds.includes(from.subnetId)) ?? aws.routeTables.find((item) => item.vpcId === from.vpcId && item.main);
  return table?.routes.some((route) => route.vpcPeeringConnectionId === over.peeringId && route.state === 'active' && contains(route.cidr, over.to.privateIp)) === true;
}

function passes(aws: AwsWorld, flow: Flow): boolean {
  const { from, to, port } = flow;
  const rules = [...aws.rules.values()];
  const out = rules.some((rule) => rule.egress && from.groupIds.includes(rule.groupId) && allows(aws, rule, { peer: to, port }));
  const into = rules.some((rule) => !rule.egress && to.groupIds.includes(rule.groupId) && allows(aws, rule, { peer: from, port }));
  return out && into && crossesSubnets(aws, flow);
}

function allows(aws: AwsWorld, rule: SecurityGroupRule, to: { peer: Instance; port: number }): boolean {
  const { peer, port } = to;
  const protocolFits = rule.protocol === '-1' || (rule.protocol === 'tcp' && rule.fromPort <= port && port <= rule.toPort);
  if (!protocolFits) return false;
  if (rule.peerGroupId !== null) return peer.groupIds.includes(rule.peerGroupId);
  const list = aws.prefixLists.find((item) => item.prefixListId === rule.prefixListId);
  const cidrs = rule.cidr === null ? (list?.entries.map((entry) => entry.cidr) ?? []) : [rule.cidr];
  return cidrs.some((cidr) => contains(cidr, peer.privateIp));
}

// Network ACLs know nothing of connections: both ways have to be open in both subnets. They do not see traffic within a subnet.
function crossesSubnets(aws: AwsWorld, { from, to, port }: Flow): boolean {
  if (from.subnetId === to.subnetId) return true;
  return (
    decides(aws, from, { egress: true, peer: to, port }) &&
    decides(aws, to, { egress: false, peer: from, port }) &&
    decides(aws, to, { egress: true, peer: from, port: returnPort }) &&
    decides(aws, from, { egress: false, peer: to, port: returnPort })
  );
}

function decides(aws: AwsWorld, at: Instance, way: { egress: boolean; peer: Instance; port: number }): boolean {
  const acl = aws.networkAcls.find((item) => item.subnetIds.includes(at.subnetId));
  const entries = (acl?.entries ?? []).filter((entry) => entry.egress === way.egress).toSorted((a, b) => a.number - b.number);
  return entries.find((entry) => concerns(entry, way))?.allow === true;
}

function concerns(entry: NetworkAclEntry, way: { peer: Instance; port: number }): boolean {
  if (entry.protocol !== '-1' && entry.protocol !== '6') return false;
  const portFits = entry.protocol === '-1' || entry.ports === null || (entry.ports.from <= way.port && way.port <= entry.ports.to);
  return portFits && contains(entry.cidr, way.peer.privateIp);
}
