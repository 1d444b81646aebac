import { BEFORE_REPLICATION, makeCheck, pass, warn } from './support/make-check.ts';
import { listText, SOURCE } from './support/words.ts';

/** A machine that forwards the traffic of others needs more than its disks to go on doing so. */
export const netSdc = makeCheck({
  id: 'NET-SDC',
  title: 'Forwarding of other traffic',
  topic: 'network',
  phases: BEFORE_REPLICATION,
  severity: 'warn',
  curer: 'azure',
  needs: [],
  expected: `A machine that only speaks for itself: EC2 checks source and destination. ${SOURCE.ferry}.`,
  judge: ({ facts }) => {
    const routers = facts.nics.filter((n) => !n.sourceDestCheck).map((n) => n.id);
    if (routers.length === 0) return pass('EC2 checks source and destination on every network card.');
    return warn({ evidence: `Without the check: ${listText(routers)}. The machine is a router, a NAT instance or a firewall.`, remedy: 'In Azure switch on IP forwarding on the network card, and write user-defined routes that lead to it.' });
  },
});
