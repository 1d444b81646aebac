import { guestOf } from '../os.ts';
import type { Os } from '../os/types.ts';
import { GUEST_NEEDS, unlessWindows } from './support/guest.ts';
import { askPerson, BEFORE_REPLICATION, doesNotApply } from './support/make-check.ts';
import { LINK } from './support/words.ts';

// An unknown version could be one of the old ones.
function maySignOld(os: Os): boolean {
  return os.version === null || (os.family === 'windows' ? os.version.startsWith('2008') : os.version.startsWith('7'));
}

/** Agents since 9.30 are signed in a way that old Windows learns from an update. */
export const osWinSha2 = askPerson({
  id: 'OS-WIN-SHA2',
  title: 'SHA-2 updates of old Windows',
  topic: 'system',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'guest',
  needs: GUEST_NEEDS,
  expected: "Windows Server 2008 SP2, 2008 R2 and Windows 7 have the servicing stack and SHA-2 updates that agents since 9.30 need. Site Recovery's support matrix, 2023-09-28.",
  link: LINK.matrix,
  question: { text: 'Are the SHA-2 updates installed: KB4474419, and before it KB4490628 (Windows Server 2008 R2, Windows 7) or KB4493730 (Windows Server 2008 SP2)?', validDays: 90 },
  remedy: 'Install the servicing stack update (KB4490628, or KB4493730 on 2008 SP2), then KB4474419, and reboot.',
  judge: (input) => {
    const os = guestOf(input);
    return unlessWindows(os) ?? (maySignOld(os) ? null : doesNotApply('only Windows Server 2008, 2008 R2 and Windows 7 need these updates.'));
  },
});
