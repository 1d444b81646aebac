import type { Approval } from '../domain/approval/types.ts';
import type { ConversationId } from '../domain/ids.ts';
import type { Instant } from '../domain/time.ts';
import type { Conversation } from '../ports/conversations.ts';
import type { JobRequest } from '../ports/jobs.ts';
import type { Store } from '../ports/store.ts';

/** Ferry was taken out of a conversation: it is shown as dead, and what is still owed there is taken elsewhere. */
export async function removedFrom(store: Store, id: ConversationId, at: Instant): Promise<void> {
  const c = await store.conversation(id);
  if (c !== null) await store.markDead({ id, kind: c.kind, name: c.name, since: at, again: at, why: 'removed' });
  await store.forgetConversation(id);
  await store.commit({ at, changes: [], jobs: await toldIn(store, id) });
}

/** Somebody spoke to Ferry there, or added it. In a personal chat that was not known before it shows at once what it asks for now. */
export async function foundIn(store: Store, c: Omit<Conversation, 'welcomed'>, at: Instant): Promise<void> {
  const before = await store.conversation(c.id);
  await store.putConversation(c);
  await backIn(store, c.id, at);
  if (c.kind !== 'personal' || c.person === undefined || before?.person !== undefined) return;
  const asked = new Set((await store.openApprovals()).flatMap(({ state }) => toldBy(state)));
  if (asked.size > 0) await store.commit({ at, changes: [], jobs: [...asked].map((key) => ({ queue: 'notify', key })) });
}

/** The jobs that show a request: its wave's, or its machine's. */
function toldBy(a: Approval): readonly string[] {
  const wave = a.wave ?? null;
  return wave === null ? [a.migrationId] : [wave.id];
}

/** Ferry is there again: what was not told is told now. */
async function backIn(store: Store, id: ConversationId, at: Instant): Promise<void> {
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
