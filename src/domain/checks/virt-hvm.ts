import { BEFORE_REPLICATION, block, makeCheck, pass } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

/** A paravirtual guest has no boot loader that Azure could start. */
export const virtHvm = makeCheck({
  id: 'VIRT-HVM',
  title: 'Virtualization type',
  phases: BEFORE_REPLICATION,
  expected: `Hardware virtualisation (HVM). ${SOURCE.guide}.`,
  judge: ({ facts }) => {
    if (facts.virtualization === 'hvm') return pass('The virtualisation type is hvm.');
    return block({ evidence: `The virtualisation type is ${facts.virtualization}.`, remedy: 'Convert the machine to an HVM instance first, then replicate that one.' });
  },
});
