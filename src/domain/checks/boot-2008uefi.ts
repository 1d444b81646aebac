import { detectOs } from '../os.ts';
import { generationOf } from '../sizing.ts';
import { BEFORE_REPLICATION, block, makeCheck, pass, unsure } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

/** The two oldest supported Windows servers move with BIOS only. */
export const boot2008Uefi = makeCheck({
  id: 'BOOT-2008UEFI',
  title: 'Boot mode of Windows Server 2008',
  phases: BEFORE_REPLICATION,
  expected: `Windows Server 2008 and 2008 R2 boot by BIOS. ${SOURCE.matrix}.`,
  judge: ({ facts }) => {
    const os = detectOs(facts);
    const remedy = 'Rebuild the machine as BIOS or on a newer Windows.';
    const old = os.family === 'windows' && (os.version === null || os.version.startsWith('2008'));
    const generation = generationOf(facts);
    if (!old || generation === 'V1') return pass(old ? 'It boots by BIOS.' : 'It is not Windows Server 2008 or 2008 R2.');
    if (os.version === null || generation === null) return unsure({ evidence: 'The version of Windows or the boot mode is not known.', remedy: 'Establish both first.' });
    return block({ evidence: `It is Windows Server ${os.version} and boots by UEFI.`, remedy });
  },
});
