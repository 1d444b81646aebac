import { expect, test } from '@jest/globals';
import { by } from '../../src/domain/person.ts';
import { instanceIdFromCloud, waveIdOf } from '../../src/domain/ids.ts';
import type { Wave } from '../../src/domain/wave/types.ts';
import type { WaveChange } from '../../src/ports/changes.ts';
import { ANNA, AT, HARBOUR } from './store-fixtures.ts';
import { onStore, type MakeStore } from './store-harness.ts';

/** The part of the contract about waves: whoever decides on all of them notices every other one. */
export function waveTests(make: MakeStore): void {
  test('a wave is a stream of its own; closed ones are left out of the list, and stay', () =>
    onStore(make, async ({ opened: { store } }) => {
      const wave = waveOf('7');
      await store.commit({ at: AT, changes: [made(wave)] });
      expect([...(await store.waves()).values()]).toEqual([{ state: wave, version: 1 }]);
      const closed = { ...wave, closed: { at: AT, by: ANNA, reason: 'done' } };
      await store.commit({ at: AT, changes: [{ kind: 'wave', id: wave.id, version: 1, state: closed, events: [{ actor: by(ANNA), event: { type: 'WaveClosed', reason: 'done' } }] }] });
      expect((await store.waves()).size).toBe(0);
      expect(await store.wave(wave.id)).toEqual({ state: closed, version: 2 });
      expect(await store.verify(wave.id)).toBeNull();
    }));

  test('of ten people who each make another wave of one machine at the same moment, one wins', () =>
    onStore(make, async ({ opened, replica }) => {
      const other = await replica();
      const outcomes = await Promise.all(Array.from({ length: 10 }, (_, n) => (n % 2 === 0 ? opened : other).store.commit({ at: AT, changes: [made(waveOf(String(n)))], openWaves: 0 })));
      expect(outcomes.filter((o) => o === 'saved')).toHaveLength(1);
      expect((await opened.store.waves()).size).toBe(1);
    }));

  test('of two who each add the machine to another wave, one wins: each decided on the other wave as it was', () =>
    onStore(make, async ({ opened, replica }) => {
      const other = await replica();
      const [a, b] = [waveOf('1', false), waveOf('2', false)];
      await opened.store.commit({ at: AT, changes: [made(a), made(b)] });
      const basis = [{ id: a.id, version: 1 }, { id: b.id, version: 1 }];
      const add = (wave: Wave): WaveChange => ({ kind: 'wave', id: wave.id, version: 1, state: { ...wave, members: MEMBERS }, events: [{ actor: by(ANNA), event: { type: 'MachinesAdded', members: MEMBERS } }] });
      const outcomes = await Promise.all([opened.store.commit({ at: AT, changes: [add(a)], basis, openWaves: 2 }), other.store.commit({ at: AT, changes: [add(b)], basis, openWaves: 2 })]);
      expect(outcomes.toSorted()).toEqual(['conflict', 'saved']);
    }));
}

const MEMBERS: Wave['members'] = [{ instanceId: instanceIdFromCloud('i-0aaaaaaaaaaaaaa01'), name: 'db01', group: 1, needs: [] }];

function waveOf(key: string, filled = true): Wave {
  return {
    id: waveIdOf('weu', key), scope: 'weu', name: `W${key}`, owner: ANNA, members: filled ? MEMBERS : [], window: null, approvers: null, after: [], channel: HARBOUR, note: '', createdAt: AT, plan: null, closed: null,
    target: { resourceGroupId: null, networkId: null, subnet: null, size: null }, policy: { onFailure: 'stop', drive: 'machines' }, edited: { by: ANNA, at: AT },
  };
}

function made(wave: Wave): WaveChange {
  return { kind: 'wave', id: wave.id, version: 0, state: wave, events: [{ actor: by(ANNA), event: { type: 'WaveCreated', wave } }] };
}
