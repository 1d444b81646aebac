/** Where Ferry speaks, and what it keeps of that. No vendor type crosses this folder. */
import type { ConversationId, UserId } from '../domain/ids.ts';
import type { Lane } from '../domain/notice/types.ts';
import type { Person } from '../domain/person.ts';
import type { Instant } from '../domain/time.ts';

/** Where Ferry can speak. `reference` is opaque to everyone but the Teams adapter. */
export type Conversation = { readonly id: ConversationId; readonly kind: 'personal' | 'channel' | 'group'; readonly name: string; readonly reference: unknown; readonly welcomed: boolean; /** Whose personal chat it is, when the last activity told. */ readonly person?: Person };

/** What was posted for a key. `sending` without an activity id means that a creation may or may not have arrived. */
export type Post = { readonly key: string; readonly conversation: ConversationId; readonly activityId: string | null; readonly status: 'sending' | 'sent' | 'lost'; readonly hash: string; readonly at: Instant; /** The thread that it hangs in; null or left out for one that begins a thread, and in rows of an older Ferry. */ readonly root?: string | null };

/** An urgent notice that has to arrive in a conversation; `doneAt` is null as long as it has not, or has not become pointless. */
export type Delivery = { readonly key: string; readonly conversation: ConversationId; readonly lane: Lane; readonly since: Instant; readonly doneAt: Instant | null };

/** Where Ferry cannot speak any more: it was removed, blocked, or is not allowed to. Nothing is tried before `again`. */
export type DeadConversation = Pick<Conversation, 'id' | 'kind' | 'name'> & { readonly since: Instant; readonly again: Instant; readonly why: string };

/** A dialog in progress: one person in one conversation. */
export type DialogRow = { readonly conversation: ConversationId; readonly user: UserId; readonly version: number; readonly name: string; readonly state: unknown; readonly expiresAt: Instant };
