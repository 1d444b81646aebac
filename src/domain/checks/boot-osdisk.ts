import { generationOf } from '../sizing.ts';
import { BEFORE_REPLICATION, block, makeCheck, pass, unreadable, unsure } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

const LARGEST = { V1: 2_048, V2: 4_095 } as const;

/** Azure's limit for the system disk depends on the generation. */
export const bootOsdisk = makeCheck({
  id: 'BOOT-OSDISK',
  title: 'System disk',
  phases: BEFORE_REPLICATION,
  expected: `One system disk of at most ${LARGEST.V1} GB (generation 1) or ${LARGEST.V2} GB (generation 2). ${SOURCE.matrix}.`,
  judge: ({ facts }) => {
    if (!facts.disks.known) return unreadable('The volumes', facts.disks.why);
    const roots = facts.disks.value.filter((d) => d.isRoot);
    const [root] = roots;
    if (root === undefined) return unsure({ evidence: 'No attached volume is the root device.', remedy: 'Look at the block devices of the instance in the EC2 console.' });
    if (roots.length > 1) return block({ evidence: `${roots.length} volumes are root devices.`, remedy: 'Detach all but one.' });
    const evidence = `The system disk ${root.volumeId} has ${root.sizeGiB} GiB.`;
    const generation = generationOf(facts);
    if (root.sizeGiB <= LARGEST[generation ?? 'V1']) return pass(evidence);
    if (generation === null && root.sizeGiB <= LARGEST.V2) return unsure({ evidence: `${evidence} Whether that is too large depends on the boot mode, which is not known.`, remedy: 'Establish the boot mode first.' });
    return block({ evidence, remedy: 'Move data off the system disk and rebuild it smaller.' });
  },
});
