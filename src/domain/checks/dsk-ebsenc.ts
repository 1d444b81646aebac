import { BEFORE_REPLICATION, info, makeCheck, pass, unreadable } from './support/make-check.ts';
import { counted, SOURCE } from './support/words.ts';

/** EBS encryption lies below the guest: the copy is made of plain blocks, and Azure encrypts them anew. */
export const dskEbsenc = makeCheck({
  id: 'DSK-EBSENC',
  title: 'EBS encryption',
  topic: 'storage',
  phases: BEFORE_REPLICATION,
  severity: 'info',
  curer: 'azure',
  needs: ['disks'],
  expected: `A choice of the key for the disks in Azure: the platform's or your own (a disk encryption set). EBS encryption itself does no harm. ${SOURCE.ferry}.`,
  judge: ({ facts }) => {
    if (!facts.disks.known) return unreadable('The volumes', facts.disks.why);
    const encrypted = facts.disks.value.filter((d) => d.encrypted);
    if (encrypted.length === 0) return pass('No volume is encrypted by EBS. Azure encrypts its disks in any case.');
    const keys = [...new Set(encrypted.map((d) => d.kmsKeyId).filter((k) => k !== null))];
    return info(`${counted(encrypted.length, 'volume')} encrypted by EBS${keys.length === 0 ? '' : ` with ${keys.join(', ')}`}; the replication copies what the guest sees.`, 'If the encryption with a key of your own is required, prepare a disk encryption set in Azure; otherwise the platform encrypts with its own key.');
  },
});
