import { aclText, crossings, openCommand, type Crossing } from './support/crossings.ts';
import { aclLets } from './support/acl.ts';
import { applianceInstance, isJudgement } from './support/appliance.ts';
import { BEFORE_REPLICATION, block, makeCheck, pass, unreadable, unsure } from './support/make-check.ts';
import { LINK, SOURCE } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

function judge(input: CheckInput): Judgement {
  const { facts } = input;
  const other = applianceInstance(input);
  if (isJudgement(other)) return other;
  if (facts.subnetId !== null && facts.subnetId === other.subnetId) return pass(`Both are in ${facts.subnetId}, and network ACLs do not act within a subnet.`);
  if (!facts.acl.known) return unreadable("The network ACL of the machine's subnet", facts.acl.why);
  if (!other.acl.known) return unreadable("The network ACL of the appliance's subnet", other.acl.why);
  const ways = crossings(input, other);
  if (ways === null) return unsure({ evidence: 'The machine or the appliance has no private IPv4 address, so there is no way to judge.', remedy: 'Give it a private IPv4 address.' });
  const acl = { machine: facts.acl.value, appliance: other.acl.value };
  const closed = ways.filter((w) => !aclLets(acl[w.owner], w));
  if (closed.length === 0) return pass(`The network ACLs of ${facts.subnetId ?? 'the machine'} and ${other.subnetId ?? 'the appliance'} let the traffic through, there and back.`);
  return closedWays(input, { closed, acl });
}

type Closed = { readonly closed: readonly Crossing[]; readonly acl: { readonly [O in Crossing['owner']]: Parameters<typeof aclLets>[0] } };

function closedWays(input: CheckInput, { closed, acl }: Closed): Judgement {
  const text = closed.map(aclText);
  return block({
    evidence: `${text.join('; ')}.`,
    remedy: openCommand(input, closed, acl),
    cause: closed.map((w) => `${w.subnetId}:${w.direction}:${w.span.from}-${w.span.to}`).join(','),
    causeText: text.join('; '),
  });
}

/** Network ACLs remember no connection, so the way back has to be open as well, to the ports that the caller happens to use. */
export const netNacl = makeCheck({
  id: 'NET-NACL',
  title: 'Network ACLs between machine and appliance',
  topic: 'network',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'aws',
  needs: ['acl', 'subnet', 'appliance', 'guest', 'image'],
  expected: `The network ACLs of both subnets let TCP 443 and 9443 pass to the appliance and TCP 1024-65535 back. ${SOURCE.aclGuide}.`,
  link: LINK.aclGuide,
  judge,
});
