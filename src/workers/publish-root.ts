import { byUrgency, type Lane } from '../domain/notice/types.ts';
import { MINUTE, SECOND } from '../domain/time.ts';
import type { Post } from '../ports/conversations.ts';
import { create, edit, hashOf, messageOf, wordsOf } from './outbox.ts';
import { DOUBT_MS, forgetRoot, note, rootNote, URGENT, type Work } from './publish-work.ts';
import type { Wanted } from './story.ts';

type Standing = Post & { readonly activityId: string };

/** The root as it stands; null while nobody knows whether it does. */
export async function rootOf(w: Work, wanted: Wanted): Promise<Standing | null | 'stop'> {
  const post = w.posts.get(wanted.key) ?? null;
  const activityId = post?.activityId ?? null;
  if (post !== null && activityId !== null) return { ...post, activityId };
  if (wanted.onlyEdit === true) return 'stop';
  if (post !== null && w.now - post.at < DOUBT_MS) {
    w.waits.push(DOUBT_MS - (w.now - post.at));
    // One that is still being sent was left behind by a crash: it may have arrived as well.
    return null;
  }
  if (post !== null) await forgetRoot(w, wanted.key, 'unconfirmed');
  return createRoot(w, wanted);
}

async function createRoot(w: Work, wanted: Wanted): Promise<Standing | null | 'stop'> {
  const lines = await rootLines(w, wanted.key);
  const hash = hashOf(w.d, wanted, lines);
  const spot = { to: w.place.conversation, root: wanted.thread ?? null };
  const made = await create(w.d, { spot, keys: [wanted.key], lane: 'N1', message: await messageOf(w.d, wanted, lines), hash });
  if (made.kind === 'sent') return { key: wanted.key, conversation: spot.to.id, activityId: made.activityId, status: 'sent', hash, at: w.d.clock.now(), root: spot.root };
  if (made.kind === 'gone' && spot.root !== null && w.place.threadGone !== undefined) {
    await w.place.threadGone();
    return createRoot(w, { ...wanted, thread: null });
  }
  note(w, made);
  // A card that is not taken for what it is must not keep back what people have to know.
  return made.kind === 'doubt' || made.kind === 'refused' ? null : 'stop';
}

/** Why a root stands there a second time; said on the card itself. */
async function rootLines(w: Work, key: string): Promise<readonly string[]> {
  const why = await w.d.store.note(rootNote(key));
  const words = w.d.words.notices;
  const again = why === 'deleted' ? [words.rootAgain] : why === 'unconfirmed' ? [words.rootUnconfirmed] : [];
  const [lost, shown] = [lostNotes(w), shownLost(w)];
  const more = lost.length > shown.length ? [words.unconfirmedMore(lost.length - shown.length)] : [];
  return [...again, ...shown.map((x) => words.unconfirmed(wordsOf(x))), ...more];
}

/** Lines of what Teams did not confirm: as many as a card can take. */
const MOST_LOST = 5;

/** What Teams did not confirm; in the order in which it happened. */
function lostNotes(w: Work): readonly Wanted[] {
  return w.place.wanted.filter((x) => x.role === 'note' && w.posts.get(x.key)?.status === 'lost');
}

/** What somebody has to know first, then the newest; in the order in which it happened. */
function shownLost(w: Work): readonly Wanted[] {
  const lost = lostNotes(w);
  const newest = lost.toReversed();
  const first = [...newest.filter((x) => URGENT.has(x.lane)), ...newest.filter((x) => !URGENT.has(x.lane))].slice(0, MOST_LOST);
  return lost.filter((x) => first.includes(x));
}

/** What is urgent and in doubt, and does not stand on the card yet. */
export function unconfirmed(w: Work, root: Post): readonly Wanted[] {
  return shownLost(w).filter((x) => URGENT.has(x.lane) && (w.posts.get(x.key)?.at ?? 0) > root.at);
}

/** What somebody has to know and cannot be said again stands on the card within a minute, before other things. */
function pace(w: Work, root: Post): { readonly lane: Lane; readonly everyMs: number } {
  const [first] = unconfirmed(w, root).toSorted(byUrgency);
  return first === undefined ? { lane: 'N3', everyMs: w.d.editEveryMs } : { lane: first.lane, everyMs: Math.min(w.d.editEveryMs, MINUTE) };
}

/** Progress is an edit of the root: silent, seldom, and the first thing to wait when there is much to say. */
export async function showProgress(w: Work, o: { readonly wanted: Wanted; readonly root: Standing }): Promise<void> {
  const { lane, everyMs } = pace(w, o.root);
  const lines = await rootLines(w, o.wanted.key);
  const hash = hashOf(w.d, o.wanted, lines);
  if (o.root.hash === hash) return;
  const rest = o.root.at + everyMs - w.now;
  if (rest > 0) {
    w.waits.push(rest);
    return;
  }
  const spot = { to: w.place.conversation, root: o.root.root ?? (o.wanted.thread ?? null) };
  const done = await edit(w.d, { spot, post: o.root, lane, message: await messageOf(w.d, o.wanted, lines), hash });
  if (done.kind === 'gone') await gone(w, o.wanted.key);
  else note(w, done);
}

/** A deleted root begins anew, once, and says so. */
async function gone(w: Work, rootKey: string): Promise<void> {
  w.d.log.warn({ key: rootKey }, 'a post was deleted; it is posted anew');
  await forgetRoot(w, rootKey, 'deleted');
  w.waits.push(SECOND);
}

