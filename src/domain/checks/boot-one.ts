import type { Disk } from '../machine.ts';
import { guestOf } from '../os.ts';
import { isWindows } from '../os/names.ts';
import { askPerson, BEFORE_REPLICATION, block, info, pass, unreadable } from './support/make-check.ts';
import { LINK, profileText } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

function judgeRoots(disks: readonly Disk[], input: CheckInput): Judgement | null {
  const roots = disks.filter((d) => d.isRoot);
  if (roots.length > 1) return block({ evidence: `${roots.map((d) => d.volumeId).join(', ')} are root devices.`, remedy: 'Detach all root devices but one.' });
  if (disks.length === 1 && roots.length === 1) return pass(`The only disk, ${roots[0]?.volumeId ?? ''}, is the root device.`);
  if (!isWindows(guestOf(input).family) || roots.length === 0) return null;
  return info(`EC2 starts the machine from ${roots[0]?.volumeId ?? ''} alone. Whether Windows keeps boot files on another disk cannot be seen from here; the agent refuses that with the errors 95309 to 95311.`);
}

/** The agent takes a machine with one boot disk, which holds boot and system. */
export const bootOne = askPerson({
  id: 'BOOT-ONE',
  title: 'Number of boot disks',
  topic: 'boot',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'guest',
  needs: ['disks', 'guest'],
  expected: ({ profile }) => `Exactly one boot disk, with the boot and system partitions on it. ${profileText(profile)}.`,
  link: LINK.matrix,
  question: { text: 'Is there exactly one boot disk, with the boot and system partitions (Linux: /boot as well) on that one disk?', validDays: 90 },
  remedy: 'Bring /boot and the system onto one disk, and detach the second boot disk.',
  judge: (input) => (input.facts.disks.known ? judgeRoots(input.facts.disks.value, input) : unreadable('The volumes', input.facts.disks.why)),
});
