import { BEFORE_FAILOVER, block, makeCheck, pass, unreadable } from './support/make-check.ts';
import { listText, SOURCE } from './support/words.ts';

/** Site Recovery lists what it would accept; asking for anything else only fails later. */
export const rplAllowed = makeCheck({
  id: 'RPL-ALLOWED',
  title: 'What Site Recovery allows',
  topic: 'replication',
  phases: BEFORE_FAILOVER,
  severity: 'block',
  curer: 'azure',
  needs: ['item'],
  expected: `Site Recovery names a failover among what it allows for the machine now. ${SOURCE.ferry}.`,
  overridable: false,
  judge: ({ item }) => {
    if (!item.known) return unreadable('The replicated item', item.why);
    if (item.value === null) return block({ evidence: 'Site Recovery has no such protected item.', remedy: 'Look in the vault whether the replication was removed there; then start it again.' });
    const { allowedOperations: allowed } = item.value;
    if (allowed.includes('UnplannedFailover')) return pass('Site Recovery allows a failover.');
    return block({ evidence: `Site Recovery does not allow a failover now; it allows ${allowed.length === 0 ? 'nothing' : listText(allowed)}.`, remedy: 'Wait until what is running has ended; the other findings name what keeps it back.' });
  },
});
