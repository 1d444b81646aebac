import { BEFORE_REPLICATION, makeCheck, pass, warn } from './support/make-check.ts';
import { listText, SOURCE } from './support/words.ts';

/** Only the main address of a card is carried over. */
export const netSecip = makeCheck({
  id: 'NET-SECIP',
  title: 'Secondary private addresses',
  topic: 'network',
  phases: BEFORE_REPLICATION,
  severity: 'warn',
  curer: 'azure',
  needs: [],
  expected: `One private address per network card; further ones are set by hand in Azure. ${SOURCE.ferry}.`,
  judge: ({ facts }) => {
    const extra = facts.nics.flatMap((n) => n.privateIps.slice(1));
    if (extra.length === 0) return pass('No network card has a second private address.');
    return warn({ evidence: `Secondary addresses: ${listText(extra)}.`, remedy: 'After the failover add secondary addresses to the network card in Azure, and set them in the guest.' });
  },
});
