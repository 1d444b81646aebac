import { askPerson, BEFORE_REPLICATION } from './support/make-check.ts';
import { LINK, profileText } from './support/words.ts';

/** What the guest encrypts, the copy cannot read; EBS encryption lies below the guest and does no harm. */
export const osBitlocker = askPerson({
  id: 'OS-BITLOCKER',
  title: 'Disk encryption inside the guest',
  topic: 'system',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'guest',
  needs: [],
  expected: ({ profile }) => `No BitLocker, no other encryption inside the guest and no FIPS encryption, as long as the machine replicates. ${profileText(profile)}.`,
  link: LINK.matrix,
  question: { text: 'Is all disk encryption inside the guest off (BitLocker, LUKS), and FIPS mode too? EBS encryption does not count.', validDays: 30 },
  remedy: 'Decrypt the volumes inside the guest (manage-bde -off C:), and leave them decrypted until the machine runs in Azure.',
  judge: () => null,
});
