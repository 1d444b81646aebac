import { OVERDUE_MS } from '../domain/notice/types.ts';
import type { Spot } from './outbox.ts';
import { sayMilestones } from './publish-milestones.ts';
import { rootOf, showProgress, unconfirmed } from './publish-root.ts';
import { sayUrgent } from './publish-urgent.ts';
import { isFresh, URGENT, waitsForMorning, type Place, type PublishDeps, type Work } from './publish-work.ts';
import type { Wanted } from './story.ts';

/** When to come back, and what is urgent and has not arrived for too long. */
export type Published = { readonly waitMs: number | null; readonly overdue: readonly Wanted[] };

/** Makes a conversation equal to what it should show: what is urgent first, progress last. Nothing is tried in one that is dead. */
export async function publish(d: PublishDeps, place: Place, o: { readonly dead: boolean } = { dead: false }): Promise<Published> {
  const now = d.clock.now();
  const posts = new Map(await d.store.postsOf(place.wanted.map((w) => w.key)));
  const w: Work = { d, place, posts, waits: [], now };
  await oweUrgent(w);
  if (!o.dead) await work(w);
  // First, because it has a reason of its own to come back.
  const overdue = await overdueOf(w, o.dead);
  return { waitMs: w.waits.length === 0 ? null : Math.min(...w.waits), overdue };
}

async function work(w: Work): Promise<void> {
  const wanted = w.place.wanted.find((x) => x.role === 'root') ?? null;
  if (wanted === null) return say(w, { to: w.place.conversation, root: null });
  const root = await rootOf(w, wanted);
  if (root === 'stop') return;
  // Without its thread only what is urgent is said: milestones would begin threads of their own.
  if (root === null) {
    await sayUrgent(w, { to: w.place.conversation, root: null });
    return;
  }
  w.posts.set(root.key, root);
  const spot = { to: w.place.conversation, root: root.activityId };
  if (!(await sayUrgent(w, spot))) return;
  // What is urgent and in doubt must not wait on the card behind milestones.
  const isUrgent = unconfirmed(w, root).length > 0;
  if (isUrgent) await showProgress(w, { wanted, root });
  if ((await sayMilestones(w, spot)) && !isUrgent) await showProgress(w, { wanted, root });
}

/** Without a card that begins the thread. */
async function say(w: Work, spot: Spot): Promise<void> {
  if (await sayUrgent(w, spot)) await sayMilestones(w, spot);
}

async function oweUrgent(w: Work): Promise<void> {
  const urgent = w.place.wanted.filter((x) => isFresh(w, x) && URGENT.has(x.lane));
  const conversation = w.place.conversation.id;
  await w.d.store.owe(urgent.filter((x) => x.isOver !== true && !waitsForMorning(w, x)).map((x) => ({ key: x.key, conversation, lane: x.lane, since: w.now })));
  await w.d.store.settleDeliveries(urgent.filter((x) => x.isOver === true).map((x) => x.key), w.now);
}

/** What has waited for too long, also because the place is dead. */
async function overdueOf(w: Work, isDead: boolean): Promise<readonly Wanted[]> {
  const urgent = w.place.wanted.filter((x) => isFresh(w, x) && URGENT.has(x.lane) && x.isOver !== true);
  if (urgent.length === 0) return [];
  const owed = await w.d.store.deliveries(urgent.map((x) => x.key));
  const late = urgent.filter((x) => {
    const one = owed.get(x.key);
    return one !== undefined && one.doneAt === null && (isDead || w.now - one.since >= OVERDUE_MS);
  });
  const soon = urgent.flatMap((x) => {
    const one = owed.get(x.key);
    return one !== undefined && one.doneAt === null && !late.includes(x) ? [one.since + OVERDUE_MS - w.now] : [];
  });
  w.waits.push(...soon);
  return late.map((x) => (w.posts.has(x.key) ? { ...x, inDoubt: true } : x));
}
