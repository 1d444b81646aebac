import { BEFORE_REPLICATION, makeCheck, pass, warn } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

/** Enclaves and keys in NitroTPM stay with the hardware of AWS. */
export const srcEnclave = makeCheck({
  id: 'SRC-ENCLAVE',
  title: 'Nitro Enclaves and NitroTPM',
  topic: 'source',
  phases: BEFORE_REPLICATION,
  severity: 'warn',
  curer: 'owner',
  needs: [],
  expected: `No Nitro Enclave and no NitroTPM. ${SOURCE.ferry}.`,
  judge: ({ facts }) => {
    const used = [...(facts.enclave ? ['Nitro Enclaves'] : []), ...(facts.tpm === null ? [] : [`NitroTPM (${facts.tpm})`])];
    if (used.length === 0) return pass('Neither Nitro Enclaves nor NitroTPM is on.');
    return warn({ evidence: `The instance has ${used.join(' and ')}; what is kept there does not move.`, remedy: 'Find out which software uses it and prepare it: move secrets out of the enclave, and suspend everything that is bound to the TPM before the cutover.', cause: used.join('+'), causeText: `${used.join(' and ')} in use` });
  },
});
