import { askPerson, BEFORE_REPLICATION } from './support/make-check.ts';
import { LINK, profileText } from './support/words.ts';

/** Some layouts of disks inside the guest cannot be copied; AWS sees none of them. */
export const dskDyn = askPerson({
  id: 'DSK-DYN',
  title: 'Disk layout inside the guest',
  topic: 'storage',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'guest',
  needs: [],
  expected: ({ profile }) => `The system disk is a basic disk (data disks may be dynamic or spanned); no Storage Spaces, no multipath (MPIO) inside the guest, no disk with 4K sectors. ${profileText(profile)}.`,
  link: LINK.matrix,
  question: { text: 'Is the disk layout plain: on Windows a basic system disk and no Storage Spaces; on any system no multipath (MPIO) and no disks with 4K sectors?', validDays: 90 },
  remedy: 'Convert the system disk to a basic disk, move data out of Storage Spaces onto plain volumes, and remove multipath, then answer again.',
  judge: () => null,
});
