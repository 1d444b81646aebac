import { SECOND } from '../time.ts';
import { isJudgement } from './support/appliance.ts';
import { BEFORE_FAILOVER, block, makeCheck, pass, warn } from './support/make-check.ts';
import { ownItem } from './support/own-item.ts';
import { LINK, minutesText, SOURCE, timeText } from './support/words.ts';

/** A failover starts from a recovery point; that the last one is newer than the end of the drain is seen by the cutover itself. */
export const rplRp = makeCheck({
  id: 'RPL-RP',
  title: 'Recovery points',
  topic: 'replication',
  phases: BEFORE_FAILOVER,
  severity: 'block',
  curer: 'azure',
  needs: ['item'],
  expected: `A recovery point, made within the RPO limit; the cutover waits for one that is newer than its last write. ${SOURCE.architecture}.`,
  link: LINK.architecture,
  judge: (input) => {
    const item = ownItem(input);
    if (isJudgement(item)) return item;
    const at = item.lastRecoveryPointAt;
    const wait = 'Wait one cycle (five minutes), then check again.';
    if (at === null) return block({ evidence: 'There is no recovery point yet.', remedy: wait });
    const age = input.itemAsOf - at;
    const seen = `The last recovery point is of ${timeText(at)}, ${minutesText(age)} ago.`;
    return age > input.limits.rpoSeconds * SECOND ? warn({ evidence: seen, remedy: wait }) : pass(seen);
  },
});
