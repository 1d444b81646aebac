import { BEFORE_REPLICATION, makeCheck, pass, warn } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

/** A public address belongs to AWS and stays there. */
export const netEip = makeCheck({
  id: 'NET-EIP',
  title: 'Public IP address',
  phases: BEFORE_REPLICATION,
  expected: `No public address: none can be taken along to Azure. ${SOURCE.ferry}.`,
  judge: ({ facts }) => {
    if (facts.publicIp === null) return pass('The instance has no public address.');
    return warn({ evidence: `The public address is ${facts.publicIp}, which stays with AWS.`, remedy: 'Plan a public address in Azure, shorten the lifetime of the DNS records before the cutover, and change them after it.' });
  },
});
