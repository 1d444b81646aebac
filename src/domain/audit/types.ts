import type { Barred } from '../access.ts';
import type { ConversationId } from '../ids.ts';
import type { Instant } from '../time.ts';

declare const brand: unique symbol;
/** The stream of one day, in UTC. */
export type SecurityId = string & { readonly [brand]: 'SecurityId' };

/** What somebody tried who was refused before anything was decided, and who took the audit away as a file. Facts, append-only. */
export type SecurityEvent =
  /** Somebody without any role, of another tenant, a guest, or in a place where Ferry may not be spoken to. */
  | { readonly type: 'StrangerRefused'; readonly conversation: ConversationId; readonly why?: Barred }
  /** A button that was edited by hand, forwarded, or never ours; `verb` is null when it names none of ours. */
  | { readonly type: 'ButtonRefused'; readonly conversation: ConversationId; readonly verb: string | null }
  /** A command for which the person lacks the role. */
  | { readonly type: 'CommandRefused'; readonly conversation: ConversationId; readonly command: string; readonly role: string }
  /** A message or an answer that looked like a credential. It was dropped: neither its text nor a part of it is here. */
  | { readonly type: 'SecretDropped'; readonly conversation: ConversationId }
  /** Somebody was given a link to the audit as a file. */
  | { readonly type: 'AuditExported'; readonly conversation: ConversationId; readonly target: string }
  /** So many of one person on one day that further ones are only logged: nobody may fill the disk with refusals. */
  | { readonly type: 'MoreNotRecorded'; readonly recorded: number };

/** One day: how many records each person caused. */
export type SecurityLog = { readonly id: SecurityId; readonly day: string; readonly people: { readonly [person: string]: number } };

/** The stream of the day that a moment belongs to. */
export function securityIdAt(at: Instant): SecurityId {
  return `s-${dayOf(at)}` as SecurityId;
}

/** The day of a moment, in UTC. */
export function dayOf(at: Instant): string {
  return new Date(at).toISOString().slice(0, 10);
}
