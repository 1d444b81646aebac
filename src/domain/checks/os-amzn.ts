import { guestOf } from '../os.ts';
import { osTitle } from '../os/names.ts';
import { GUEST_NEEDS } from './support/guest.ts';
import { BEFORE_REPLICATION, block, info, makeCheck, pass } from './support/make-check.ts';
import { LINK, SOURCE } from './support/words.ts';

/** Amazon Linux is made for AWS and cannot move as it is. */
export const osAmzn = makeCheck({
  id: 'OS-AMZN',
  title: 'Amazon Linux',
  topic: 'system',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'owner',
  needs: GUEST_NEEDS,
  expected: `Another system than Amazon Linux, which cannot be migrated as it is. ${SOURCE.migrateAws}.`,
  link: LINK.migrateAws,
  judge: (input) => {
    const os = guestOf(input);
    if (os.family === 'linux') return info('It is Linux of an unknown distribution, which could be Amazon Linux.', 'Establish what the system is first: OS-KNOWN says how.');
    if (os.family !== 'amazon') return pass(`It is ${osTitle(os)}.`);
    return block({ evidence: `It is ${osTitle(os)}, which runs on AWS only.`, remedy: 'Rebuild the workload on a listed Linux of the Red Hat family and move that.', cause: 'amazon', causeText: 'Amazon Linux runs on AWS only' });
  },
});
