import { BEFORE_REPLICATION, block, makeCheck, pass } from './support/make-check.ts';
import { profileText } from './support/words.ts';

/** The agent and the Azure sizes are 64 bit. */
export const arch64 = makeCheck({
  id: 'ARCH-64',
  title: 'System: 32 or 64 bit',
  phases: BEFORE_REPLICATION,
  expected: ({ profile }) => `A 64-bit system. ${profileText(profile)}.`,
  judge: ({ facts }) => {
    if (facts.architecture !== 'i386') return pass(`The architecture is ${facts.architecture}.`);
    return block({ evidence: 'The architecture is i386, which is 32 bit.', remedy: 'Rebuild the machine as 64 bit and move that.' });
  },
});
