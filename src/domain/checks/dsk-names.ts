import { guestOf } from '../os.ts';
import { GUEST_NEEDS, unlessLinux } from './support/guest.ts';
import { askPerson, BEFORE_REPLICATION } from './support/make-check.ts';
import { LINK, profileText } from './support/words.ts';

/** Site Recovery does not tell `data1` from `DATA1`. */
export const dskNames = askPerson({
  id: 'DSK-NAMES',
  title: 'Names of volumes and mount points',
  topic: 'storage',
  phases: BEFORE_REPLICATION,
  severity: 'warn',
  curer: 'guest',
  needs: GUEST_NEEDS,
  expected: ({ profile }) => `No two logical volumes, devices or mount points whose names differ in capitals only. ${profileText(profile)}.`,
  link: LINK.matrix,
  question: { text: 'Linux: are all names of logical volumes, devices and mount points different, even when capitals are ignored?', validDays: 90 },
  remedy: 'Rename one of the two volumes or mount points (lvrename, /etc/fstab), then answer again.',
  judge: (input) => unlessLinux(guestOf(input)),
});
