import { BEFORE_REPLICATION, block, makeCheck, pass } from './support/make-check.ts';
import { LINK, SOURCE } from './support/words.ts';

/** A paravirtual guest has no boot loader that Azure could start. */
export const virtHvm = makeCheck({
  id: 'VIRT-HVM',
  title: 'Virtualization type',
  topic: 'boot',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'owner',
  needs: [],
  expected: `Hardware virtualisation (HVM). ${SOURCE.guide}; ${SOURCE.migrateAws}.`,
  link: LINK.tutorial,
  judge: ({ facts }) => {
    if (facts.virtualization === 'hvm') return pass('The virtualisation type is hvm.');
    return block({ evidence: `The virtualisation type is ${facts.virtualization}.`, remedy: 'Convert the machine to an HVM instance first, then replicate that one.', cause: facts.virtualization, causeText: `virtualisation type ${facts.virtualization}` });
  },
});
