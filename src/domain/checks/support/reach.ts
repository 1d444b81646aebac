/** Whether security groups let TCP through: rules only allow, all groups count together. Pure evaluation, no wording. */
import type { GroupRule, MachineFacts } from '../../machine.ts';
import { cidrHolds } from './addresses.ts';
import { ALL_PORTS, cover, port, type Span } from './spans.ts';

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

/** The TCP ports that a rule speaks of; null for a rule about another protocol. */
export function tcpPorts(rule: Pick<GroupRule, 'protocol' | 'fromPort' | 'toPort'>): Span | null {
  if (rule.protocol === '-1') return ALL_PORTS;
  if (rule.protocol !== 'tcp' && rule.protocol !== '6') return null;
  // EC2 writes -1 for "every port".
  const from = Math.max(rule.fromPort ?? 0, 0);
  const to = rule.toPort ?? ALL_PORTS.to;
  return { from, to: to < 0 ? ALL_PORTS.to : to };
}

function coversPeer(rule: GroupRule, peer: Peer): Reach {
  const { peer: allowed } = rule;
  if (allowed.kind === 'group') return peer.groups === null ? 'maybe' : yesNo(peer.groups.includes(allowed.groupId));
  if (allowed.kind === 'cidr') return coversAddress(allowed.cidr, peer);
  if (allowed.cidrs === null) return 'maybe';
  const answers = allowed.cidrs.map((cidr) => coversAddress(cidr, peer));
  return best(answers);
}

function coversAddress(cidr: string, peer: Peer): Reach {
  if (/^\d.*\/0$/.test(cidr)) return 'open';
  return peer.ip === null ? 'maybe' : yesNo(cidrHolds(cidr, peer.ip));
}

function best(answers: readonly Reach[]): Reach {
  if (answers.includes('open')) return 'open';
  return answers.includes('maybe') ? 'maybe' : 'closed';
}

function yesNo(open: boolean): Reach {
  return open ? 'open' : 'closed';
}

/** Whether the rules of one direction let a whole range of ports through to (or from) a peer; several rules may share it. */
export function reachSpan(rules: readonly GroupRule[], o: { readonly direction: 'in' | 'out'; readonly span: Span; readonly peer: Peer }): Reach {
  const mine = rules.filter((r) => r.direction === o.direction).map((r) => ({ ports: tcpPorts(r), answer: coversPeer(r, o.peer) }));
  const spans = (wanted: readonly Reach[]): readonly Span[] => mine.flatMap((r) => (r.ports !== null && wanted.includes(r.answer) ? [r.ports] : []));
  if (cover(spans(['open']), o.span)) return 'open';
  return cover(spans(['open', 'maybe']), o.span) ? 'maybe' : 'closed';
}

/** Whether the rules of one direction let a port through to (or from) a peer. */
export function reach(rules: readonly GroupRule[], o: { readonly direction: 'in' | 'out'; readonly port: number; readonly peer: Peer }): Reach {
  return reachSpan(rules, { direction: o.direction, span: port(o.port), peer: o.peer });
}

/** The group that a missing rule belongs to: one that already lets another of the ports through, else the first. */
export function groupToMend(facts: MachineFacts, o: { readonly rules: readonly GroupRule[]; readonly direction: 'in' | 'out'; readonly spans: readonly Span[]; readonly peer: Peer }): MachineFacts['securityGroups'][number] | null {
  const open = (id: string, span: Span): boolean => reachSpan(o.rules.filter((r) => r.groupId === id), { direction: o.direction, span, peer: o.peer }) === 'open';
  return facts.securityGroups.find((g) => o.spans.some((span) => open(g.id, span))) ?? facts.securityGroups[0] ?? null;
}
