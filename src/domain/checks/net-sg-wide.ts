import type { GroupRule } from '../machine.ts';
import { BEFORE_REPLICATION, makeCheck, pass, unreadable, warn } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

const PORTS: readonly number[] = [22, 135, 445, 3389, 5985];

function openPorts(rule: GroupRule): readonly number[] {
  const world = rule.peer.kind === 'cidr' && /\/0$/.test(rule.peer.cidr);
  if (rule.direction === 'out' || !world) return [];
  if (rule.protocol === '-1') return PORTS;
  if (rule.protocol !== 'tcp' && rule.protocol !== '6') return [];
  return PORTS.filter((port) => (rule.fromPort ?? 0) <= port && port <= (rule.toPort ?? 65_535));
}

/** Ports opened to everyone for a push installation tend to stay open. */
export const netSgWide = makeCheck({
  id: 'NET-SG-WIDE',
  title: 'Exposure of management ports',
  phases: BEFORE_REPLICATION,
  expected: `TCP ${PORTS.join(', ')} are not open to every address. ${SOURCE.ferry}.`,
  judge: ({ facts }) => {
    if (!facts.rules.known) return unreadable("The rules of the machine's security groups", facts.rules.why);
    const mine = new Set(facts.securityGroups.map((g) => g.id));
    const wide = facts.rules.value.filter((r) => mine.has(r.groupId) && openPorts(r).length > 0);
    if (wide.length === 0) return pass('None of them is open to every address.');
    const groups = [...new Set(wide.map((r) => r.groupId))].join(', ');
    const ports = [...new Set(wide.flatMap(openPorts))].sort((a, b) => a - b).join(', ');
    return warn({ evidence: `${groups} opens TCP ${ports} to every address.`, remedy: "Narrow these rules to the appliance's security group, and remove them after the move.", cause: `${groups}:${ports}` });
  },
});
