/** Whether security groups let TCP through: rules only allow, all groups count together. Pure evaluation, no wording. */
import type { GroupRule, MachineFacts } from '../../machine.ts';

/** The other end of a connection; null fields are not known. */
export type Peer = { readonly ip: string | null; readonly groups: readonly string[] | null };

/** `maybe`: some rule might cover the peer, but what it covers is not known here. */
type Reach = 'open' | 'closed' | 'maybe';

/** The end of a connection that a machine is. */
export function peerOf(facts: MachineFacts): Peer {
  return { ip: facts.privateIp, groups: facts.securityGroups.map((g) => g.id) };
}

/** An end of which nothing is known. */
export const UNKNOWN_PEER: Peer = { ip: null, groups: null };

function addressNumber(ip: string): number | null {
  const parts = ip.split('.').map(Number);
  if (parts.length !== 4 || parts.some((p) => !Number.isInteger(p) || p < 0 || p > 255)) return null;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

/** True when an IPv4 range holds an address; an IPv6 range holds none. */
export function cidrHolds(cidr: string, ip: string): boolean {
  const [base = '', bits = '32'] = cidr.split('/');
  const [from, address] = [addressNumber(base), addressNumber(ip)];
  const size = 2 ** (32 - Number(bits));
  if (from === null || address === null || !Number.isFinite(size)) return false;
  return Math.floor(from / size) === Math.floor(address / size);
}

function coversPort(rule: GroupRule, port: number): boolean {
  if (rule.protocol === '-1') return true;
  if (rule.protocol !== 'tcp' && rule.protocol !== '6') return false;
  return (rule.fromPort ?? 0) <= port && port <= (rule.toPort ?? 65_535);
}

function coversPeer(rule: GroupRule, peer: Peer): Reach {
  const { peer: allowed } = rule;
  if (allowed.kind === 'prefixList') return 'maybe';
  if (allowed.kind === 'group') return peer.groups === null ? 'maybe' : yesNo(peer.groups.includes(allowed.groupId));
  if (/^\d.*\/0$/.test(allowed.cidr)) return 'open';
  return peer.ip === null ? 'maybe' : yesNo(cidrHolds(allowed.cidr, peer.ip));
}

function yesNo(open: boolean): Reach {
  return open ? 'open' : 'closed';
}

/** Whether the rules of one direction let a port through to (or from) a peer. */
export function reach(rules: readonly GroupRule[], o: { readonly direction: 'in' | 'out'; readonly port: number; readonly peer: Peer }): Reach {
  const answers = rules.filter((r) => r.direction === o.direction && coversPort(r, o.port)).map((r) => coversPeer(r, o.peer));
  if (answers.includes('open')) return 'open';
  return answers.includes('maybe') ? 'maybe' : 'closed';
}

/** The group that a missing rule belongs to: one that already lets another of the ports through, else the first. */
export function groupToMend(facts: MachineFacts, o: { readonly rules: readonly GroupRule[]; readonly direction: 'in' | 'out'; readonly ports: readonly number[]; readonly peer: Peer }): string | null {
  const mine = facts.securityGroups.map((g) => g.id);
  const helpful = mine.find((id) => o.ports.some((port) => reach(o.rules.filter((r) => r.groupId === id), { direction: o.direction, port, peer: o.peer }) === 'open'));
  return helpful ?? mine[0] ?? null;
}
