import { asking } from '../cards/shown.ts';
import type { Approval } from '../domain/approval/types.ts';
import type { ApprovalId, ConversationId, MigrationId } from '../domain/ids.ts';
import { MINUTE } from '../domain/time.ts';
import { CloudError, type Conversation, type Messenger, type Outgoing, type Post } from '../ports.ts';
import type { Words } from '../text/en.ts';
import type { Deps } from '../usecases/deps.ts';
import { makeStatus } from '../usecases/status.ts';
import { delegationsOf } from '../usecases/delegations.ts';
import { approvalCopies, type Copies } from './wanted-approvals.ts';
import { CHECK_RUN, wantedRunPost } from './wanted-run.ts';
import { wantedPosts, type Story, type Wanted } from './wanted.ts';

export type NotifierDeps = Pick<Deps, 'store' | 'clock' | 'log' | 'digest'> & {
  readonly messenger: Messenger;
  readonly words: Words;
  /** Least time between two edits of one root card. */
  readonly editEveryMs: number;
};

/** After this long a card whose creation is in doubt is posted again: people must have it. Texts are not. */
const DOUBT_MS = 10 * MINUTE;
/** How long a message rests that Teams refused for what it is. */
const REFUSED_MS = 10 * MINUTE;

/** Makes Teams equal to the wanted set of messages of one migration, or of one check of many machines, through the ledger of posts. Creations are recorded before they are sent; edits may be repeated. */
export function makeNotifier(d: NotifierDeps): { notify(id: string): Promise<void> } {
  async function notify(id: string): Promise<void> {
    if (id.startsWith(CHECK_RUN)) return notifyRun(d, id);
    const story = await tell(d, id as MigrationId);
    if (story === null) return;
    await publishAt(d, { key: id, home: story.status.migration.home, wanted: wantedPosts(story, d.words), copies: await copiesFor(d, story) });
  }
  return { notify };
}

/** The one card of a check of many machines. */
async function notifyRun(d: NotifierDeps, key: string): Promise<void> {
  const run = await d.store.checkRun(key.slice(CHECK_RUN.length));
  if (run === null) return;
  const gone = `check.threadGone:${run.id}`;
  const thread = run.thread === null || (await d.store.note(gone)) === run.thread ? null : run.thread;
  const wanted = wantedRunPost({ ...run, thread }, d.clock.now(), d.words);
  await publishAt(d, { key, home: run.home, wanted: [wanted], threadGone: () => d.store.putNote(gone, thread ?? '') });
}

/** Publishes in the home conversation, and comes back when something has to wait. */
async function publishAt(d: NotifierDeps, o: { readonly key: string; readonly home: ConversationId; readonly copies?: readonly Copies[] } & Omit<Work, 'home'>): Promise<void> {
  const home = await d.store.conversation(o.home);
  if (home === null) {
    d.log.warn({ key: o.key }, 'the home conversation is gone; nothing is posted');
    return;
  }
  const later = sooner(await publish(d, { ...o, home }), await publishCopies(d, o.copies ?? []));
  if (later !== null) await d.store.commit({ at: d.clock.now(), changes: [], jobs: [{ queue: 'notify', key: o.key, afterMs: later }] });
}

/** The personal chats in which a request is shown too; nothing is read for a machine without one. */
async function copiesFor(d: NotifierDeps, story: Story): Promise<readonly Copies[]> {
  if (story.approvals.size === 0) return [];
  const delegations = await delegationsOf({ store: d.store, scope: { name: story.status.migration.scope } });
  return approvalCopies(story, { conversations: await d.store.conversations(), delegations }, d.words);
}

/** One chat that cannot be reached does not keep the others back. */
async function publishCopies(d: NotifierDeps, copies: readonly Copies[]): Promise<number | null> {
  let later: number | null = null;
  for (const { conversation, wanted } of copies) {
    for (const want of wanted) {
      const one = await settleOrWait(d, { home: conversation, want, root: null });
      later = sooner(later, one.waitMs);
      if (one.stop) break;
    }
  }
  return later;
}

async function tell(d: NotifierDeps, id: MigrationId): Promise<Story | null> {
  const { status: read, history } = makeStatus(d);
  const status = await read(id);
  if (status === null) return null;
  const events = await d.store.events(id);
  const approvals = new Map<ApprovalId, Approval>();
  for (const r of events) {
    const found = 'approvalId' in r.event ? await d.store.approval(r.event.approvalId) : null;
    if (found !== null) approvals.set(found.state.id, found.state);
  }
  const people = approvals.size === 0 ? [] : (await d.store.conversations()).flatMap((c) => (c.person === undefined ? [] : [c.person]));
  return { status, events, history: await history(id), approvals, people };
}

type Work = { readonly home: Conversation; readonly wanted: readonly Wanted[]; /** Told when the thread that a message was asked for in is not there any more. */ readonly threadGone?: () => Promise<void> };

/** Posts and edits in order; returns when to come back, or null when all is said. Without a root nothing else is said. */
async function publish(d: NotifierDeps, w: Work): Promise<number | null> {
  let later: number | null = null;
  let root: Post | null = null;
  for (const want of w.wanted) {
    const one = await settleOrWait(d, { ...w, want, root });
    later = sooner(later, one.waitMs);
    if (one.stop) return later;
    if (want.role === 'root') root = await d.store.post(want.key);
    if ((root?.activityId ?? null) === null) return later ?? d.editEveryMs;
  }
  return later;
}

