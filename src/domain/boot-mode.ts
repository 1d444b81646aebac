/** How a machine boots, which decides the generation of its Azure machine: what AWS saw, else what its type can do, else what a person says. */
import type { Attested } from './finding.ts';
import type { MachineFacts } from './machine.ts';
import { generationOf } from './sizing/need.ts';

/** The check under which people say how a machine boots. */
export const BOOT_QUESTION = 'BOOT-GEN';

export type BootMode = { readonly mode: 'uefi' | 'bios'; readonly generation: 'V1' | 'V2'; readonly from: 'seen' | 'type' | 'answer' } | null;

function bootMode(mode: 'uefi' | 'bios', from: 'seen' | 'type' | 'answer'): BootMode {
  return { mode, generation: mode === 'uefi' ? 'V2' : 'V1', from };
}

/** What the note of an answer says: `uefi` or `bios`, nothing else. */
export function bootModeInNote(note: string): 'uefi' | 'bios' | null {
  const word = note.trim().toLowerCase();
  return word === 'uefi' || word === 'bios' ? word : null;
}

/** How the machine boots; null when nothing proves it. */
export function bootModeOf(o: { readonly facts: Pick<MachineFacts, 'bootMode' | 'hardware'>; readonly known: { readonly attested: ReadonlyMap<string, Attested> } }): BootMode {
  const generation = generationOf(o.facts);
  if (generation !== null) return bootMode(generation === 'V2' ? 'uefi' : 'bios', /^(uefi|legacy-bios)$/.test(o.facts.bootMode ?? '') ? 'seen' : 'type');
  const answer = o.known.attested.get(BOOT_QUESTION);
  const said = answer?.answer === 'yes' ? bootModeInNote(answer.note) : null;
  return said === null ? null : bootMode(said, 'answer');
}
