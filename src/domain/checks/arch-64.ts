import { guestOf } from '../os.ts';
import { supportOf } from '../profiles/support.ts';
import { GUEST_NEEDS } from './support/guest.ts';
import { BEFORE_REPLICATION, block, makeCheck, pass, warn } from './support/make-check.ts';
import { LINK, profileText } from './support/words.ts';

/** The agent and the Azure sizes are 64 bit; only the oldest Windows may come with 32. */
export const arch64 = makeCheck({
  id: 'ARCH-64',
  title: 'System: 32 or 64 bit',
  topic: 'boot',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'owner',
  needs: GUEST_NEEDS,
  expected: ({ profile }) => `A 64-bit system; 32 bit only for Windows Server 2008 SP2, and for migration only. ${profileText(profile)}.`,
  link: LINK.matrix,
  judge: (input) => {
    const { architecture } = input.facts;
    if (architecture !== 'i386') return pass(`The architecture is ${architecture}.`);
    const os = guestOf(input);
    const taken = os.family === 'windows' && os.version === '2008 SP2' && supportOf(input.profile, os).answer === 'yes';
    if (taken) return warn({ evidence: 'The architecture is i386, 32 bit, and the system is Windows Server 2008 SP2, which the list takes for migration only.', remedy: 'Move the machine once and for all: the copy cannot serve as disaster recovery.', cause: 'i386-2008', causeText: '32-bit Windows Server 2008 SP2' });
    return block({ evidence: 'The architecture is i386, which is 32 bit.', remedy: 'Rebuild the machine as 64 bit and move that.', cause: 'i386', causeText: '32-bit systems' });
  },
});
