/** What conversations can say about what they are told. */
import type { ConversationId, InstanceId } from '../domain/ids.ts';
import type { DigestTime, Follow, Habit, Quiet } from '../domain/notice/follow.ts';
import type { Level } from '../domain/notice/types.ts';
import type { Person } from '../domain/person.ts';
import type { Instant } from '../domain/time.ts';
import type { Outcome } from './outcome.ts';

/** Everything that a conversation is told of; `home` are the threads that are there anyway. */
export type Told = { readonly follows: readonly Follow[]; readonly home: readonly string[]; readonly habit: Habit };

/** What the card that begins a thread is about. */
export type ThreadTarget = { readonly kind: 'wave'; readonly name: string } | { readonly kind: 'machine'; readonly id: InstanceId };

export type NoticeUseCases = {
  /** A wave or a machine, by its name. */
  follow(o: { readonly what: string; readonly level: Level; readonly where: ConversationId; readonly who: Person }): Outcome<Follow>;
  unfollow(o: { readonly what: string; readonly where: ConversationId; readonly who: Person }): Outcome<string>;
  toldIn(where: ConversationId): Promise<Told>;
  /** What a thread is about, by the message that begins it: an open wave, or a machine with a thread of its own; null for every other thread. */
  threadTarget(o: { readonly conversation: ConversationId; readonly root: string }): Promise<ThreadTarget | null>;
  /** Null ends quiet hours. Without a zone the conversation's own one stays. */
  setQuiet(o: { readonly quiet: Quiet | null; readonly zone: string | null; readonly where: ConversationId; readonly who: Person }): Outcome<Habit>;
  setDigest(o: { readonly digest: DigestTime | null; readonly zone: string | null; readonly where: ConversationId; readonly who: Person }): Outcome<{ readonly habit: Habit; readonly next: Instant | null }>;
};
