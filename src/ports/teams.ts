/** What is sent to Teams, and how. No vendor type crosses this folder. */
import type { Person } from '../domain/person.ts';
import type { Conversation } from './conversations.ts';

/** An Adaptive Card as plain JSON, already bound. */
export type CardJson = { readonly type: 'AdaptiveCard'; readonly [key: string]: unknown };

/** What is sent to a conversation. `summary` is the notification text and the first line of its meaning. */
export type Outgoing = { readonly summary: string; readonly text?: string; readonly card?: CardJson; readonly mentions?: readonly Person[] };

/** Speaks outside a turn. Each call sends exactly once; throws {@link CloudError} (`mayHaveHappened` tells whether a creation is in doubt). */
export type Messenger = {
  /** A new post: in a channel a new thread, elsewhere a message. Returns the id by which it is edited and answered. */
  post(to: Conversation, message: Outgoing): Promise<{ readonly activityId: string }>;
  /** A reply under a post in a channel; elsewhere a message. */
  reply(to: Conversation, rootActivityId: string, message: Outgoing): Promise<{ readonly activityId: string }>;
  edit(to: Conversation, activityId: string, message: Outgoing, rootActivityId?: string): Promise<void>;
};
