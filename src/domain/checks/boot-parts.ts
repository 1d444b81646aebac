import { bootModeOf } from '../boot-mode.ts';
import { guestOf } from '../os.ts';
import { unlessWindows } from './support/guest.ts';
import { askPerson, BEFORE_REPLICATION, doesNotApply } from './support/make-check.ts';
import { LINK, SOURCE } from './support/words.ts';

/** A system disk that is changed from UEFI to another firmware has few partitions to spare. */
export const bootParts = askPerson({
  id: 'BOOT-PARTS',
  title: 'Partitions of a UEFI system disk',
  topic: 'boot',
  phases: BEFORE_REPLICATION,
  severity: 'warn',
  curer: 'guest',
  needs: ['guest', 'hardware'],
  expected: ({ profile }) => `With UEFI, at most ${profile.limits.partitionsOfUefiDisk} partitions on the system disk, formatted as NTFS. ${SOURCE.migratePhysical}.`,
  link: LINK.migratePhysical,
  question: { text: 'Windows with UEFI: does the system disk have few partitions, and is its Windows partition NTFS?', validDays: 90 },
  exactly: ({ limits }) => `Windows with UEFI: does the system disk have at most ${limits.partitionsOfUefiDisk} partitions, and is its Windows partition NTFS?`,
  remedy: 'Remove partitions that nobody needs from the system disk, then answer again.',
  judge: (input) => unlessWindows(guestOf(input)) ?? (bootModeOf(input)?.mode === 'bios' ? doesNotApply('it boots by BIOS.') : null),
});
