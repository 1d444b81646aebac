/** What the audit reads back. No vendor type crosses this folder. */
import type { Instant } from '../domain/time.ts';
import type { Change, Recorded } from './changes.ts';

/** A stream without its records. `subject` is what it is about: an instance, a migration, a scope, a day. `events` is how many records it must have. */
export type AuditStream = { readonly id: string; readonly kind: Change['kind']; readonly subject: string; readonly events: number };

/** The first record of a stream that is not as it was written; `at` is when it was written, null when that is not known any more. */
export type BrokenRecord = { readonly seq: number; readonly at: Instant | null; readonly what: 'changed' | 'missing' | 'cut-off' | 'extra' | 'no-stream' };

/** A stream with every record that can still be read. `kind` and `state` are null when records are there but their stream is not. */
export type WalkedStream = { readonly id: string; readonly kind: Change['kind'] | null; readonly subject: string; readonly expected: number; readonly state: unknown; readonly records: readonly Recorded[]; readonly broken: BrokenRecord | null };

/** A card that asked for a decision, exactly as it was shown (without its seals); `hash` is the SHA-256 of `json`, `subject` what it asked about. */
export type ShownCard = { readonly hash: string; readonly subject: string; readonly at: Instant; readonly json: string };
