import { bootModeOf } from '../boot-mode.ts';
import type { Disk } from '../machine.ts';
import { BEFORE_REPLICATION, block, makeCheck, pass, unreadable, unsure } from './support/make-check.ts';
import { LINK, profileText } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

function judgeSize(root: Disk, input: CheckInput): Judgement {
  const largest = input.profile.limits.osDiskGb;
  const boot = bootModeOf(input);
  const evidence = `The system disk ${root.volumeId} has ${root.sizeGiB} GiB.`;
  if (root.sizeGiB <= largest[boot?.generation ?? 'V1']) return pass(evidence);
  if (boot === null && root.sizeGiB <= largest.V2) return unsure({ evidence: `${evidence} Whether that is too large depends on the boot mode, which is not known.`, remedy: 'Establish the boot mode first: the finding BOOT-GEN says how.' });
  return block({ evidence, remedy: 'Move data off the system disk and rebuild it smaller.', cause: 'too-large', causeText: 'system disks above the limit' });
}

/** Azure's limit for the system disk depends on the generation. */
export const bootOsdisk = makeCheck({
  id: 'BOOT-OSDISK',
  title: 'Size of the system disk',
  topic: 'boot',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'owner',
  needs: ['disks', 'hardware'],
  expected: ({ profile }) => `A system disk of at most ${profile.limits.osDiskGb.V1} GB (generation 1) or ${profile.limits.osDiskGb.V2} GB (generation 2). ${profileText(profile)}.`,
  link: LINK.matrix,
  judge: (input) => {
    const { disks } = input.facts;
    if (!disks.known) return unreadable('The volumes', disks.why);
    const root = disks.value.find((d) => d.isRoot);
    if (root !== undefined) return judgeSize(root, input);
    return unsure({ evidence: 'No attached volume is the root device.', remedy: 'Look at the block devices of the instance in the EC2 console.' });
  },
});
