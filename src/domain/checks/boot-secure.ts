import { bootModeOf } from '../boot-mode.ts';
import { askPerson, BEFORE_REPLICATION, pass } from './support/make-check.ts';
import { LINK, profileText, SOURCE } from './support/words.ts';

/** Secure Boot refuses the copy's changed boot files; AWS does not show whether it is on. */
export const bootSecure = askPerson({
  id: 'BOOT-SECURE',
  title: 'Secure Boot',
  topic: 'boot',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'guest',
  needs: ['hardware'],
  expected: ({ profile, facts }) => `UEFI with Secure Boot off, or BIOS. ${profileText(profile)}; ${SOURCE.migratePhysical}.${facts.tpm === null ? '' : ` The instance has a TPM (${facts.tpm}), which often goes with Secure Boot.`}`,
  link: LINK.matrix,
  question: { text: 'Is Secure Boot off? (Windows: Confirm-SecureBootUEFI gives False; Linux: mokutil --sb-state says disabled.)', validDays: 90 },
  remedy: 'Switch Secure Boot off: launch the machine from an image that is registered without UEFI data, check Confirm-SecureBootUEFI or mokutil --sb-state, then answer again.',
  judge: (input) => (bootModeOf(input)?.mode === 'bios' ? pass('It boots by BIOS, which has no Secure Boot.') : null),
});
