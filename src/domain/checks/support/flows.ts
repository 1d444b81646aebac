/** The two flows every replicated machine needs, and the command that opens a missing one. */
import type { GroupRule, MachineFacts } from '../../machine.ts';
import type { CheckInput } from '../types.ts';
import { block, pass, unreadable, unsure, type Judgement } from './make-check.ts';
import { groupToMend, peerOf, reach, UNKNOWN_PEER, type Peer } from './reach.ts';
import { aws } from './words.ts';

/** TCP ports from the machine to the appliance: 443 for control, 9443 for data. */
const FLOW_PORTS: readonly number[] = [443, 9443];

/** One side of the flows: whose rules are looked at, in which direction, and who is at the other end. */
type Side = { readonly owner: MachineFacts; readonly direction: 'in' | 'out'; readonly rules: readonly GroupRule[]; readonly peer: Peer; readonly other: MachineFacts | null };

// Groups can only name each other within a VPC; elsewhere the address has to do.
function peerInRule(side: Side): string | null {
  const group = side.other?.securityGroups[0];
  if (side.other !== null && group !== undefined && side.other.vpcId === side.owner.vpcId) return `UserIdGroupPairs=[{GroupId=${group.id}}]`;
  return side.peer.ip === null ? null : `IpRanges=[{CidrIp=${side.peer.ip}/32}]`;
}

/** The exact command that adds the missing rules; what is missing in it is named instead. */
function ruleCommand(input: CheckInput, side: Side, ports: readonly number[]): string {
  const group = groupToMend(side.owner, { rules: side.rules, direction: side.direction, ports: FLOW_PORTS, peer: side.peer });
  const peer = peerInRule(side);
  if (group === null) return 'Give the machine a security group first.';
  if (peer === null) return `Let ${group} pass TCP ${ports.join(' and ')} to the appliance's address; name the appliance's instance in the settings for the exact command.`;
  const verb = side.direction === 'out' ? 'authorize-security-group-egress' : 'authorize-security-group-ingress';
  const permissions = ports.map((port) => `'IpProtocol=tcp,FromPort=${port},ToPort=${port},${peer}'`);
  return aws(input, `ec2 ${verb} --group-id ${group} --ip-permissions ${permissions.join(' ')}`);
}

function closedCause(side: Side, ports: readonly number[]): string {
  const group = groupToMend(side.owner, { rules: side.rules, direction: side.direction, ports: FLOW_PORTS, peer: side.peer }) ?? 'no group';
  // On the appliance's side the cure names the machine's group, so machines of another group need another rule.
  const from = side.direction === 'in' ? `:${side.other?.securityGroups[0]?.id ?? ''}` : '';
  return `${group}:${ports.join('+')}${from}`;
}

function portsText(ports: readonly number[]): string {
  return `TCP ${ports.join(' and ')}`;
}

/** Judges both ports of one side. */
export function judgeSide(input: CheckInput, side: Side): Judgement {
  const answers = FLOW_PORTS.map((port) => ({ port, reach: reach(side.rules, { direction: side.direction, port, peer: side.peer }) }));
  const closed = answers.filter((a) => a.reach === 'closed').map((a) => a.port);
  const maybe = answers.filter((a) => a.reach === 'maybe').map((a) => a.port);
  const groups = side.owner.securityGroups.map((g) => g.id).join(', ');
  const way = side.direction === 'out' ? 'out to the appliance' : 'in from the machine';
  if (closed.length > 0) {
    return block({ evidence: `No rule of ${groups} lets ${portsText(closed)} ${way}.`, remedy: ruleCommand(input, side, closed), cause: closedCause(side, closed) });
  }
  if (maybe.length > 0) {
    const remedy = 'Name the instance of the appliance in the settings, or look whether the rules (prefix lists included) cover its address.';
    return unsure({ evidence: `Rules of ${groups} may let ${portsText(maybe)} ${way}, but what they cover is not known.`, remedy });
  }
  return pass(`${groups} ${side.owner.securityGroups.length === 1 ? 'lets' : 'let'} ${portsText(FLOW_PORTS)} ${way}.`);
}

/** The machine's own side, or why it cannot be judged. */
export function machineSide(input: CheckInput): Side | Judgement {
  const { facts, appliance } = input;
  if (!facts.rules.known) return unreadable("The rules of the machine's security groups", facts.rules.why);
  const other = appliance.facts.known ? appliance.facts.value : null;
  return { owner: facts, direction: 'out', rules: ownRules(facts, facts.rules.value), peer: other === null ? UNKNOWN_PEER : peerOf(other), other };
}

/** The appliance's side, or why it cannot be judged. */
export function applianceSide(input: CheckInput): Side | Judgement {
  const { facts, appliance } = input;
  if (!appliance.facts.known) return unreadable("The appliance's instance", appliance.facts.why);
  const owner = appliance.facts.value;
  if (owner === null) return unsure({ evidence: 'The scope names no instance that runs the appliance.', remedy: 'Name it in the settings (FERRY_APPLIANCE_INSTANCE_ID).', cause: 'no-appliance-instance' });
  if (!owner.rules.known) return unreadable("The rules of the appliance's security groups", owner.rules.why);
  return { owner, direction: 'in', rules: ownRules(owner, owner.rules.value), peer: peerOf(facts), other: facts };
}

/** True when a side could be established. */
export function isSide(side: Side | Judgement): side is Side {
  return 'owner' in side;
}

function ownRules(owner: MachineFacts, rules: readonly GroupRule[]): readonly GroupRule[] {
  const mine = new Set(owner.securityGroups.map((g) => g.id));
  return rules.filter((r) => mine.has(r.groupId));
}
