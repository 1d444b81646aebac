import { isJudgement } from './support/appliance.ts';
import { BEFORE_FAILOVER, makeCheck, pass, unsure, warn } from './support/make-check.ts';
import { ownItem } from './support/own-item.ts';
import { SOURCE } from './support/words.ts';

/** A running machine always has something under way; the cutover stops its applications first and stops the machine only when nothing waits any more. */
export const rplBacklog = makeCheck({
  id: 'RPL-BACKLOG',
  title: 'Data still to be sent',
  topic: 'replication',
  phases: BEFORE_FAILOVER,
  severity: 'block',
  curer: 'ferry',
  needs: ['item'],
  expected: `What waits at the source and in the cache is known; nothing may wait when the cutover stops the machine. ${SOURCE.ferry}.`,
  overridable: false,
  judge: (input) => {
    const item = ownItem(input);
    if (isJudgement(item)) return item;
    if (item.backlogMb === null) return unsure({ evidence: 'Site Recovery does not say how much waits to be sent.', remedy: 'Wait a few minutes, then check again; without this figure the cutover cannot know when to stop the machine.' });
    if (item.backlogMb === 0) return pass('Nothing waits to be sent.');
    return warn({ evidence: `${Math.ceil(item.backlogMb)} MB still wait to be sent; the cutover waits until nothing does.`, remedy: 'Nothing to do now; ask for the cutover at a quiet hour if the figure is large.' });
  },
});
