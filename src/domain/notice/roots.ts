/** The keys of the cards that begin threads, and what such a thread is about. */
import { migrationId, waveIdFromStore, type MigrationId, type WaveId } from '../ids.ts';

/** What a thread was begun for. */
type RootOf = { readonly kind: 'wave'; readonly id: WaveId } | { readonly kind: 'machine'; readonly id: MigrationId };

/** The key of the card that begins the thread of a wave. */
export function waveRoot(id: WaveId): string {
  return `${id}:root`;
}

/** The key of the card that begins the thread of a machine. */
export function machineRoot(id: string): string {
  return `m:${id}:root`;
}

/** Behind the `@` stands the conversation of a copy. */
const ROOT = /^(?:m:(m-[0-9a-f]+-\d+)|(w-.+?)):root(?:@.*)?$/;

/** What a post of this key begins a thread for; null for a post that begins none of its own. */
export function rootIn(key: string): RootOf | null {
  const [, machine, wave] = ROOT.exec(key) ?? [];
  if (machine !== undefined) return { kind: 'machine', id: migrationId(machine) };
  return wave === undefined ? null : { kind: 'wave', id: waveIdFromStore(wave) };
}
