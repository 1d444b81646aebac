import { BEFORE_REPLICATION, makeCheck, pass, warn } from './support/make-check.ts';
import { LINK, listText, SOURCE } from './support/words.ts';

/** A public address belongs to AWS and stays there. */
export const netEip = makeCheck({
  id: 'NET-EIP',
  title: 'Public IP address',
  topic: 'network',
  phases: BEFORE_REPLICATION,
  severity: 'warn',
  curer: 'owner',
  needs: [],
  expected: `No public address: none can be taken along to Azure. ${SOURCE.failover}.`,
  link: LINK.failover,
  judge: ({ facts }) => {
    const cards = facts.nics.flatMap((n) => (n.publicIp === null ? [] : [`${n.publicIp}${n.elastic ? ' (Elastic IP)' : ''}`]));
    const addresses = cards.length > 0 || facts.publicIp === null ? cards : [facts.publicIp];
    if (addresses.length === 0) return pass('The instance has no public address.');
    const stays = addresses.length === 1 ? 'The public address is' : 'The public addresses are';
    return warn({ evidence: `${stays} ${listText(addresses)}; AWS keeps what it gave.`, remedy: 'Plan a public address in Azure, shorten the lifetime of the DNS records before the cutover, and change them after it.' });
  },
});
