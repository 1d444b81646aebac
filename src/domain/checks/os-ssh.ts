import { guestOf } from '../os.ts';
import { GUEST_NEEDS, unlessLinux } from './support/guest.ts';
import { askPerson, BEFORE_FAILOVER } from './support/make-check.ts';
import { LINK, SOURCE } from './support/words.ts';

/** A moved Linux that nobody can reach cannot be tested. */
export const osSsh = askPerson({
  id: 'OS-SSH',
  title: 'Reaching Linux after the move',
  topic: 'system',
  phases: BEFORE_FAILOVER,
  severity: 'warn',
  curer: 'guest',
  needs: GUEST_NEEDS,
  expected: `sshd starts at boot, the network card takes its address by DHCP, no udev rule is bound to a MAC address, and fstab uses UUIDs. ${SOURCE.prepare}; ${SOURCE.migratePhysical}.`,
  link: LINK.prepare,
  question: { text: 'Linux: does sshd start at boot, does the network card use DHCP, is no udev rule bound to a MAC address, and does /etc/fstab use UUIDs?', validDays: 30 },
  remedy: 'Enable sshd (sudo systemctl enable sshd), set the network card to DHCP, remove /etc/udev/rules.d/70-persistent-net.rules, and use UUIDs in /etc/fstab.',
  judge: (input) => unlessLinux(guestOf(input)),
});
