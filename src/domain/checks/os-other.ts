import { guestOf } from '../os.ts';
import { osTitle } from '../os/names.ts';
import { GUEST_NEEDS } from './support/guest.ts';
import { BEFORE_REPLICATION, block, info, makeCheck, pass } from './support/make-check.ts';
import { LINK, profileText } from './support/words.ts';

/** Appliances, BSDs and distributions that no list knows. */
export const osOther = makeCheck({
  id: 'OS-OTHER',
  title: 'Appliances and other systems',
  topic: 'system',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'owner',
  needs: GUEST_NEEDS,
  expected: ({ profile }) => `Windows or a Linux distribution of the lists, no BSD and no network appliance: ${profileText(profile)}.`,
  link: LINK.matrix,
  judge: (input) => {
    const os = guestOf(input);
    if (os.family === 'linux') return info('It is Linux of an unknown distribution, or something that AWS bills as Linux.', 'Establish what the system is first: OS-KNOWN says how.');
    if (os.family !== 'other') return pass(`It is ${osTitle(os)}.`);
    const title = osTitle(os);
    return block({ evidence: `It is ${title}, which no list of supported systems names.`, remedy: "Use the vendor's own image for Azure, or rebuild the workload; do not replicate this one.", cause: title, causeText: `${title} is in no list` });
  },
});
