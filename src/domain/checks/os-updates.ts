import { guestOf } from '../os.ts';
import { unlessWindows } from './support/guest.ts';
import { askPerson, BEFORE_FAILOVER } from './support/make-check.ts';
import { LINK, SOURCE } from './support/words.ts';

/** A machine with updates half installed finishes them at its first start in Azure, for as long as it takes. */
export const osUpdates = askPerson({
  id: 'OS-UPDATES',
  title: 'Pending Windows updates',
  topic: 'system',
  phases: BEFORE_FAILOVER,
  severity: 'warn',
  curer: 'guest',
  needs: ['guest'],
  expected: `No update and no reboot is pending when the machine fails over. ${SOURCE.prepare}.`,
  link: LINK.prepare,
  question: { text: 'Windows: are all updates installed, and is no reboot pending?', validDays: 7 },
  remedy: 'Install the pending updates, reboot, and let the replication catch up before the cutover.',
  judge: (input) => unlessWindows(guestOf(input)),
});
