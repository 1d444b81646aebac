import type { ConversationId } from '../domain/ids.ts';
import type { Store } from '../ports/store.ts';

/** Where a machine's card lives: the channel it was asked in; else the first channel Ferry knows; else this chat. */
export async function homeOf(store: Pick<Store, 'conversation' | 'conversations'>, here: ConversationId): Promise<ConversationId> {
  const current = await store.conversation(here);
  if (current !== null && current.kind !== 'personal') return here;
  const channel = (await store.conversations()).find((c) => c.kind === 'channel');
  return channel?.id ?? here;
}
