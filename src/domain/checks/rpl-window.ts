import { BEFORE_FAILOVER, info, makeCheck } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

/** Nothing starts without an approval by somebody else; a change window is agreed among people. */
export const rplWindow = makeCheck({
  id: 'RPL-WINDOW',
  title: 'Change window',
  topic: 'replication',
  phases: BEFORE_FAILOVER,
  severity: 'info',
  curer: 'owner',
  needs: [],
  expected: `A cutover within its change window, approved by somebody other than the requester. ${SOURCE.ferry}.`,
  judge: () => info('No window is set for this machine. A cutover starts as soon as it is approved and its applications are confirmed to be stopped.', 'Agree on a time with the owner, and ask for the cutover then.'),
});
