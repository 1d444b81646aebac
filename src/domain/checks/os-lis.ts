import type { Attested } from '../finding.ts';
import { guestOf } from '../os.ts';
import { GUEST_NEEDS, unlessLinux } from './support/guest.ts';
import { askPerson, BEFORE_REPLICATION, block, saidBy } from './support/make-check.ts';
import { LINK, profileText } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

const REMEDY = 'Install the Linux Integration Services where the kernel lacks them, rebuild the initramfs with hv_vmbus, hv_storvsc and hv_netvsc (dracut -f, or update-initramfs -u), use UUIDs for root and resume in the GRUB configuration, and map the host name in /etc/hosts.';

// The two oldest majors of the Red Hat family do not bring the drivers themselves, so there a no stops the machine at its first boot.
function weighed(input: CheckInput, answer: Attested): Judgement | null {
  const { family, version } = guestOf(input);
  const old = ['rhel', 'centos', 'oracle'].includes(family) && /^[56]\b/.test(version ?? '');
  if (answer.answer !== 'no' || !old) return null;
  return block({ evidence: `Attested, not seen: no. Releases 5 and 6 of this family do not bring these drivers themselves. ${saidBy(answer)}`, remedy: REMEDY, cause: 'no-drivers', causeText: 'Hyper-V drivers are missing' });
}

/** Without Hyper-V's drivers in its first RAM disk Linux does not find its disk in Azure. */
export const osLis = askPerson({
  id: 'OS-LIS',
  title: 'Hyper-V drivers and boot configuration of Linux',
  topic: 'system',
  phases: BEFORE_REPLICATION,
  severity: 'warn',
  curer: 'guest',
  needs: GUEST_NEEDS,
  expected: ({ profile }) => `Hyper-V drivers in the initramfs, UUIDs for root and resume in GRUB, and the host name in /etc/hosts. ${profileText(profile)}; error 95320 is what GRUB without UUIDs gives.`,
  link: LINK.matrix,
  question: { text: 'Linux: are the Hyper-V drivers (hv_vmbus, hv_storvsc, hv_netvsc) in the initramfs, does GRUB name root and resume by UUID, and is the host name in /etc/hosts?', validDays: 90 },
  remedy: REMEDY,
  judge: (input) => unlessLinux(guestOf(input)),
  weigh: weighed,
});
