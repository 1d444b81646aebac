import type { MachineFacts, SourceRoute } from '../machine.ts';
import { applianceInstance, isJudgement } from './support/appliance.ts';
import { BEFORE_REPLICATION, block, makeCheck, pass, unreadable, unsure, warn } from './support/make-check.ts';
import { routeTo } from './support/routes.ts';
import { LINK, SOURCE } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

type Leg = { readonly from: string; readonly to: string; readonly route: SourceRoute | null; readonly vpcs: string; readonly ip: string };

const REMEDY = 'Peer the two VPCs and route each subnet to the other one, or deploy an appliance in the VPC of the machine.';

// Only peering and transit gateways lead to private addresses of another VPC; what other targets do is not known here.
function legTrouble({ from, to, route, vpcs, ip }: Leg): Judgement | null {
  const shared = { remedy: REMEDY, cause: vpcs, causeText: `${vpcs.replace(':', ' and ')} (machine and appliance) are different VPCs without a working route between them` };
  if (route === null) return block({ evidence: `No route leads from ${from} to ${to} (${ip}).`, ...shared });
  if (!route.active) return block({ evidence: `The route from ${from} to ${to} (${route.cidr} by ${route.target}) is a black hole.`, ...shared });
  if (route.via === 'peering' || route.via === 'transit') return null;
  if (route.via === 'other') return warn({ evidence: `From ${from} to ${to} leads ${route.target} (${route.cidr}); whether that arrives cannot be seen.`, ...shared, causeText: `${vpcs.replace(':', ' and ')} (machine and appliance) are joined by ${route.target}` });
  if (route.via === 'local') return block({ evidence: `The VPC of ${from} itself has the range ${route.cidr}, so what is meant for ${to} (${ip}) never leaves it.`, ...shared, remedy: 'VPCs with overlapping ranges cannot be joined: deploy an appliance in the VPC of the machine.' });
  return block({ evidence: `From ${from} only ${route.target} (${route.cidr}) leads on, which does not reach the private address ${ip} of ${to}.`, ...shared });
}

type End = { readonly name: 'the machine' | 'the appliance'; readonly facts: MachineFacts };

/** The way from one end to the other, or why it cannot be judged. */
function leg(from: End, to: End, vpcs: string): Leg | Judgement {
  const { routes } = from.facts;
  const ip = to.facts.privateIp;
  if (!routes.known) return unreadable(`The routes of ${from.name}'s subnet`, routes.why);
  if (ip === null) return unsure({ evidence: `Without a private IPv4 address of ${to.name} no route can be judged.`, remedy: 'Give it a private IPv4 address.' });
  return { from: from.name, to: to.name, route: routeTo(routes.value, ip), vpcs, ip };
}

function otherVpc(facts: MachineFacts, other: MachineFacts): Judgement {
  const vpcs = `${facts.vpcId ?? 'no VPC'}:${other.vpcId ?? 'no VPC'}`;
  const [machine, appliance]: readonly [End, End] = [{ name: 'the machine', facts }, { name: 'the appliance', facts: other }];
  const legs = [leg(machine, appliance, vpcs), leg(appliance, machine, vpcs)];
  const judged = legs.map((l) => (isJudgement(l) ? l : legTrouble(l))).filter((j) => j !== null);
  const worst = judged.find((j) => j.verdict === 'block') ?? judged.find((j) => j.verdict === 'unknown') ?? judged[0];
  const targets = legs.flatMap((l) => (isJudgement(l) || l.route === null ? [] : [l.route.target]));
  return worst ?? pass(`Machine and appliance are in ${vpcs.replace(':', ' and ')}; ${targets.join(' leads there and ')} back.`);
}

function judge(input: CheckInput): Judgement {
  const { facts } = input;
  const other = applianceInstance(input);
  if (isJudgement(other)) return other;
  return facts.vpcId !== null && facts.vpcId === other.vpcId ? pass(`Both are in ${facts.vpcId}.`) : otherVpc(facts, other);
}

/** The guide puts the appliance into the machines' own VPC; a peered one can do as well. */
export const netVpc = makeCheck({
  id: 'NET-VPC',
  title: 'VPC of machine and appliance',
  topic: 'network',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'aws',
  needs: ['routes', 'appliance'],
  expected: `The appliance runs in the machine's VPC, or in one with an active peering or transit route both ways. ${SOURCE.guide}; ${SOURCE.migrateAws}.`,
  link: LINK.migrateAws,
  judge,
});
