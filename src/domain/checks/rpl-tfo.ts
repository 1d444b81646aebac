import { DAY } from '../time.ts';
import { BEFORE_FAILOVER, block, makeCheck, pass } from './support/make-check.ts';
import { LINK, SOURCE, timeText } from './support/words.ts';

const TEST = 'Run a test failover (type "test" and the name of the machine) and give the verdict.';

/** A machine that never started in Azure under test may not start there in earnest. */
export const rplTfo = makeCheck({
  id: 'RPL-TFO',
  title: 'Test failover',
  topic: 'replication',
  phases: BEFORE_FAILOVER,
  severity: 'block',
  curer: 'owner',
  needs: [],
  expected: ({ limits }) => `A test failover that worked, within ${limits.testMaxAgeDays} days. ${SOURCE.migrateAws}; ${SOURCE.ferry}.`,
  link: LINK.migrateAws,
  judge: ({ known: { test }, limits, now }) => {
    if (test === null) return block({ evidence: 'No test failover was judged yet.', remedy: TEST });
    const reason = test.reason === undefined || test.reason === '' ? '' : `: ${test.reason}`;
    if (!test.works) return block({ evidence: `The last test failover did not work${reason}.`, remedy: `Cure what kept it from working. ${TEST}` });
    if (now - test.at > limits.testMaxAgeDays * DAY) return block({ evidence: `The last good test failover is more than ${limits.testMaxAgeDays} days old.`, remedy: TEST });
    return pass(`The test failover judged ${timeText(test.at)} worked${reason}.`);
  },
});
