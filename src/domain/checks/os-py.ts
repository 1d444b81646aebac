import { guestOf } from '../os.ts';
import { GUEST_NEEDS, unlessLinux } from './support/guest.ts';
import { askPerson, BEFORE_REPLICATION } from './support/make-check.ts';
import { LINK, profileText } from './support/words.ts';

/** Azure's own agent, which a failover installs, is written in Python. */
export const osPy = askPerson({
  id: 'OS-PY',
  title: 'Python under Linux',
  topic: 'system',
  phases: BEFORE_REPLICATION,
  severity: 'warn',
  curer: 'guest',
  needs: GUEST_NEEDS,
  expected: ({ profile }) => `Python ${profile.limits.pythonVersion} or later, so that the failover can install Azure's agent. ${profileText(profile)}.`,
  link: LINK.matrix,
  question: { text: "Linux: is Python installed, in a version that Azure's agent takes?", validDays: 90 },
  exactly: ({ limits }) => `Linux: is Python ${limits.pythonVersion} or later installed?`,
  remedy: 'Install Python 3 from the distribution, for example: sudo yum install -y python3, or sudo apt-get install -y python3',
  judge: (input) => unlessLinux(guestOf(input)),
});
