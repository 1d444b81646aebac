import type { GroupRule } from '../machine.ts';
import { BEFORE_REPLICATION, makeCheck, pass, unreadable, warn } from './support/make-check.ts';
import { tcpPorts } from './support/reach.ts';
import { LINK, listText, SOURCE } from './support/words.ts';

const PORTS: readonly number[] = [22, 135, 445, 3389, 5985];

function openPorts(rule: GroupRule): readonly number[] {
  const cidrs = rule.peer.kind === 'cidr' ? [rule.peer.cidr] : rule.peer.kind === 'prefixList' ? (rule.peer.cidrs ?? []) : [];
  const ports = tcpPorts(rule);
  if (rule.direction === 'out' || ports === null || !cidrs.some((cidr) => /\/0$/.test(cidr))) return [];
  return PORTS.filter((port) => ports.from <= port && port <= ports.to);
}

/** Ports opened to everyone for a push installation tend to stay open. */
export const netSgWide = makeCheck({
  id: 'NET-SG-WIDE',
  title: 'Exposure of management ports',
  topic: 'network',
  phases: BEFORE_REPLICATION,
  severity: 'warn',
  curer: 'aws',
  needs: ['rules'],
  expected: `TCP ${PORTS.join(', ')} are not open to every address. ${SOURCE.ferry}.`,
  link: LINK.push,
  judge: ({ facts }) => {
    if (!facts.rules.known) return unreadable("The rules of the machine's security groups", facts.rules.why);
    const mine = new Set(facts.securityGroups.map((g) => g.id));
    const wide = facts.rules.value.filter((r) => mine.has(r.groupId) && openPorts(r).length > 0);
    if (wide.length === 0) return pass('None of them is open to every address.');
    const groups = listText([...new Set(wide.map((r) => r.groupId))].sort());
    const ports = listText([...new Set(wide.flatMap(openPorts))].sort((a, b) => a - b).map(String));
    const seen = `${groups} opens TCP ${ports} to every address`;
    return warn({ evidence: `${seen}.`, remedy: "Narrow these rules to the appliance's security group, and remove them after the move.", cause: `${groups}:${ports}`, causeText: seen });
  },
});
