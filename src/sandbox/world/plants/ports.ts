// Defects of security groups and network ACLs: ports that are closed, and ports that are open to everybody.
import type { AwsWorld } from '../aws-world.ts';
import type { Instance } from '../instance.ts';
import type { NetworkAclEntry, RulePeer, SecurityGroup, SecurityGroupRule } from '../network.ts';
import { idFrom, onMachine } from './at.ts';
import { all, change, put, take } from './change.ts';
import type { Cure, Plant, PlantContext } from './types.ts';

type Ports = { readonly egress: boolean; readonly from: number; readonly to: number; readonly protocol?: string };

const nobody: RulePeer = { cidr: null, cidr6: null, peerGroupId: null, prefixListId: null };
const anywhere: RulePeer = { ...nobody, cidr: '0.0.0.0/0' };
const estate: RulePeer = { ...nobody, cidr: '10.10.0.0/16' };

const every: Ports = { egress: true, from: -1, to: -1, protocol: '-1' };
const out443: Ports = { egress: true, from: 443, to: 443 };
const out9443: Ports = { egress: true, from: 9443, to: 9443 };
const in443: Ports = { egress: false, from: 443, to: 443 };

/** A rule of a group. */
export function ruleFor(group: SecurityGroup, ports: Ports, peer: RulePeer): SecurityGroupRule {
  const { egress, from, to, protocol = 'tcp' } = ports;
  return { ...peer, ruleId: idFrom('sgr', group.groupId, JSON.stringify([ports, peer])), groupId: group.groupId, egress, protocol, fromPort: from, toPort: to, description: null, tags: {} };
}

/** Lets a machine have one group of its own, with just these rules. */
export function inOwnGroup(instance: Instance, aws: AwsWorld, rules: readonly (readonly [Ports, RulePeer])[]): Cure {
  const groupId = idFrom('sg', instance.instanceId, JSON.stringify(rules));
  const group = { groupId, name: `planted-${instance.guest.hostname}`, description: 'A planted group', vpcId: instance.vpcId, tags: {} };
  const added = rules.map(([ports, peer]) => ruleFor(group, ports, peer));
  return all(put(aws.groups, groupId, group), ...added.map((rule) => put(aws.rules, rule.ruleId, rule)), change(instance, { groupIds: [groupId] }));
}

function ownGroup(name: string, check: string, rules: readonly (readonly [Ports, RulePeer])[]): Plant {
  return onMachine(name, check, (instance, { world }) => inOwnGroup(instance, world.aws, rules));
}

function applianceOf(aws: AwsWorld): Instance {
  const appliance = [...aws.instances.values()].find((instance) => instance.infrastructure);
  if (!appliance) throw new RangeError('There is no appliance.');
  return appliance;
}

// All machines suffer, because the appliance has one group only.
function closedAtAppliance(port: number) {
  return ({ world }: PlantContext): Cure => {
    const { groupIds } = applianceOf(world.aws);
    const rules = [...world.aws.rules.values()].filter((rule) => !rule.egress && groupIds.includes(rule.groupId) && rule.fromPort === port);
    return all(...rules.map((rule) => take(world.aws.rules, rule.ruleId)));
  };
}

function wide(name: string, port: number, peer: RulePeer): Plant {
  return ownGroup(name, 'NET-SG-WIDE', [[every, anywhere], [{ egress: false, from: port, to: port }, peer]]);
}

/** Gives the machine's subnet an ACL of its own, with these entries before the usual ones. */
function acl(name: string, entries: readonly Omit<NetworkAclEntry, 'number' | 'cidr'>[]): Plant {
  return onMachine(name, 'NET-NACL', (instance, { world }) => {
    const { aws } = world;
    const usual = aws.networkAcls.find((item) => item.subnetIds.includes(instance.subnetId));
    if (!usual) throw new RangeError('The subnet of the machine has no network ACL.');
    const own = { ...usual, networkAclId: idFrom('acl', instance.subnetId, name), isDefault: false, subnetIds: [instance.subnetId], entries: [...entries.map((entry, index) => ({ ...entry, number: 10 + index, cidr: '0.0.0.0/0' })), ...usual.entries] };
    const rest = aws.networkAcls.map((item) => (item === usual ? { ...item, subnetIds: item.subnetIds.filter((id) => id !== instance.subnetId) } : item));
    return change(aws, { networkAcls: [...rest, own] });
  });
}

const tcp = (egress: boolean, from: number, to: number) => ({ egress, allow: false, protocol: '6', ports: { from, to } }) as const;

/** Defects that the checks of ports find. */
export const portPlants: readonly Plant[] = [
  ownGroup('OUT_9443_CLOSED', 'NET-SG-OUT', [[out443, anywhere], [in443, estate]]),
  ownGroup('OUT_443_CLOSED', 'NET-SG-OUT', [[out9443, anywhere]]),
  ownGroup('OUT_ALL_CLOSED', 'NET-SG-OUT', []),
  { name: 'APPLIANCE_9443_CLOSED', check: 'NET-SG-IN-APP', on: 'scope', plant: closedAtAppliance(9443) },
  { name: 'APPLIANCE_443_CLOSED', check: 'NET-SG-IN-APP', on: 'scope', plant: closedAtAppliance(443) },
  ownGroup('PUSH_PORTS_CLOSED', 'NET-PUSH', [[every, anywhere], [in443, estate]]),
  wide('RDP_OPEN_TO_ALL', 3389, anywhere),
  wide('SSH_OPEN_TO_ALL', 22, anywhere),
  wide('SMB_OPEN_TO_ALL_IPV6', 445, { ...nobody, cidr6: '::/0' }),
  acl('ACL_9443_DENIED', [tcp(true, 9443, 9443)]),
  acl('ACL_RETURN_DENIED', [tcp(false, 1024, 65_535)]),
  acl('ACL_ALL_DENIED', [{ egress: true, allow: false, protocol: '-1', ports: null }]),
];
