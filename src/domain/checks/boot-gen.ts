import { generationOf } from '../sizing.ts';
import { BEFORE_REPLICATION, info, makeCheck, warn } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

/** The firmware of the source decides which generation of Azure machine can boot it. */
export const bootGen = makeCheck({
  id: 'BOOT-GEN',
  title: 'Boot mode and VM generation',
  phases: BEFORE_REPLICATION,
  expected: `UEFI (generation 2 in Azure) or BIOS (generation 1). ${SOURCE.matrix}.`,
  judge: ({ facts }) => {
    const generation = generationOf(facts);
    if (generation !== null) return info(`It boots by ${generation === 'V2' ? 'UEFI' : 'BIOS'} and becomes generation ${generation.slice(1)}.`);
    return warn({ evidence: 'AWS does not say how it boots, so only sizes for both generations are proposed.', remedy: 'Look inside the guest (Windows: msinfo32; Linux: does /sys/firmware/efi exist?) and choose the size by that.' });
  },
});
