/** Milestones of quiet hours that a digest tells: kept for each conversation and subject, so that only one job writes to a note. */
import { z } from 'zod';
import type { ConversationId } from '../domain/ids.ts';
import type { Instant } from '../domain/time.ts';
import type { Store } from '../ports/store.ts';

const Left = z.array(z.object({ key: z.string(), at: z.number(), text: z.string() }));

/** One milestone that was not posted; `at` is when it was left. */
type Left = z.infer<typeof Left>[number];

/** No note is endless; a digest shows the newest and says how many there are. */
const MOST_LEFT = 200;

/** The note that keeps what one conversation is to be told of one subject. */
export function leftNote(conversation: ConversationId, subject: string): string {
  return `digest.left:${conversation}:${subject}`;
}

/** Keeps them, each once. */
export async function leave(store: Pick<Store, 'note' | 'putNote'>, note: string, all: readonly Left[]): Promise<void> {
  const before = await leftIn(store, note);
  const news = all.filter((one) => !before.some((b) => b.key === one.key));
  if (news.length > 0) await store.putNote(note, JSON.stringify([...before, ...news].slice(-MOST_LEFT)));
}

/** What was left since then, oldest first. */
export async function leftSince(store: Pick<Store, 'note'>, note: string, since: Instant): Promise<readonly Left[]> {
  return (await leftIn(store, note)).filter((one) => one.at > since);
}

async function leftIn(store: Pick<Store, 'note'>, note: string): Promise<readonly Left[]> {
  const text = await store.note(note);
  return text === null ? [] : Left.parse(JSON.parse(text));
}
