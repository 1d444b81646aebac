import type { Disk } from '../machine.ts';
import { BEFORE_REPLICATION, block, makeCheck, pass, unreadable } from './support/make-check.ts';
import { LINK, profileText } from './support/words.ts';

function sizes(disks: readonly Disk[]): string {
  return disks.map((d) => `${d.deviceName} ${d.sizeGiB} GiB`).join(', ');
}

/** Managed disks have a smallest and a largest size; EBS counts in GiB, the list in GB, and its number is used as it stands, which errs on the safe side. */
export const dskSize = makeCheck({
  id: 'DSK-SIZE',
  title: 'Disk sizes',
  topic: 'storage',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'owner',
  needs: ['disks'],
  expected: ({ profile }) => `Every disk is larger than ${profile.limits.diskGb.above} GB and no larger than ${profile.limits.diskGb.most} GB. ${profileText(profile)}.`,
  link: LINK.matrix,
  judge: ({ facts, profile }) => {
    if (!facts.disks.known) return unreadable('The volumes', facts.disks.why);
    const { above, most } = profile.limits.diskGb;
    const odd = facts.disks.value.filter((d) => d.sizeGiB <= above || d.sizeGiB > most);
    if (odd.length > 0) return block({ evidence: `Out of range: ${sizes(odd)}.`, remedy: 'Split or enlarge these volumes, or detach the ones that hold nothing.' });
    return facts.disks.value.length === 0 ? pass('No volumes are attached.') : pass(`The disks are ${sizes(facts.disks.value)}.`);
  },
});
