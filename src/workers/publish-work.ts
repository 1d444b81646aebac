import { SECOND, type Instant } from '../domain/time.ts';
import type { Lane } from '../domain/notice/types.ts';
import type { Conversation, Post } from '../ports/conversations.ts';
import { REFUSED_MS, type Attempt, type OutboxDeps, type Spot } from './outbox.ts';
import type { Wanted } from './story.ts';

export type PublishDeps = OutboxDeps & { /** Least time between two edits of one root card. */ readonly editEveryMs: number };

/** One conversation and what should stand in it about one subject. Without a root the messages stand by themselves. */
export type Place = {
  readonly conversation: Conversation;
  readonly wanted: readonly Wanted[];
  /** Set while the conversation wants quiet: until when milestones wait, and what is not for tonight. */
  readonly quietUntil?: Instant | null;
  /** Milestones of quiet hours are left to the digest; the note that keeps them for it. */
  readonly leftIn?: string;
  /** Told when the thread that a message was asked for in is not there any more. */
  readonly threadGone?: () => Promise<void>;
};

/** One round of making a place equal to what is wanted; `waits` are reasons to come back, in milliseconds. */
export type Work = { readonly d: PublishDeps; readonly place: Place; readonly posts: Map<string, Post>; readonly waits: number[]; readonly now: Instant };

/** After this long a message whose creation is in doubt is replaced, if people need it and had it nowhere else. */
export const DOUBT_MS = 10 * 60 * SECOND;

/** What somebody has to know or do. */
export const URGENT: ReadonlySet<Lane> = new Set(['N0', 'N1']);

/** True for what does not stand there yet. */
export function isFresh(w: Work, want: Wanted): boolean {
  if (want.role === 'root' || want.onlyEdit === true) return false;
  const post = w.posts.get(want.key);
  return post === undefined || (URGENT.has(want.lane) && post.activityId === null);
}

/** True for what can wait until the quiet hours are over; the round comes back then. */
export function waitsForMorning(w: Work, want: Wanted): boolean {
  const until = w.place.quietUntil ?? null;
  if (until === null || until <= w.now || want.lane === 'N0' || want.tonight === true) return false;
  w.waits.push(until - w.now);
  return true;
}

/** Whether the place takes more now; comes back for what it did not take. A thread that is gone begins anew with its root. */
export async function goesOn(w: Work, spot: Spot, made: Attempt): Promise<boolean> {
  note(w, made);
  if (made.kind === 'gone') await threadGone(w, spot);
  return made.kind === 'sent' || made.kind === 'refused' || made.kind === 'taken';
}

/** Comes back for what was not taken. */
export function note(w: Work, made: Attempt): void {
  if (made.kind === 'later' || made.kind === 'doubt') w.waits.push(Math.max(made.waitMs, 1));
  if (made.kind === 'refused') w.waits.push(REFUSED_MS);
  if (made.kind === 'taken') w.waits.push(SECOND);
}

async function threadGone(w: Work, spot: Spot): Promise<void> {
  const root = w.place.wanted.find((x) => x.role === 'root');
  const isOurs = root !== undefined && spot.root !== null && w.posts.get(root.key)?.activityId === spot.root;
  if (isOurs) await forgetRoot(w, root.key, 'deleted');
  w.waits.push(isOurs ? SECOND : REFUSED_MS);
}

/** The card has to begin anew, and will say why. */
export async function forgetRoot(w: Work, key: string, why: 'deleted' | 'unconfirmed'): Promise<void> {
  await w.d.store.putNote(rootNote(key), why);
  await w.d.store.dropPost(key);
}

/** Where it is kept why a root stands there a second time. */
export function rootNote(key: string): string {
  return `root.again:${key}`;
}
