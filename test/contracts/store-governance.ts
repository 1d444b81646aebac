import { expect, test } from '@jest/globals';
import { emptyGovernance } from '../../src/domain/governance/evolve.ts';
import type { Governance } from '../../src/domain/governance/types.ts';
import { by } from '../../src/domain/person.ts';
import type { GovernanceChange } from '../../src/ports/changes.ts';
import { ANNA, AT, change, migration } from './store-fixtures.ts';
import { onStore, type MakeStore } from './store-harness.ts';

/** The part of the contract about what holds for a whole scope. */
export function governanceTests(make: MakeStore): void {
  test('what holds for a scope is a stream of its own, changed by one of two writers', () =>
    onStore(make, async ({ opened, replica }) => {
      const { store } = opened;
      const other = await replica();
      const freeze = { number: 1, from: AT, to: AT + 1000, zone: 'Europe/Rome', reason: 'year end', by: ANNA };
      const first: Governance = { ...emptyGovernance('weu'), freezes: [freeze] };
      const added: GovernanceChange = { kind: 'governance', id: first.id, version: 0, state: first, events: [{ actor: by(ANNA), event: { type: 'FreezeAdded', freeze } }] };
      expect(await store.governance(first.id)).toBeNull();
      const outcomes = await Promise.all([store, other.store].map((s) => s.commit({ at: AT, changes: [added] })));
      expect(outcomes.toSorted()).toEqual(['conflict', 'saved']);
      expect(await other.store.governance(first.id)).toEqual({ state: first, version: 1 });
      expect((await store.events(first.id)).map((e) => [e.seq, e.event.type])).toEqual([[1, 'FreezeAdded']]);
      expect(await store.verify(first.id)).toBeNull();
      expect(await store.migrations({ open: false })).toEqual([]);
    }));

  test('what was decided on something that has moved on since is not stored, and what it was decided on is left alone', () =>
    onStore(make, async ({ opened, replica }) => {
      const { store } = opened;
      const other = await replica();
      const { id } = emptyGovernance('weu');
      const begin = (version: number) => store.commit({ at: AT, changes: [change(migration(1), 0)], basis: [{ id, version }] });
      await other.store.commit({ at: AT, changes: [frozen(0)] });
      expect(await begin(0)).toBe('conflict');
      expect(await store.migration(migration(1).id)).toBeNull();
      expect(await begin(1)).toBe('saved');
      expect(await store.governance(id)).toMatchObject({ version: 1 });
      expect(await store.events(id)).toHaveLength(1);
    }));

  test('of what begins on it and what changes it at the same moment, each sees the other or comes first', () =>
    onStore(make, async ({ opened, replica }) => {
      const other = await replica();
      const { id } = emptyGovernance('weu');
      await opened.store.commit({ at: AT, changes: [frozen(0)] });
      const begun = Array.from({ length: 10 }, (_, n) => opened.store.commit({ at: AT, changes: [change(migration(n + 1), 0)], basis: [{ id, version: 1 }] }));
      const changed = other.store.commit({ at: AT, changes: [frozen(1)] });
      expect(await changed).toBe('saved');
      const outcomes = await Promise.all(begun);
      const after = (await opened.store.events(id)).at(-1)?.position ?? 0;
      for (const [n, outcome] of outcomes.entries()) {
        const [record] = await opened.store.events(migration(n + 1).id);
        expect(record === undefined ? 'conflict' : 'saved').toBe(outcome);
        if (outcome === 'saved') expect(record?.position).toBeLessThan(after);
      }
      expect(await opened.store.commit({ at: AT, changes: [change(migration(30), 0)], basis: [{ id, version: 1 }] })).toBe('conflict');
    }));
}

/** One more freeze, by somebody who read that version. */
function frozen(version: number): GovernanceChange {
  const freeze = { number: version + 1, from: AT, to: AT + 1000, zone: 'Europe/Rome', reason: 'year end', by: ANNA };
  const state: Governance = { ...emptyGovernance('weu'), freezes: [freeze] };
  return { kind: 'governance', id: state.id, version, state, events: [{ actor: by(ANNA), event: { type: 'FreezeAdded', freeze } }] };
}
