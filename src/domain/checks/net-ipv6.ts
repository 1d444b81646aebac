import { BEFORE_REPLICATION, block, makeCheck, pass, unreadable, warn } from './support/make-check.ts';
import { LINK, SOURCE } from './support/words.ts';

/** Site Recovery brings IPv4 only. */
export const netIpv6 = makeCheck({
  id: 'NET-IPV6',
  title: 'IPv6 addresses',
  topic: 'network',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'owner',
  needs: ['subnet'],
  expected: `IPv4 only: Site Recovery does not support IPv6. ${SOURCE.matrix}.`,
  link: LINK.matrix,
  judge: ({ facts }) => {
    if (!facts.subnet.known) return unreadable("The machine's subnet", facts.subnet.why);
    const { value: subnet } = facts.subnet;
    if (subnet?.ipv6Only === true) return block({ evidence: `${subnet.id} is an IPv6-only subnet.`, remedy: 'Move the machine to a subnet with IPv4 first.', cause: subnet.id, causeText: `${subnet.id} is an IPv6-only subnet` });
    const addresses = facts.nics.flatMap((n) => n.ipv6);
    if (addresses.length === 0) return pass('The machine has no IPv6 address.');
    return warn({ evidence: `IPv6: ${addresses.join(', ')}. In Azure the machine has IPv4 only.`, remedy: 'Find out who uses the IPv6 address, and plan IPv4 for them.' });
  },
});
