import { isJudgement } from './support/appliance.ts';
import { BEFORE_FAILOVER, block, makeCheck, pass } from './support/make-check.ts';
import { ownItem } from './support/own-item.ts';
import { LINK, SOURCE } from './support/words.ts';

/** After a hard stop or a resized disk the copy no longer matches its source until it is compared anew. */
export const rplResync = makeCheck({
  id: 'RPL-RESYNC',
  title: 'Resynchronisation',
  topic: 'replication',
  phases: BEFORE_FAILOVER,
  severity: 'block',
  curer: 'azure',
  needs: ['item'],
  expected: `No resynchronisation is needed or running. ${SOURCE.architecture}.`,
  link: LINK.architecture,
  judge: (input) => {
    const item = ownItem(input);
    if (isJudgement(item)) return item;
    if (!item.resyncRequired) return pass('No resynchronisation is needed.');
    return block({ evidence: 'A resynchronisation is needed.', remedy: 'In the vault, on the replicated item, choose "Resynchronize" and wait until it has ended; left alone, it begins by itself outside office hours.' });
  },
});
