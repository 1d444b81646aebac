import type { ConversationId } from '../domain/ids.ts';
import type { Instant } from '../domain/time.ts';
import type { JobRequest, Store } from '../ports.ts';

/** Ferry was taken out of a conversation: it is shown as dead, and what is still owed there is taken elsewhere. */
export async function removedFrom(store: Store, id: ConversationId, at: Instant): Promise<void> {
  const c = await store.conversation(id);
  if (c !== null) await store.markDead({ id, kind: c.kind, name: c.name, since: at, again: at, why: 'removed' });
  await store.forgetConversation(id);
  await store.commit({ at, changes: [], jobs: await toldIn(store, id) });
}

/** Ferry is there again: what was not told is told now. */
export async function backIn(store: Store, id: ConversationId, at: Instant): Promise<void> {
  if (!(await store.deadConversations()).some((c) => c.id === id)) return;
  await store.clearDead(id);
  await store.commit({ at, changes: [], jobs: await toldIn(store, id) });
}

/** Everything whose thread is in this conversation. */
async function toldIn(store: Store, id: ConversationId): Promise<readonly JobRequest[]> {
  const open = await store.migrations({ open: true });
  const waves = [...(await store.waves()).values()].filter((w) => w.state.channel === id);
  const keys = [...open.filter((m) => m.state.home === id).map((m) => m.state.id), ...waves.map((w) => w.state.id)];
  return keys.map((key) => ({ queue: 'notify', key }));
}
