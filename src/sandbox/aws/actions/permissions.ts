// Reads the rules that an Authorize action is to add.
import { account } from '../../world/aws-world.ts';
import type { RulePeer, SecurityGroupRule } from '../../world/network.ts';
import { refusal } from '../errors.ts';
import { required, type Params } from '../params.ts';

type Ports = Pick<SecurityGroupRule, 'protocol' | 'fromPort' | 'toPort'>;

/** A rule that is asked for, before it belongs to a group. */
export type Wanted = Ports & RulePeer & Pick<SecurityGroupRule, 'description'>;

const noPeer: RulePeer = { cidr: null, cidr6: null, peerGroupId: null, prefixListId: null };

/** All rules of a request: each peer of each permission is one. */
export function readRules(params: Params): readonly Wanted[] {
  const permissions = params.groups('IpPermissions');
  if (permissions.length > 0 && params.one('CidrIp') !== null) {
    throw refusal('InvalidParameterCombination', 'The parameter ipPermissions cannot be used with the parameter cidrIp');
  }
  const wanted = permissions.length > 0 ? permissions.flatMap(readPermission) : readFlat(params);
  if (wanted.length === 0) throw refusal('MissingParameter', 'The request must contain the parameter ipPermissions');
  const keys = new Set(wanted.map(keyOf));
  if (keys.size < wanted.length) throw refusal('InvalidParameterValue', 'The same permission must not appear multiple times');
  return wanted;
}

/** Two rules of one group and direction with the same key are one rule; the description does not tell them apart. */
export function keyOf(rule: Ports & RulePeer): string {
  return [rule.protocol, rule.fromPort, rule.toPort, peerOf(rule)].join(' ');
}

/** Whom a rule is about, as text. */
export function peerOf(peer: RulePeer): string {
  return peer.cidr ?? peer.cidr6 ?? peer.peerGroupId ?? peer.prefixListId ?? '';
}

function readPermission(permission: Params): readonly Wanted[] {
  const ports = readPorts(permission);
  const kinds = [
    ['IpRanges', (peer: Params) => ({ ...noPeer, cidr: checked(required(peer, 'CidrIp'), cidrPattern) })],
    ['Ipv6Ranges', (peer: Params) => ({ ...noPeer, cidr6: checked(required(peer, 'CidrIpv6'), cidr6Pattern) })],
    ['Groups', (peer: Params) => ({ ...noPeer, peerGroupId: readGroup(peer) })],
    ['PrefixListIds', (peer: Params) => ({ ...noPeer, prefixListId: required(peer, 'PrefixListId') })],
  ] as const;
  return kinds.flatMap(([name, read]) => permission.groups(name).map((peer) => ({ ...ports, ...read(peer), description: readDescription(peer) })));
}

function readFlat(params: Params): readonly Wanted[] {
  const cidr = params.one('CidrIp');
  return cidr === null ? [] : [{ ...readPorts(params), ...noPeer, cidr: checked(cidr, cidrPattern), description: null }];
}

const cidrPattern = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)\/(?:3[0-2]|[12]?\d)$/;
const cidr6Pattern = /^[0-9a-f:]{2,39}\/(?:12[0-8]|1[01]\d|\d?\d)$/i;

function checked(cidr: string, pattern: RegExp): string {
  if (!pattern.test(cidr)) throw refusal('InvalidParameterValue', `CIDR block ${cidr} is malformed`);
  return cidr;
}

function readGroup(peer: Params): string {
  const owner = peer.one('UserId');
  if (owner !== null && owner !== account) throw refusal('InvalidGroup.NotFound', `You do not own the security group '${peer.one('GroupId') ?? ''}' of ${owner}`);
  return required(peer, 'GroupId');
}

function readDescription(peer: Params): string | null {
  const description = peer.one('Description');
  if (description === null || /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{0,255}$/.test(description)) return description;
  throw refusal('InvalidParameterValue', 'Invalid rule description. Valid descriptions are strings less than 256 characters from the following set: a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*');
}

function readPorts(params: Params): Ports {
  const named = required(params, 'IpProtocol');
  const protocol = named === '6' ? 'tcp' : named;
  if (protocol === '-1') return { protocol, fromPort: -1, toPort: -1 };
  if (!['tcp', 'udp', 'icmp'].includes(protocol)) throw refusal('InvalidParameterValue', `Invalid value '${named}' for IP protocol. Unknown protocol.`);
  const fromPort = params.int('FromPort');
  const toPort = params.int('ToPort');
  if (fromPort === null || toPort === null) throw refusal('InvalidParameterValue', 'Invalid value for portRange. Must specify both from and to ports with TCP/UDP.');
  if (protocol !== 'icmp' && (fromPort < 0 || toPort > 65_535 || fromPort > toPort)) {
    throw refusal('InvalidParameterValue', `Invalid value '${fromPort}-${toPort}' for portRange.`);
  }
  return { protocol, fromPort, toPort };
}
