import { guestOf } from '../os.ts';
import { unlessWindows } from './support/guest.ts';
import { askPerson, BEFORE_FAILOVER } from './support/make-check.ts';
import { LINK, SOURCE } from './support/words.ts';

/** A moved Windows that nobody can reach cannot be tested. */
export const osRdp = askPerson({
  id: 'OS-RDP',
  title: 'Reaching Windows after the move',
  topic: 'system',
  phases: BEFORE_FAILOVER,
  severity: 'warn',
  curer: 'guest',
  needs: ['guest'],
  expected: `Remote Desktop is on and allowed in every firewall profile, and the SAN policy is OnlineAll. ${SOURCE.prepare}.`,
  link: LINK.prepare,
  question: { text: 'Windows: is Remote Desktop on and allowed in all firewall profiles, and is the SAN policy OnlineAll?', validDays: 30 },
  remedy: 'Allow RDP for all profiles (Enable-NetFirewallRule -DisplayGroup "Remote Desktop") and set the SAN policy (diskpart, then: san policy=OnlineAll).',
  judge: (input) => unlessWindows(guestOf(input)),
});
