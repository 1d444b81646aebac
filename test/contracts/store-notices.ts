import { expect, test } from '@jest/globals';
import { conversationIdFromActivity } from '../../src/domain/ids.ts';
import { MINUTE, SECOND } from '../../src/domain/time.ts';
import type { Store } from '../../src/ports/store.ts';
import { AT, HARBOUR } from './store-fixtures.ts';
import { onStore, type MakeStore } from './store-harness.ts';

const QUAY = conversationIdFromActivity('19:quay@thread.tacv2');
const postFor = (key: string, over: { readonly root?: string } = {}) => ({ key, conversation: HARBOUR, hash: 'h1', at: AT, ...over });

/** The part of the contract about what was posted, what may be sent, what has to arrive and where nothing arrives. */
export function noticeTests(make: MakeStore): void {
  sharedPosts(make);
  budgets(make);
  deliveries(make);
  deadConversations(make);
}

function sharedPosts(make: MakeStore): void {
  test('a post knows its thread, one that begins a thread has none', () =>
    onStore(make, async ({ opened: { store } }) => {
      await store.claimPosts([postFor('n:1', { root: '1700' }), postFor('n:2')]);
      const found = await store.postsOf(['n:1', 'n:2', 'n:3']);
      expect([...found].map(([key, post]) => [key, post.root, post.status, post.activityId])).toEqual([['n:1', '1700', 'sending', null], ['n:2', null, 'sending', null]]);
      expect((await store.postsOf([])).size).toBe(0);
    }));

  test('a message is found again by its place and its id, under all of its keys', () =>
    onStore(make, async ({ opened: { store } }) => {
      await store.claimPosts([postFor('w-dock-7:root'), postFor('n:2', { root: '1700' }), postFor('n:3', { root: '1700' }), { ...postFor('m:m-1-1:root'), conversation: QUAY }]);
      for (const [key, activityId] of [['w-dock-7:root', '1700'], ['n:2', '1701'], ['n:3', '1701'], ['m:m-1-1:root', '1700']] as const) await store.recordPost(key, { activityId, status: 'sent' });
      const keysAs = async (conversation: typeof QUAY, activityId: string) => (await store.postsAs({ conversation, activityId })).map((p) => p.key);
      expect([await keysAs(HARBOUR, '1700'), await keysAs(HARBOUR, '1701'), await keysAs(QUAY, '1700'), await keysAs(QUAY, '1701')]).toEqual([['w-dock-7:root'], ['n:2', 'n:3'], ['m:m-1-1:root'], []]);
    }));

  test('one message for many keys is claimed by one, whole or not at all, in whatever order they are named', () =>
    onStore(make, async ({ opened, replica }) => {
      const other = (await replica()).store;
      const keys = ['n:1', 'n:2', 'n:3'];
      const claims = await Promise.all(Array.from({ length: 12 }, (_, i) => (i % 2 === 0 ? opened.store : other).claimPosts((i % 3 === 0 ? keys : keys.toReversed()).map((key) => postFor(key)))));
      expect(claims.filter(Boolean)).toHaveLength(1);
      expect(await opened.store.claimPosts(['n:3', 'n:4'].map((key) => postFor(key)))).toBe(false);
      expect(await opened.store.post('n:4')).toBeNull();
      expect(await opened.store.claimPosts([])).toBe(false);
    }));

  test('what becomes of many posts is written at once, and of no other', () =>
    onStore(make, async ({ opened: { store } }) => {
      await store.claimPosts(['n:1', 'n:2', 'n:3'].map((key) => postFor(key)));
      await store.recordPosts(['n:1', 'n:2'], { activityId: 'a-1', status: 'sent', at: AT + 1 });
      await store.recordPosts([], { status: 'lost' });
      await store.recordPosts(['n:3'], {});
      expect((await store.posts('n:')).map((p) => [p.key, p.activityId, p.status, p.hash, p.at])).toEqual([['n:1', 'a-1', 'sent', 'h1', AT + 1], ['n:2', 'a-1', 'sent', 'h1', AT + 1], ['n:3', null, 'sending', 'h1', AT]]);
      await store.dropPosts(['n:1', 'n:2']);
      await store.dropPosts([]);
      expect((await store.posts('n:')).map((p) => p.key)).toEqual(['n:3']);
    }));
}

const thread = { name: 'thread:quay', kind: 'thread' } as const;
const app = { name: 'app', kind: 'app' } as const;
const spend = (store: Store, o: Partial<Parameters<Store['spendBudget']>[0]> = {}) => store.spendBudget({ budgets: [thread], lane: 'N0', at: AT, ...o });

