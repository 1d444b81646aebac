import { gather, type Batch, type ToldBefore } from '../domain/notice/gather.ts';
import { SECOND, type Instant } from '../domain/time.ts';
import type { Outgoing } from '../ports/teams.ts';
import { utc } from '../text/format.ts';
import { leave } from './left-to-digest.ts';
import { create, firstLine, messageOf, wordsOf, type Spot } from './outbox.ts';
import { goesOn, isFresh, type Work } from './publish-work.ts';
import type { Wanted } from './story.ts';

/** Milestones, and questions that were answered before anybody could be asked; many alike in one message. What is on record is left alone, also where Teams did not confirm it: it could not be sent again, and asking for it spends what the thread may send. False when the place takes nothing now. */
export async function sayMilestones(w: Work, spot: Spot): Promise<boolean> {
  const waiting = w.place.wanted.filter((x) => isFresh(w, x) && !w.posts.has(x.key) && (x.lane === 'N2' || x.isOver === true));
  await giveUpDoubtful(w);
  if (waiting.length === 0) return true;
  const until = w.place.quietUntil ?? null;
  if (until !== null && until > w.now) return hush(w, waiting, until);
  const plan = gather(waiting, { now: w.now, told: toldLately(w) });
  if (plan.waitMs !== null) w.waits.push(plan.waitMs);
  for (const batch of plan.batches) {
    if (!(await sayBatch(w, spot, batch))) return false;
  }
  return true;
}

async function hush(w: Work, waiting: readonly Wanted[], until: Instant): Promise<boolean> {
  if (w.place.leftIn === undefined) {
    w.waits.push(until - w.now);
    return true;
  }
  // Kept before it is passed over, so that the digest has it whatever happens in between.
  await leave(w.d.store, w.place.leftIn, waiting.map((x) => ({ key: x.key, at: w.now, text: firstLine(wordsOf(x)) })));
  const keys = waiting.map((x) => x.key);
  if (await w.d.store.claimPosts(keys.map((key) => ({ key, conversation: w.place.conversation.id, hash: 'digest', at: w.now })))) await w.d.store.recordPosts(keys, { activityId: 'digest', status: 'sent' });
  return true;
}

/** A milestone in doubt is not said again: the root card says it, which may be edited any number of times. */
async function giveUpDoubtful(w: Work): Promise<void> {
  const doubtful = w.place.wanted.filter((x) => x.role === 'note' && w.posts.get(x.key)?.status === 'sending').map((x) => x.key);
  await w.d.store.recordPosts(doubtful, { status: 'lost' });
  if (doubtful.length > 0) w.waits.push(SECOND);
}

/** What was told in one message has one activity. */
function toldLately(w: Work): readonly ToldBefore[] {
  const told = w.place.wanted.flatMap((x) => {
    const post = w.posts.get(x.key);
    const activityId = post?.activityId ?? null;
    return x.role === 'note' && post !== undefined && activityId !== null ? [{ kind: x.kind, at: post.at, activityId }] : [];
  });
  const size = new Map<string, number>();
  for (const t of told) size.set(t.activityId, (size.get(t.activityId) ?? 0) + 1);
  return told.map(({ kind, at, activityId }) => ({ kind, at, together: (size.get(activityId) ?? 0) > 1 }));
}

async function sayBatch(w: Work, spot: Spot, batch: Batch<Wanted>): Promise<boolean> {
  const [only] = batch.notes;
  if (only === undefined) return true;
  const message: Outgoing = batch.how === 'single' ? await messageOf(w.d, only) : textOf(w, batch);
  const hash = w.d.digest(JSON.stringify(message));
  return goesOn(w, spot, await create(w.d, { spot, keys: batch.notes.map((n) => n.key), lane: 'N2', message, hash }));
}

function textOf(w: Work, batch: Batch<Wanted>): Outgoing {
  const texts = batch.notes.map(wordsOf);
  const ats = batch.notes.map((n) => n.at);
  const words = w.d.words.notices;
  const text = batch.how === 'together' ? words.together(batch.notes[0]?.kind ?? '', texts) : words.missed({ from: utc(Math.min(...ats)), to: utc(Math.max(...ats)), texts });
  return { summary: firstLine(text), text };
}

