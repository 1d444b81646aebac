import type { Disk } from '../machine.ts';
import { ALWAYS, block, makeCheck, pass, unreadable, warn } from './support/make-check.ts';
import { counted, LINK, profileText } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

function unsettled(disks: readonly Disk[]): Judgement | null {
  const moving = disks.filter((d) => d.state !== 'in-use' || d.attachment !== 'attached');
  if (moving.length === 0) return underChange(disks);
  return block({ evidence: `Not settled: ${moving.map((d) => `${d.volumeId} is ${d.state}, its attachment ${d.attachment}`).join('; ')}.`, remedy: 'Wait until every volume is in use and attached, then check again.' });
}

function underChange(disks: readonly Disk[]): Judgement | null {
  const changing = disks.filter((d) => d.modification !== null && d.modification !== '');
  if (changing.length > 0) return warn({ evidence: `Being changed by AWS: ${changing.map((d) => `${d.volumeId} (${d.modification ?? ''})`).join('; ')}.`, remedy: 'Wait until the change of size or type is done, then check again.' });
  if (disks.every((d) => d.modification !== null)) return null;
  return warn({ evidence: 'AWS does not tell whether a volume is being changed.', remedy: 'Allow ec2:DescribeVolumesModifications to the role, then check again.', cause: 'modifications', causeText: 'Changes of volumes could not be read' });
}

// What was attached, grown, shrunk or detached since the replication was turned on is not in the copy, or no longer what the copy is of.
function changed(disks: readonly Disk[], before: ReadonlyMap<string, number>): Judgement | null {
  const shrunk = disks.filter((d) => d.sizeGiB < (before.get(d.volumeId) ?? 0));
  if (shrunk.length > 0) return block({ evidence: `Smaller than when replication began: ${shrunk.map((d) => d.volumeId).join(', ')}.`, remedy: 'Shrinking is not supported: disable the replication of the machine and replicate it anew.' });
  const added = disks.filter((d) => !before.has(d.volumeId));
  if (added.length > 0) return block({ evidence: `Attached since replication began, and so not in the copy: ${added.map((d) => `${d.volumeId} (${d.deviceName}, ${d.sizeGiB} GiB)`).join(', ')}.`, remedy: 'Add the disk to the replication in the vault (the item, then Disks), or detach it when the machine does not need it.' });
  const gone = [...before.keys()].filter((id) => !disks.some((d) => d.volumeId === id));
  if (gone.length > 0) return warn({ evidence: `Detached since replication began: ${gone.join(', ')}. The copy still has it.`, remedy: 'Attach the volume again, or accept that the machine in Azure has it all the same.' });
  const grown = disks.filter((d) => d.sizeGiB > (before.get(d.volumeId) ?? d.sizeGiB));
  return grown.length === 0 ? null : warn({ evidence: `Enlarged since replication began: ${grown.map((d) => d.volumeId).join(', ')}.`, remedy: 'Let the replication catch up and run a test failover before the cutover.' });
}

function sinceStart({ facts, known }: CheckInput): Judgement | null {
  return facts.disks.known && known.disksAtStart !== null ? changed(facts.disks.value, known.disksAtStart) : null;
}

/** A volume that is being attached or changed is a moving target. */
export const dskState = makeCheck({
  id: 'DSK-STATE',
  title: 'State of the volumes',
  topic: 'storage',
  phases: ALWAYS,
  severity: 'block',
  curer: 'aws',
  needs: ['disks'],
  expected: ({ profile }) => `Every volume in use and attached, and the same volumes as when replication began, none of them smaller. ${profileText(profile)}.`,
  link: LINK.matrix,
  judge: (input) => {
    const { disks } = input.facts;
    if (!disks.known) return unreadable('The volumes', disks.why);
    const trouble = unsettled(disks.value) ?? sinceStart(input);
    if (trouble !== null) return trouble;
    return pass(`${counted(disks.value.length, 'volume')} in use and attached${input.known.disksAtStart === null ? '' : ', the same as when replication began'}.`);
  },
});