function budgets(make: MakeStore): void {
  test('a budget is one for all replicas: of twenty at once no more get through than it holds', () =>
    onStore(make, async ({ opened, replica }) => {
      const other = (await replica()).store;
      const all = await Promise.all(Array.from({ length: 20 }, (_, i) => spend(i % 2 === 0 ? opened.store : other, { budgets: i % 3 === 0 ? [app, thread] : [thread, app] })));
      // Three at once, whatever the order of the budgets.
      expect(all.filter((s) => s.waitMs === 0)).toHaveLength(3);
      for (const s of all.filter((one) => one.waitMs > 0)) expect(s).toEqual({ waitMs: 500 });
      expect((await spend(opened.store, { at: AT + 500 })).waitMs).toBe(0);
    }));

  test('a message that one budget does not allow costs the other one nothing', () =>
    onStore(make, async ({ opened: { store } }) => {
      for (let i = 0; i < 3; i++) await spend(store);
      for (let i = 0; i < 40; i++) expect((await spend(store, { budgets: [thread, app] })).waitMs).toBeGreaterThan(0);
      const free = await Promise.all(Array.from({ length: 20 }, () => spend(store, { budgets: [app] })));
      expect(free.every((s) => s.waitMs === 0)).toBe(true);
    }));

  test('after a refusal it is closed for everybody as long as was asked for; two refusals at once are not shorter', () =>
    onStore(make, async ({ opened, replica }) => {
      const other = (await replica()).store;
      const refuse = (store: Store, retryAfterMs: number | null) => store.pauseBudget({ ...thread, at: AT, refusal: { retryAfterMs, chance: 0 } });
      await Promise.all([refuse(opened.store, 37 * SECOND), refuse(other, 5 * SECOND)]);
      expect(await spend(other, { at: AT + SECOND })).toEqual({ waitMs: 36 * SECOND });
      expect((await spend(opened.store, { at: AT + 37 * SECOND })).waitMs).toBe(0);
      expect((await spend(other, { budgets: [app] })).waitMs).toBe(0);
    }));
}

function deliveries(make: MakeStore): void {
  const owed = (key: string, since: number) => ({ key, conversation: QUAY, lane: 'N1' as const, since });

  test('what has to arrive keeps its first time, and is over once, at the time at which it arrived first', () =>
    onStore(make, async ({ opened: { store } }) => {
      await store.owe([owed('n:1', AT), owed('n:2', AT + MINUTE)]);
      await store.owe([owed('n:1', AT + MINUTE)]);
      await store.owe([]);
      expect((await store.undelivered(AT + 2 * MINUTE)).map((d) => [d.key, d.since])).toEqual([['n:1', AT], ['n:2', AT + MINUTE]]);
      expect((await store.undelivered(AT + MINUTE)).map((d) => d.key)).toEqual(['n:1']);
      expect((await store.undelivered(AT + 2 * MINUTE, AT + 1)).map((d) => d.key)).toEqual(['n:2']);
      await store.settleDeliveries(['n:1'], AT + 2);
      await store.settleDeliveries(['n:1'], AT + 3);
      await store.settleDeliveries([], AT);
      // What arrived is not owed anew by somebody who looks again.
      await store.owe([owed('n:1', AT + MINUTE)]);
      expect(await store.deliveries(['n:1', 'n:3'])).toEqual(new Map([['n:1', { ...owed('n:1', AT), doneAt: AT + 2 }]]));
      expect((await store.deliveries([])).size).toBe(0);
      expect((await store.undelivered(AT + 2 * MINUTE)).map((d) => d.key)).toEqual(['n:2']);
    }));
}

function deadConversations(make: MakeStore): void {
  test('a conversation is dead since the first time; its name is not forgotten; the oldest comes first', () =>
    onStore(make, async ({ opened: { store } }) => {
      const dead = { id: QUAY, kind: 'channel', name: 'Quay', since: AT, again: AT + MINUTE, why: 'forbidden' } as const;
      await store.markDead(dead);
      await store.markDead({ ...dead, name: '', since: AT + 5, again: AT + 5 * MINUTE, why: 'removed' });
      await store.markDead({ ...dead, id: HARBOUR, name: 'Harbour', since: AT - 1 });
      expect(await store.deadConversations()).toEqual([{ ...dead, id: HARBOUR, name: 'Harbour', since: AT - 1 }, { ...dead, again: AT + 5 * MINUTE, why: 'removed' }]);
      await store.clearDead(HARBOUR);
      await store.clearDead(HARBOUR);
      expect((await store.deadConversations()).map((c) => c.id)).toEqual([QUAY]);
    }));
}
