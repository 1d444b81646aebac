import { guestOf } from '../os.ts';
import { isLinux } from '../os/names.ts';
import { linuxStorageOf } from '../profiles/support.ts';
import { GUEST_NEEDS, unlessLinux } from './support/guest.ts';
import { BEFORE_REPLICATION, block, makeCheck, pass, unreadable, unsure, warn } from './support/make-check.ts';
import { profileText } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

const REMEDY = 'Move the workload by a rebuild or with Azure Migrate. Site Recovery may take it all the same: whoever lets this pass runs a test failover first and relies on nothing before it.';

function judgeDisks(input: CheckInput, hypervisor: string): Judgement {
  const disks = hypervisor === 'nitro' ? 'NVMe disks (Nitro)' : `paravirtualised disks (${hypervisor === '' ? 'hypervisor not told' : hypervisor})`;
  const support = linuxStorageOf(input.profile, guestOf(input), hypervisor);
  const cause = { cause: `linux-${hypervisor}`, causeText: `Linux with ${disks}` };
  if (support === 'supported') return pass(`It is Linux with ${disks}, which the list takes.`);
  if (support === 'unsupported') return block({ evidence: `It is Linux with ${disks}, which the list refuses.`, remedy: REMEDY, ...cause });
  return warn({ evidence: `It is Linux with ${disks}, of which the list says nothing.`, remedy: 'Rely on nothing before a test failover has passed.', ...cause });
}

/** How EC2 shows disks to Linux is what the support lists disagree about most. */
export const osStorage = makeCheck({
  id: 'OS-STORAGE',
  title: 'Disk interface under Linux',
  topic: 'system',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'owner',
  needs: [...GUEST_NEEDS, 'hardware'],
  expected: ({ profile }) => `${profile.linuxStorage.why} ${profileText(profile)}.`,
  link: ({ profile }) => profile.link,
  judge: (input) => {
    const { hardware } = input.facts;
    const os = guestOf(input);
    const other = unlessLinux(os);
    if (other !== null) return other;
    if (!isLinux(os.family)) return unsure({ evidence: 'It is neither Windows nor a known Linux, so the list says nothing about its disks.', remedy: 'Establish what the system is first.' });
    return hardware.known ? judgeDisks(input, hardware.value.bareMetal && hardware.value.hypervisor === '' ? 'nitro' : hardware.value.hypervisor) : unreadable('The instance type', hardware.why);
  },
});
