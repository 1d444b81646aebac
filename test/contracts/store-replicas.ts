import { expect, test } from '@jest/globals';
import { emptyGovernance } from '../../src/domain/governance/evolve.ts';
import { by } from '../../src/domain/person.ts';
import type { GovernanceChange } from '../../src/ports/changes.ts';
import { ANNA, AT, change, HARBOUR, migration } from './store-fixtures.ts';
import { onStore, type MakeStore, type StoreUnderTest } from './store-harness.ts';

const VAULT = 'vault';
const [ONE, TWO] = [migration(1).id, migration(2).id];

/** The part of the contract about what several replicas must agree on. */
export function replicaTests(make: MakeStore): void {
  test('whoever does the next round finds what the last one saw, whoever did it', () =>
    onStore(make, async (under) => {
      const { a, b } = await both(under);
      const first = await a.beginRound(VAULT);
      expect([...first.news]).toEqual([]);
      expect(await a.endRound({ vault: VAULT, turn: first.turn, before: first.news, news: new Map([[ONE, 'x'], [TWO, 'x']]), jobs: [] })).toBe('saved');
      const second = await b.beginRound(VAULT);
      expect(second.turn).toBeGreaterThan(first.turn);
      expect([...second.news].toSorted()).toEqual([[ONE, 'x'], [TWO, 'x']].toSorted());
      await b.endRound({ vault: VAULT, turn: second.turn, before: second.news, news: new Map([[TWO, 'y']]), jobs: [] });
      // The first one still remembers what it wrote itself, and must not believe it.
      const third = await a.beginRound(VAULT);
      expect([...third.news]).toEqual([[TWO, 'y']]);
      expect((await a.beginRound('another vault')).news.size).toBe(0);
    }));

  test('the end of a round that was overtaken changes nothing and sends nobody', () =>
    onStore(make, async (under) => {
      const { a, b } = await both(under);
      const late = await a.beginRound(VAULT);
      const now = await b.beginRound(VAULT);
      expect(await b.endRound({ vault: VAULT, turn: now.turn, before: now.news, news: new Map([[ONE, 'now']]), jobs: [] })).toBe('saved');
      expect(await a.endRound({ vault: VAULT, turn: late.turn, before: late.news, news: new Map([[ONE, 'old']]), jobs: [{ queue: 'step', key: ONE }] })).toBe('conflict');
      expect([...(await a.beginRound(VAULT)).news]).toEqual([[ONE, 'now']]);
      expect(await under.sql(`select 1 from pgboss.job where name = 'step'`)).toEqual([]);
    }));

  test('a round in which nothing changed writes no row about a machine', () =>
    onStore(make, async (under) => {
      const { a } = await both(under);
      const news = new Map([[ONE, 'x']]);
      const first = await a.beginRound(VAULT);
      await a.endRound({ vault: VAULT, turn: first.turn, before: first.news, news, jobs: [] });
      const rows = () => under.sql(`select xmin::text, machine from observed`);
      const before = await rows();
      const second = await a.beginRound(VAULT);
      await a.endRound({ vault: VAULT, turn: second.turn, before: second.news, news: new Map(news), jobs: [{ queue: 'step', key: ONE }] });
      expect(await rows()).toEqual(before);
      expect(await under.sql(`select singleton_key from pgboss.job where name = 'step'`)).toEqual([{ singleton_key: ONE }]);
    }));

  test('replicas that start together agree on a fact that each would have made up', () =>
    onStore(make, async (under) => {
      const { a, b } = await both(under);
      const stands = await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? a : b).firstNote('key', `mine-${n}`)));
      expect(new Set(stands).size).toBe(1);
      expect(await b.note('key')).toBe(stands[0]);
    }));

  test('a conversation keeps the name that one replica was told when another was not', () =>
    onStore(make, async (under) => {
      const { a, b } = await both(under);
      await a.putConversation({ id: HARBOUR, kind: 'channel', name: 'Harbour', reference: { n: 1 } });
      await b.putConversation({ id: HARBOUR, kind: 'channel', name: '', reference: { n: 2 } });
      expect(await a.conversation(HARBOUR)).toMatchObject({ name: 'Harbour', reference: { n: 2 } });
    }));

  test('what was decided while nothing was there, and the first of it: each sees the other or comes first', () =>
    onStore(make, async (under) => {
      const { a, b } = await both(under);
      for (let round = 0; round < 12; round += 1) {
        const { id } = emptyGovernance(`scope-${round}`);
        const begun = [0, 1, 2].map((n) => a.commit({ at: AT, changes: [change(migration(100 + round * 10 + n), 0)], basis: [{ id, version: 0 }] }));
        const frozen = b.commit({ at: AT, changes: [firstFreeze(`scope-${round}`)] });
        expect(await frozen).toBe('saved');
        const after = (await a.events(id))[0]?.position ?? 0;
        for (const [n, outcome] of (await Promise.all(begun)).entries()) {
          const [record] = await a.events(migration(100 + round * 10 + n).id);
          expect(record === undefined ? 'conflict' : 'saved').toBe(outcome);
          if (record !== undefined) expect(record.position).toBeLessThan(after);
        }
      }
    }));

  test('two commits that wait for each other are a winner and a loser, not an error', () =>
    onStore(make, async (under) => {
      const { a, b } = await both(under);
      await a.commit({ at: AT, changes: [change(migration(1), 0), change(migration(2), 0)] });
      const basisOf = (id: typeof ONE): { readonly id: string; readonly version: number } => ({ id, version: 1 });
      const outcomes = await Promise.all([a.commit({ at: AT, changes: [change(migration(1), 1)], basis: [basisOf(TWO)] }), b.commit({ at: AT, changes: [change(migration(2), 1)], basis: [basisOf(ONE)] })]);
      expect(outcomes.toSorted()).toEqual(['conflict', 'saved']);
    }));
}

async function both(under: StoreUnderTest) {
  return { a: under.opened.store, b: (await under.replica()).store };
}

/** The first freeze of a scope, by somebody who found none. */
export function firstFreeze(scope: string): GovernanceChange {
  const freeze = { number: 1, from: AT, to: AT + 1000, zone: 'Europe/Rome', reason: 'year end', by: ANNA };
  const state = { ...emptyGovernance(scope), freezes: [freeze] };
  return { kind: 'governance', id: state.id, version: 0, state, events: [{ actor: by(ANNA), event: { type: 'FreezeAdded', freeze } }] };
}
