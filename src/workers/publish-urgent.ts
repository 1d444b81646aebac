import { byUrgency } from '../domain/notice/types.ts';
import { SECOND } from '../domain/time.ts';
import type { Post } from '../ports/conversations.ts';
import { create, edit, hashOf, messageOf, type Spot } from './outbox.ts';
import { DOUBT_MS, goesOn, isFresh, URGENT, waitsForMorning, type Work } from './publish-work.ts';
import type { Wanted } from './story.ts';

/** Questions and failures: those that stand there are brought up to date, the others are posted; false when the place takes nothing now. */
export async function sayUrgent(w: Work, spot: Spot): Promise<boolean> {
  const edits = w.place.wanted.filter((x) => x.role === 'question' && (w.posts.get(x.key)?.activityId ?? null) !== null);
  const fresh = w.place.wanted.filter((x) => isFresh(w, x) && URGENT.has(x.lane) && x.isOver !== true && !waitsForMorning(w, x));
  // No card goes on asking for what is decided.
  const [over, open] = [edits.filter((x) => x.isOver === true), edits.filter((x) => x.isOver !== true)];
  for (const want of over) {
    if (!(await bringUp(w, want))) return false;
  }
  for (const want of fresh.toSorted(byUrgency)) {
    if (!(await sayOne(w, spot, want))) return false;
  }
  for (const want of open) {
    if (!(await bringUp(w, want))) return false;
  }
  return true;
}

/** Urgent ones do not wait for a root in doubt: they stand by themselves then. */
async function sayOne(w: Work, spot: Spot, want: Wanted): Promise<boolean> {
  const former = w.posts.get(want.key) ?? null;
  const again = former === null ? [] : await replaced(w, want, former);
  if (again === null) return true;
  const hash = hashOf(w.d, want);
  const made = await create(w.d, { spot, keys: [want.key], lane: want.lane, message: await messageOf(w.d, want, again), hash });
  if (made.kind === 'sent') await w.d.store.settleDeliveries([want.key], w.d.clock.now());
  return goesOn(w, spot, made);
}

/** A question in doubt: people have it from elsewhere, or get it again after a while, with a word about it. Null to leave it alone. */
async function replaced(w: Work, want: Wanted, former: Post): Promise<readonly string[] | null> {
  if (want.role === 'note') {
    if (former.status !== 'sending') return null;
    await w.d.store.recordPost(want.key, { status: 'lost' });
    // The card says it, in this round.
    w.posts.set(want.key, { ...former, status: 'lost' });
    return null;
  }
  const rest = former.at + DOUBT_MS - w.now;
  if (rest > 0 && former.status !== 'sending') w.waits.push(rest);
  if (rest > 0) {
    if (former.status === 'sending') await w.d.store.recordPost(want.key, { status: 'lost' });
    return null;
  }
  const owed = (await w.d.store.deliveries([want.key])).get(want.key) ?? null;
  if (owed !== null && owed.doneAt !== null) return null;
  await w.d.store.dropPost(want.key);
  return [w.d.words.notices.againUnconfirmed];
}

/** A question that stands there says what became of it. */
async function bringUp(w: Work, want: Wanted): Promise<boolean> {
  const post = w.posts.get(want.key);
  const activityId = post?.activityId ?? null;
  if (post === undefined || activityId === null) return true;
  const hash = hashOf(w.d, want);
  if (post.hash === hash) return true;
  const spot = { to: w.place.conversation, root: post.root ?? rootIdOf(w) };
  const done = await edit(w.d, { spot, post: { ...post, activityId }, lane: want.isOver === true ? 'N0' : 'N1', message: await messageOf(w.d, want), hash });
  if (done.kind === 'gone') {
    w.d.log.warn({ key: want.key }, 'a post was deleted; it is posted anew');
    await w.d.store.dropPost(want.key);
    if (want.isOver !== true) w.waits.push(SECOND);
    return true;
  }
  return goesOn(w, spot, done);
}

/** For rows of an older Ferry, which did not keep the thread. */
function rootIdOf(w: Work): string | null {
  const root = w.place.wanted.find((x) => x.role === 'root');
  return root === undefined ? null : (w.posts.get(root.key)?.activityId ?? null);
}

