import { BEFORE_REPLICATION, block, makeCheck, pass, unreadable, warn } from './support/make-check.ts';
import { LINK, profileText } from './support/words.ts';

/** A disk that two machines write to cannot be copied from one of them. */
export const dskShared = makeCheck({
  id: 'DSK-SHARED',
  title: 'Shared volumes',
  topic: 'storage',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'owner',
  needs: ['disks'],
  expected: ({ profile }) => `No volume that several instances share, and no cluster disk. ${profileText(profile)}.`,
  link: LINK.matrix,
  judge: ({ facts }) => {
    if (!facts.disks.known) return unreadable('The volumes', facts.disks.why);
    const [shared] = facts.disks.value.filter((d) => d.attachedTo > 1);
    const [open] = facts.disks.value.filter((d) => d.multiAttach);
    if (shared !== undefined) {
      return block({ evidence: `${shared.volumeId} (${shared.deviceName}) is attached to ${shared.attachedTo} instances.`, remedy: 'Detach the volume from all but one machine, or move the cluster by hand to an Azure shared disk.', cause: shared.volumeId, causeText: `the volume ${shared.volumeId} is shared` });
    }
    if (open === undefined) return pass('No volume is attached to another instance, and none allows it.');
    return warn({ evidence: `${open.volumeId} (${open.deviceName}) allows Multi-Attach but is attached to this instance only.`, remedy: 'Keep it attached to this machine only until the move is done.' });
  },
});
