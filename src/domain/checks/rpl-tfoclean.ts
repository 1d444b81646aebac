import { isJudgement } from './support/appliance.ts';
import { BEFORE_FAILOVER, block, makeCheck, pass } from './support/make-check.ts';
import { ownItem } from './support/own-item.ts';
import { LINK, SOURCE } from './support/words.ts';

/** While a test machine stands, Azure starts no other one for the same item. */
export const rplTfoclean = makeCheck({
  id: 'RPL-TFOCLEAN',
  title: 'Clean-up of the test failover',
  topic: 'replication',
  phases: BEFORE_FAILOVER,
  severity: 'block',
  curer: 'ferry',
  needs: ['item'],
  expected: `No test failover is running or waits for its clean-up. ${SOURCE.tutorial}.`,
  link: LINK.tutorial,
  judge: (input) => {
    const item = ownItem(input);
    if (isJudgement(item)) return item;
    if (item.testFailoverState === 'None') return pass('No test machine stands.');
    return block({ evidence: `The test failover is not cleaned up; Site Recovery shows it as "${item.testFailoverState}".`, remedy: 'Give the verdict on the test; the clean-up follows by itself.' });
  },
});
