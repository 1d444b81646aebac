import { BEFORE_REPLICATION, block, makeCheck, pass } from './support/make-check.ts';
import { LINK, profileText } from './support/words.ts';

/** Site Recovery has no agent for Arm. */
export const archArm = makeCheck({
  id: 'ARCH-ARM',
  title: 'Processor architecture',
  topic: 'boot',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'owner',
  needs: [],
  overridable: false,
  expected: ({ profile }) => `An x86 processor: the agent exists for x86 only. ${profileText(profile)}.`,
  link: LINK.matrix,
  judge: ({ facts }) => {
    if (/^(x86_64|i386)$/.test(facts.architecture)) return pass(`The architecture is ${facts.architecture}.`);
    return block({ evidence: `The architecture is ${facts.architecture}.`, remedy: 'Rebuild the workload on x86, or on an Azure Arm size (Dps, Eps) without Site Recovery.', cause: facts.architecture, causeText: `processors of the kind ${facts.architecture}` });
  },
});
