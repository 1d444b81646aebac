/** The ways through the network ACLs of two subnets that replication needs, there and back. */
import type { AclEntry, MachineFacts } from '../../machine.ts';
import type { CheckInput } from '../types.ts';
import { numbersBefore, type Way } from './acl.ts';
import { FLOW_PORTS } from './flows.ts';
import { pushPorts } from './push.ts';
import { portsText, type Span } from './spans.ts';
import { aws } from './words.ts';

/** One way through the ACL of the machine's or of the appliance's subnet. */
export type Crossing = Way & { readonly owner: 'machine' | 'appliance'; readonly subnetId: string; /** Whom an entry would let through: the whole subnet at the other end where it is known, so that one entry does for its neighbours. */ readonly cidr: string };

/** Ports that a caller may happen to use; answers go there. */
const EPHEMERAL: Span = { from: 1024, to: 65_535 };

type End = { readonly owner: Crossing['owner']; readonly subnetId: string; readonly ip: string; readonly cidr: string };

// Out of the caller's subnet, into the other one, and the answers the same way back.
function connection(from: End, to: End, span: Span): readonly Crossing[] {
  const way = (end: End, direction: 'in' | 'out', o: { readonly span: Span; readonly end: End }): Crossing => ({ owner: end.owner, subnetId: end.subnetId, direction, span: o.span, ip: o.end.ip, cidr: o.end.cidr });
  return [
    way(from, 'out', { span, end: to }),
    way(to, 'in', { span, end: from }),
    way(to, 'out', { span: EPHEMERAL, end: from }),
    way(from, 'in', { span: EPHEMERAL, end: to }),
  ];
}

function endOf(owner: End['owner'], facts: MachineFacts): End | null {
  const ip = facts.privateIp;
  if (ip === null) return null;
  const cidr = facts.subnet.known && facts.subnet.value !== null ? facts.subnet.value.cidr : `${ip}/32`;
  return { owner, subnetId: facts.subnetId ?? 'no subnet', ip, cidr };
}

/** Every way that has to be open, each once; null without the addresses. */
export function crossings(input: CheckInput, other: MachineFacts): readonly Crossing[] | null {
  const { facts, plan } = input;
  const [machine, appliance] = [endOf('machine', facts), endOf('appliance', other)];
  if (machine === null || appliance === null) return null;
  const there = FLOW_PORTS.flatMap((span) => connection(machine, appliance, span));
  const push = plan.push === true ? (pushPorts(input) ?? []).flatMap((span) => connection(appliance, machine, span)) : [];
  const all = [...there, ...push];
  return all.filter((w, i) => all.findIndex((v) => v.owner === w.owner && v.direction === w.direction && v.span.from === w.span.from && v.span.to === w.span.to) === i);
}

/** What a closed way is called, the same for all machines of its subnet. */
export function aclText(w: Crossing): string {
  return `The network ACL of ${w.subnetId} closes ${portsText([w.span])} ${w.direction === 'out' ? 'out to' : 'in from'} ${w.owner === 'machine' ? 'the appliance' : 'the machine'}`;
}

/** Commands that open the ways, joined to one line; each finds the ACL of its subnet itself. */
export function openCommand(input: CheckInput, closed: readonly Crossing[], acl: { readonly [O in Crossing['owner']]: readonly AclEntry[] }): string {
  return closed.map((w) => {
    const peers = closed.filter((v) => v.owner === w.owner && v.direction === w.direction);
    const number = numbersBefore(acl[w.owner], w.direction, peers.length)[peers.indexOf(w)];
    const find = aws(input, `ec2 describe-network-acls --filters Name=association.subnet-id,Values=${w.subnetId} --query 'NetworkAcls[0].NetworkAclId' --output text`);
    const ports = `--protocol tcp --port-range From=${w.span.from},To=${w.span.to} --cidr-block ${w.cidr} --rule-action allow`;
    return aws(input, `ec2 create-network-acl-entry --network-acl-id $(${find}) --${w.direction === 'out' ? 'egress' : 'ingress'} --rule-number ${number ?? '<a number below the entry that denies>'} ${ports}`);
  }).join(' && ');
}