function sooner(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}

async function settleOrWait(d: NotifierDeps, o: One): Promise<{ readonly waitMs: number | null; readonly stop: boolean }> {
  try {
    return { waitMs: await settle(d, o), stop: false };
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    d.log.warn({ key: o.want.key, operation: error.operation, kind: error.kind, mayHaveHappened: error.mayHaveHappened }, 'a post could not be delivered');
    return afterSendError(d, o, error);
  }
}

async function afterSendError(d: NotifierDeps, o: One, error: CloudError): Promise<{ readonly waitMs: number | null; readonly stop: boolean }> {
  if (error.kind === 'forbidden') return { waitMs: null, stop: true };
  // A message that Teams does not take as it is must not keep the others back, nor be sent over and over.
  if (error.kind === 'invalid') return { waitMs: REFUSED_MS, stop: false };
  if (error.kind !== 'notFound') return { waitMs: error.retryAfterMs ?? 5_000, stop: true };
  // The thread is gone: it begins anew, and what could not be said in it is said there.
  if (o.root !== null) await d.store.dropPost(o.root.key);
  return { waitMs: o.root === null ? REFUSED_MS : 1_000, stop: true };
}

type One = Omit<Work, 'wanted'> & { readonly want: Wanted; readonly root: Post | null };

/** What a message hangs under: its root, or the thread it was asked for in. */
function under(o: One): string | null {
  return o.root?.activityId ?? o.want.thread ?? null;
}

async function settle(d: NotifierDeps, o: One): Promise<number | null> {
  const post = await d.store.post(o.want.key);
  if (post === null) return o.want.onlyEdit === true ? null : create(d, o, null);
  if (post.activityId === null) return inDoubt(d, o, post);
  if (o.want.role === 'note') return null;
  return edit(d, o, { ...post, activityId: post.activityId });
}

/** A creation that may or may not have arrived. A note is not said twice; a card that people need is posted again after a while. */
async function inDoubt(d: NotifierDeps, o: One, post: Post): Promise<number | null> {
  if (o.want.role === 'note') {
    if (post.status === 'sending') await d.store.recordPost(o.want.key, { status: 'lost' });
    return null;
  }
  const age = d.clock.now() - post.at;
  if (post.status === 'lost' && age < DOUBT_MS) return DOUBT_MS - age;
  return create(d, o, post);
}

async function create(d: NotifierDeps, o: One, former: Post | null): Promise<number | null> {
  const message = await keptMessage(d, o.want);
  const hash = hashOf(d, o.want);
  const at = d.clock.now();
  if (former === null && !(await d.store.claimPost({ key: o.want.key, conversation: o.home.id, hash, at }))) return null;
  if (former !== null) await d.store.recordPost(o.want.key, { status: 'sending', hash, at });
  try {
    const sent = await send(d, o, message);
    await d.store.recordPost(o.want.key, { activityId: sent.activityId, status: 'sent', at: d.clock.now() });
    return null;
  } catch (error) {
    if (error instanceof CloudError) await (error.mayHaveHappened ? d.store.recordPost(o.want.key, { status: 'lost' }) : d.store.dropPost(o.want.key));
    throw error;
  }
}

/** A thread that was deleted takes nothing any more: then the card begins a thread of its own. */
async function send(d: NotifierDeps, o: One, message: Outgoing): Promise<{ readonly activityId: string }> {
  const rootId = under(o);
  if (rootId === null) return d.messenger.post(o.home, message);
  try {
    return await d.messenger.reply(o.home, rootId, message);
  } catch (error) {
    if (!(error instanceof CloudError) || error.kind !== 'notFound' || o.threadGone === undefined) throw error;
    await o.threadGone();
    return d.messenger.post(o.home, message);
  }
}

async function edit(d: NotifierDeps, o: One, post: Post & { readonly activityId: string }): Promise<number | null> {
  const hash = hashOf(d, o.want);
  if (post.hash === hash) return null;
  const rest = o.want.role === 'root' ? post.at + d.editEveryMs - d.clock.now() : 0;
  if (rest > 0) return rest;
  try {
    await d.messenger.edit(o.home, post.activityId, await keptMessage(d, o.want), under(o) ?? undefined);
  } catch (error) {
    if (!(error instanceof CloudError) || error.kind !== 'notFound') throw error;
    await d.store.dropPost(o.want.key);
    d.log.warn({ key: o.want.key }, 'a post was deleted; it is posted anew');
    return 1000;
  }
  await d.store.recordPost(o.want.key, { hash, at: d.clock.now() });
  return null;
}

/** What is sent. A card that asks for a decision is kept before anybody can see it, so that the audit has what people decided on. */
async function keptMessage(d: NotifierDeps, want: Wanted): Promise<Outgoing> {
  const mentions = want.mentions === undefined ? {} : { mentions: want.mentions };
  if ('text' in want.content) return { summary: want.content.text, text: want.content.text, ...mentions };
  const { summary, card } = want.content.card;
  const asked = asking(card, d.digest);
  if (asked === null) return { summary, card, ...mentions };
  await d.store.keepCard({ ...asked.keep, at: d.clock.now() });
  return { summary, card: asked.card, ...mentions };
}

/** The meaning of a message: the same meaning is not sent again. */
function hashOf(d: NotifierDeps, want: Wanted): string {
  return d.digest(JSON.stringify('text' in want.content ? want.content.text : want.content.card));
}
