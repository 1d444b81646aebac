import { applianceInstance, isJudgement } from './support/appliance.ts';
import { BEFORE_REPLICATION, block, makeCheck, pass, unreadable, warn } from './support/make-check.ts';
import { defaultRoute } from './support/routes.ts';
import { LINK, SOURCE } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

function judge(input: CheckInput): Judgement {
  const owner = applianceInstance(input);
  if (isJudgement(owner)) return owner;
  if (!owner.routes.known) return unreadable("The routes of the appliance's subnet", owner.routes.why);
  const subnet = owner.subnetId ?? 'no subnet';
  const route = defaultRoute(owner.routes.value);
  const shared = { remedy: `Give ${subnet} a default route to a NAT gateway, or private endpoints or a proxy for Site Recovery.`, cause: subnet, causeText: `The appliance's subnet ${subnet} has no way to the Internet` };
  if (route === null) return block({ evidence: `${subnet} has no default route.`, ...shared });
  if (!route.active) return block({ evidence: `The default route of ${subnet} by ${route.target} is a black hole.`, ...shared });
  if (route.via === 'internet' && owner.publicIp === null) {
    const evidence = `${subnet} leads to the Internet by ${route.target}, but the appliance has no public address, so answers do not come back that way.`;
    return warn({ evidence, remedy: `Route ${subnet} by a NAT gateway, or give the appliance a public address; a proxy or private endpoints do as well.`, cause: `${subnet}:no-address`, causeText: 'The appliance has no public address behind its Internet gateway' });
  }
  return pass(`The default route of ${subnet} by ${route.target} is active.`);
}

/** The appliance speaks to Azure on TCP 443; without a way out nothing arrives. */
export const netRoute = makeCheck({
  id: 'NET-ROUTE',
  title: "The appliance's way to Azure",
  topic: 'network',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'aws',
  needs: ['appliance'],
  expected: `The appliance's subnet has an active route for TCP 443 to Azure. ${SOURCE.appliance}.`,
  link: LINK.appliance,
  judge,
});
