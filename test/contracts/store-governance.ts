import { expect, test } from '@jest/globals';
import { emptyGovernance } from '../../src/domain/governance/evolve.ts';
import type { Governance } from '../../src/domain/governance/types.ts';
import { by } from '../../src/domain/person.ts';
import type { GovernanceChange } from '../../src/ports.ts';
import { ANNA, AT } from './store-fixtures.ts';
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
}
