import { bootModeOf } from '../boot-mode.ts';
import { guestOf } from '../os.ts';
import { GUEST_NEEDS } from './support/guest.ts';
import { BEFORE_REPLICATION, block, doesNotApply, makeCheck, pass, unsure } from './support/make-check.ts';
import { LINK, profileText } from './support/words.ts';

/** The two oldest supported Windows servers move with BIOS only. */
export const boot2008Uefi = makeCheck({
  id: 'BOOT-2008UEFI',
  title: 'Boot mode of Windows Server 2008',
  topic: 'boot',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'owner',
  needs: [...GUEST_NEEDS, 'hardware'],
  expected: ({ profile }) => `Windows Server 2008 SP2 and 2008 R2 boot by BIOS. ${profileText(profile)}.`,
  link: LINK.matrix,
  judge: (input) => {
    const os = guestOf(input);
    const old = os.family === 'windows' && (os.version === null || os.version.startsWith('2008'));
    if (!old) return doesNotApply('it is not Windows Server 2008 or 2008 R2.');
    const boot = bootModeOf(input);
    if (boot?.mode === 'bios') return pass('It boots by BIOS.');
    if (os.version === null || boot === null) return unsure({ evidence: `${os.version === null ? 'The version of Windows' : 'The boot mode'} is not known.`, remedy: 'Establish it first: the findings OS-KNOWN and BOOT-GEN say how.' });
    return block({ evidence: `It is Windows Server ${os.version} and boots by UEFI.`, remedy: 'Rebuild the machine as BIOS or on a newer Windows.', cause: 'uefi-2008', causeText: 'Windows Server 2008 that boots by UEFI' });
  },
});
