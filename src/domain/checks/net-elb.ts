import { askPerson, BEFORE_REPLICATION } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

/** EC2 does not tell which load balancers send to a machine. */
export const netElb = askPerson({
  id: 'NET-ELB',
  title: 'Load balancers in front of the machine',
  topic: 'network',
  phases: BEFORE_REPLICATION,
  severity: 'warn',
  curer: 'owner',
  needs: [],
  expected: `What sends traffic to the machine has a successor in Azure. ${SOURCE.ferry}.`,
  question: { text: 'If a load balancer sends traffic to this machine, is its successor in Azure planned? Yes also when there is none.', validDays: 90 },
  judge: () => null,
  remedy: 'Plan an Azure load balancer or application gateway, and when the traffic changes over.',
});
