import { detectOs } from '../os.ts';
import { isLinux } from '../os/names.ts';
import { linuxStorageOf } from '../profiles/support.ts';
import { BEFORE_REPLICATION, block, makeCheck, pass, unreadable, unsure, warn } from './support/make-check.ts';
import { profileText } from './support/words.ts';

const REMEDY = 'Move the workload by a rebuild or with Azure Migrate. Site Recovery may take it all the same, but Ferry replicates only what the list names.';

/** How EC2 shows disks to Linux is what the support lists disagree about most. */
export const osStorage = makeCheck({
  id: 'OS-STORAGE',
  title: 'Disk interface under Linux',
  phases: BEFORE_REPLICATION,
  expected: ({ profile }) => `${profile.linuxStorage.why} ${profileText(profile)}.`,
  judge: ({ facts, profile }) => {
    const os = detectOs(facts);
    if (os.family === 'windows' || os.family === 'windows-client') return pass('It is Windows, whose disks are supported either way.');
    if (!isLinux(os.family)) return unsure({ evidence: 'It is neither Windows nor a known Linux, so the list says nothing about its disks.', remedy: 'Establish what the system is first.' });
    if (!facts.hardware.known) return unreadable('The instance type', facts.hardware.why);
    const { hypervisor } = facts.hardware.value;
    const disks = hypervisor === 'nitro' ? 'NVMe disks (Nitro)' : `paravirtualised disks (${hypervisor})`;
    const support = linuxStorageOf(profile, os, hypervisor);
    if (support === 'supported') return pass(`It is Linux with ${disks}, which the list takes.`);
    if (support === 'unsupported') return block({ evidence: `It is Linux with ${disks}, which the list refuses.`, remedy: REMEDY, cause: `linux-${hypervisor}` });
    return warn({ evidence: `It is Linux with ${disks}, of which the list says nothing.`, remedy: 'Rely on nothing before a test failover has passed.', cause: `linux-${hypervisor}` });
  },
});
