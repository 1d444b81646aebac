import { BEFORE_REPLICATION, block, makeCheck, pass, unreadable } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

// EBS counts in GiB, the list in GB: its number is used as it stands, which errs on the safe side.
const SMALLEST = 1;
const LARGEST = 32_767;

/** Managed disks have a smallest and a largest size. */
export const dskSize = makeCheck({
  id: 'DSK-SIZE',
  title: 'Disk sizes',
  phases: BEFORE_REPLICATION,
  expected: `Every disk is larger than ${SMALLEST} GB and no larger than ${LARGEST} GB. ${SOURCE.matrix}.`,
  judge: ({ facts }) => {
    if (!facts.disks.known) return unreadable('The volumes', facts.disks.why);
    const disks = facts.disks.value;
    const odd = disks.filter((d) => d.sizeGiB <= SMALLEST || d.sizeGiB > LARGEST);
    const sizes = (list: typeof disks): string => list.map((d) => `${d.deviceName} ${d.sizeGiB} GiB`).join(', ');
    if (odd.length === 0) return pass(`The disks are ${sizes(disks)}.`);
    return block({ evidence: `Out of range: ${sizes(odd)}.`, remedy: 'Split or enlarge these volumes, or detach the ones that hold nothing.' });
  },
});
