import { askPerson, BEFORE_REPLICATION } from './support/make-check.ts';
import { LINK, profileText, SOURCE } from './support/words.ts';

/** What is mounted over the network is not on the disks that are copied. */
export const dskNet = askPerson({
  id: 'DSK-NET',
  title: 'Network file systems',
  topic: 'storage',
  phases: BEFORE_REPLICATION,
  severity: 'warn',
  curer: 'owner',
  needs: [],
  expected: ({ profile }) => `No data on EFS, NFS or SMB shares, or a plan of its own for them; iSCSI only when replicated as a physical machine. ${profileText(profile)}; ${SOURCE.migratePhysical}.`,
  link: LINK.matrix,
  question: { text: 'Does the machine use no network file systems (EFS, FSx, NFS, SMB, iSCSI), or is their move planned separately?', validDays: 90 },
  remedy: 'Move the shares separately (for example to Azure Files), and change the mounts at the cutover.',
  judge: () => null,
});
