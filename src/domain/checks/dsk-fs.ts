import { guestOf } from '../os.ts';
import { GUEST_NEEDS, unlessLinux } from './support/guest.ts';
import { askPerson, BEFORE_REPLICATION } from './support/make-check.ts';
import { LINK, profileText } from './support/words.ts';

/** The agent knows the common Linux file systems only. */
export const dskFs = askPerson({
  id: 'DSK-FS',
  title: 'Linux file systems',
  topic: 'storage',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'guest',
  needs: GUEST_NEEDS,
  expected: ({ profile }) => `ext3, ext4 or XFS; BTRFS only on a single disk, without RAID and without changes of its subvolumes; no ZFS. ${profileText(profile)}.`,
  link: LINK.matrix,
  question: { text: 'Linux: are all file systems ext3, ext4, XFS, or BTRFS on a single disk without RAID (lsblk -f shows them), and is there no ZFS?', validDays: 90 },
  remedy: 'Copy the data to a volume with a supported file system (ext4 or XFS) and detach the other one.',
  judge: (input) => unlessLinux(guestOf(input)),
});
