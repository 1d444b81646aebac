import { bootModeInNote, bootModeOf, BOOT_QUESTION, type BootMode } from '../boot-mode.ts';
import { askPerson, BEFORE_REPLICATION, info, saidBy, unsure } from './support/make-check.ts';
import { LINK, SOURCE } from './support/words.ts';

function becomes(boot: NonNullable<BootMode>): string {
  return `It boots by ${boot.mode === 'uefi' ? 'UEFI' : 'BIOS'} and becomes generation ${boot.generation.slice(1)}`;
}

/** The firmware of the source decides which generation of Azure machine can boot it. */
export const bootGen = askPerson({
  id: BOOT_QUESTION,
  title: 'Boot mode and VM generation',
  topic: 'boot',
  phases: BEFORE_REPLICATION,
  severity: 'warn',
  curer: 'owner',
  needs: ['hardware'],
  expected: `UEFI (generation 2 in Azure) or BIOS (generation 1). ${SOURCE.matrix}; ${SOURCE.migratePhysical}.`,
  link: LINK.bootModes,
  question: { text: 'Do you know how the machine boots? Answer yes with the note "uefi" or "bios" (Windows: msinfo32; Linux: /sys/firmware/efi exists under UEFI).', validDays: 90 },
  remedy: 'Look inside the guest (Windows: msinfo32; Linux: does /sys/firmware/efi exist?) and answer again. Until then only sizes for both generations are proposed.',
  judge: (input) => {
    const boot = bootModeOf(input);
    if (boot === null || boot.from === 'answer') return null;
    return info(boot.from === 'seen' ? `${becomes(boot)}.` : `${becomes(boot)}: AWS does not say how it booted, but ${input.facts.instanceType} knows this way only.`);
  },
  weigh: (input, answer) => {
    const boot = bootModeOf(input);
    if (boot !== null) return info(`Attested, not seen. ${becomes(boot)}. ${saidBy(answer)}`);
    if (answer.answer !== 'yes' || bootModeInNote(answer.note) !== null) return null;
    return unsure({ evidence: `The note says neither "uefi" nor "bios". ${saidBy(answer)}`, remedy: 'Answer again, with "uefi" or "bios" as the note.', cause: 'asked', causeText: 'nobody knows how it boots' });
  },
});
