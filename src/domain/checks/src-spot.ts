import { BEFORE_REPLICATION, makeCheck, pass, warn } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

/** AWS may take a spot instance away in the middle of a copy. */
export const srcSpot = makeCheck({
  id: 'SRC-SPOT',
  title: 'Purchase option (Spot)',
  phases: BEFORE_REPLICATION,
  expected: `An on-demand or reserved instance. ${SOURCE.ferry}.`,
  judge: ({ facts }) => {
    if (facts.lifecycle === null) return pass('The instance is on demand.');
    return warn({ evidence: `The instance is of the kind ${facts.lifecycle}: AWS may stop or end it at any time.`, remedy: 'Launch it anew on demand before replicating, or accept that the copy can be cut off.' });
  },
});
