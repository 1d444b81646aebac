import { guestOf } from '../os.ts';
import { isLinux } from '../os/names.ts';
import { GUEST_NEEDS } from './support/guest.ts';
import { BEFORE_REPLICATION, block, info, makeCheck, pass, unreadable } from './support/make-check.ts';
import { counted, LINK, profileText } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

// Logical volumes that lie on all data disks use up the agent's table.
function volumesLeft(input: CheckInput, count: number): string {
  if (count === 0 || !isLinux(guestOf(input).family)) return '';
  const { total, perDisk, perVolume } = input.profile.limits.logicalVolumes;
  return ` With LVM, at most ${Math.ceil((total / count - perDisk) / perVolume) - 1} logical volumes may lie across all of them.`;
}

function forSize(input: CheckInput, count: number): Judgement | null {
  const { plan, target } = input;
  if (plan.size === null) return null;
  if (!target.sizes.known) return info(`${counted(count, 'data disk')} attached, which the list takes. Whether the chosen size ${plan.size} takes them could not be read: ${target.sizes.why.replace(/\.$/, '')}.`);
  const size = target.sizes.value.sizes.find((s) => s.name.toLowerCase() === plan.size?.toLowerCase());
  if (size === undefined || count <= size.maxDataDisks) return null;
  return block({ evidence: `${counted(count, 'data disk')} attached; the chosen size ${size.name} takes ${size.maxDataDisks}.`, remedy: 'Choose a size that takes all disks.', cause: size.name, causeText: `more data disks than ${size.name} takes` });
}

/** Site Recovery copies a limited number of data disks per machine, and a size takes a limited number too. */
export const dskCount = makeCheck({
  id: 'DSK-COUNT',
  title: 'Number of data disks',
  topic: 'storage',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'owner',
  needs: ['disks', 'sizes', ...GUEST_NEEDS],
  expected: ({ profile }) => `At most ${profile.limits.dataDisks} data disks, and no more than the chosen size takes. ${profileText(profile)}.`,
  link: LINK.matrix,
  judge: (input) => {
    const { disks } = input.facts;
    if (!disks.known) return unreadable('The volumes', disks.why);
    const most = input.profile.limits.dataDisks;
    const count = disks.value.filter((d) => !d.isRoot).length;
    const seen = `${counted(count, 'data disk')} attached.`;
    if (count > most) return block({ evidence: seen, remedy: `Bring the data together on at most ${most} volumes.` });
    return forSize(input, count) ?? pass(seen + volumesLeft(input, count));
  },
});
