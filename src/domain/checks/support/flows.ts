/** Traffic between a machine and the appliance as security groups see it, and the rule that opens what is closed. */
import type { MissingRule } from '../../finding.ts';
import type { GroupRule, MachineFacts } from '../../machine.ts';
import type { CheckInput, Judgement } from '../types.ts';
import { applianceInstance, isJudgement } from './appliance.ts';
import { block, pass, unreadable, unsure } from './make-check.ts';
import { groupToMend, peerOf, reachSpan, UNKNOWN_PEER, type Peer } from './reach.ts';
import { port, portsText, type Span } from './spans.ts';
import { aws } from './words.ts';

/** TCP ports from the machine to the appliance: 443 for control, 9443 for data. */
export const FLOW_PORTS: readonly Span[] = [port(443), port(9443)];

/** One side of the traffic: whose rules are looked at, in which direction, and who is at the other end. */
type Side = {
  readonly owner: MachineFacts;
  readonly direction: 'in' | 'out';
  readonly rules: readonly GroupRule[];
  readonly peer: Peer;
  readonly other: MachineFacts | null;
  readonly spans: readonly Span[];
  /** Who is at the other end, for the words: `the appliance`. */
  readonly toward: 'the appliance' | 'the machine';
  /** What the traffic is for; goes on a rule that is added. */
  readonly purpose: string;
};

type Group = MachineFacts['securityGroups'][number];

/** The machine's own side, or why it cannot be judged. */
export function machineSide(input: CheckInput, o: { readonly direction: 'in' | 'out'; readonly spans: readonly Span[]; readonly purpose: string }): Side | Judgement {
  const { facts, appliance } = input;
  if (!facts.rules.known) return unreadable("The rules of the machine's security groups", facts.rules.why);
  const other = appliance.facts.known ? appliance.facts.value : null;
  return { ...o, owner: facts, rules: ownRules(facts, facts.rules.value), peer: other === null ? UNKNOWN_PEER : peerOf(other), other, toward: 'the appliance' };
}

/** The appliance's side, or why it cannot be judged. */
export function applianceSide(input: CheckInput, o: { readonly direction: 'in' | 'out'; readonly spans: readonly Span[]; readonly purpose: string }): Side | Judgement {
  const owner = applianceInstance(input);
  if (isJudgement(owner)) return owner;
  if (!owner.rules.known) return unreadable("The rules of the appliance's security groups", owner.rules.why);
  return { ...o, owner, rules: ownRules(owner, owner.rules.value), peer: peerOf(input.facts), other: input.facts, toward: 'the machine' };
}

function ownRules(owner: MachineFacts, rules: readonly GroupRule[]): readonly GroupRule[] {
  const mine = new Set(owner.securityGroups.map((g) => g.id));
  return rules.filter((r) => mine.has(r.groupId));
}

/** Judges all ports of one side. */
export function judgeSide(input: CheckInput, side: Side): Judgement {
  const answers = side.spans.map((span) => ({ span, reach: reachSpan(side.rules, { direction: side.direction, span, peer: side.peer }) }));
  const closed = answers.filter((a) => a.reach === 'closed').map((a) => a.span);
  const maybe = answers.filter((a) => a.reach === 'maybe').map((a) => a.span);
  const groups = side.owner.securityGroups.map((g) => g.id).join(', ');
  const way = `${side.direction === 'out' ? 'out to' : 'in from'} ${side.toward}`;
  if (closed.length > 0) return closedJudgement(input, side, { spans: closed, seen: `No rule of ${groups} lets ${portsText(closed)} ${way}.` });
  if (maybe.length > 0) {
    const remedy = 'Name the instance of the appliance in the settings, or look whether the rules (prefix lists included) cover its address.';
    return unsure({ evidence: `Rules of ${groups} may let ${portsText(maybe)} ${way}, but what they cover is not known.`, remedy });
  }
  return pass(`${groups} ${side.owner.securityGroups.length === 1 ? 'lets' : 'let'} ${portsText(side.spans)} ${way}.`);
}

function closedJudgement(input: CheckInput, side: Side, o: { readonly spans: readonly Span[]; readonly seen: string }): Judgement {
  const group = groupToMend(side.owner, side);
  if (group === null) return block({ evidence: o.seen, remedy: 'Give the machine a security group first.' });
  const peer = peerInRule(side);
  const shared = { evidence: o.seen, cause: causeOf(side, group, o.spans), causeText: causeWords(side, group, o.spans) };
  if (peer === null) {
    return block({ ...shared, remedy: `Let ${group.id} pass ${portsText(o.spans)} to the appliance's address; name the appliance's instance in the settings for the exact command.` });
  }
  const rule = { groupId: group.id, direction: side.direction, peer };
  const remedy = ruleCommand(input, { ...rule, spans: o.spans });
  // Ferry offers a rule only when adding it cures the finding wholly, and its rules name single ports.
  if (o.spans.some((s) => s.from !== s.to)) return block({ ...shared, remedy });
  return block({ ...shared, remedy, missingRule: { ...rule, ports: o.spans.map((s) => s.from), description: `Ferry: Site Recovery ${side.purpose}` } });
}

// Groups can only name each other within a VPC; elsewhere the address has to do.
function peerInRule(side: Side): MissingRule['peer'] | null {
  const group = side.other?.securityGroups[0];
  if (side.other !== null && group !== undefined && side.other.vpcId === side.owner.vpcId) return { kind: 'group', groupId: group.id };
  return side.peer.ip === null ? null : { kind: 'cidr', cidr: `${side.peer.ip}/32` };
}

/** The exact command that adds the missing rules. */
function ruleCommand(input: CheckInput, rule: Pick<MissingRule, 'groupId' | 'direction' | 'peer'> & { readonly spans: readonly Span[] }): string {
  const verb = rule.direction === 'out' ? 'authorize-security-group-egress' : 'authorize-security-group-ingress';
  const peer = rule.peer.kind === 'group' ? `UserIdGroupPairs=[{GroupId=${rule.peer.groupId}}]` : `IpRanges=[{CidrIp=${rule.peer.cidr}}]`;
  const permissions = rule.spans.map((s) => `'IpProtocol=tcp,FromPort=${s.from},ToPort=${s.to},${peer}'`);
  return aws(input, `ec2 ${verb} --group-id ${rule.groupId} --ip-permissions ${permissions.join(' ')}`);
}

function causeOf(side: Side, group: Group, spans: readonly Span[]): string {
  const ports = spans.map((s) => (s.from === s.to ? `${s.from}` : `${s.from}-${s.to}`)).join('+');
  // On the appliance's side the cure names the machine's group, so machines of another group need another rule.
  const peer = peerInRule(side);
  const from = side.toward === 'the appliance' || peer === null ? '' : `:${peer.kind === 'group' ? peer.groupId : peer.cidr}`;
  return `${group.id}:${ports}${from}`;
}

function causeWords(side: Side, group: Group, spans: readonly Span[]): string {
  const closed = `${portsText(spans)} closed in ${titled(group)}`;
  if (side.toward === 'the appliance') return closed;
  const peer = peerInRule(side);
  const theirs = side.other?.securityGroups[0];
  return `${closed} for ${peer?.kind === 'cidr' ? peer.cidr : theirs === undefined ? 'the machine' : titled(theirs)}`;
}

function titled(group: Group): string {
  return group.name === '' ? group.id : `${group.id} (${group.name})`;
}
