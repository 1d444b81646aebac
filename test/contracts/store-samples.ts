import { expect, test } from '@jest/globals';
import type { Sample } from '../../src/domain/forecast/sample.ts';
import { migrationId } from '../../src/domain/ids.ts';
import { DAY, HOUR, MINUTE } from '../../src/domain/time.ts';
import { onStore, type MakeStore } from './store-harness.ts';

const A = migrationId('m-0a100000000000001-1');
const B = migrationId('m-0a100000000000002-1');
/** Midday: spans of six hours end there. */
const NOW = Date.parse('2026-11-20T12:00:00Z');
const sampleAt = (at: number, over: Partial<Sample> = {}): Sample => ({ at, rpoSeconds: 60, backlogMb: 1, percent: null, bytes: null, ...over });

/** The part of the contract about figures of replication. */
export function sampleTests(make: MakeStore): void {
  test('figures are kept by machine, in order, and the same one twice is one; big numbers stay whole', () =>
    onStore(make, async ({ opened: { store } }) => {
      const big = 9 * 1024 ** 4 + 1;
      await store.putSamples([{ id: A, sample: sampleAt(NOW - HOUR, { percent: 61, bytes: big }) }, { id: B, sample: sampleAt(NOW) }]);
      await store.putSamples([{ id: A, sample: sampleAt(NOW, { rpoSeconds: null }) }, { id: A, sample: sampleAt(NOW - HOUR, { percent: 99 }) }]);
      const found = await store.samples({ ids: [A, B], since: NOW - DAY });
      expect(found.get(A)).toEqual([sampleAt(NOW - HOUR, { percent: 61, bytes: big }), sampleAt(NOW, { rpoSeconds: null })]);
      expect(found.get(B)).toEqual([sampleAt(NOW)]);
      expect((await store.samples({ ids: [A], since: NOW - MINUTE })).get(A)).toHaveLength(1);
      expect((await store.samples({ ids: [], since: 0 })).size).toBe(0);
      await store.putSamples([5, 20, 25].map((minute) => ({ id: B, sample: sampleAt(NOW + minute * MINUTE, { percent: minute }) })));
      expect((await store.samples({ ids: [A, B], since: NOW, everyMs: 15 * MINUTE })).get(B)?.map((s) => s.percent)).toEqual([5, 25]);
    }));

  test('hours show the worst of all machines together: the oldest recovery point, and the copy that is least far', () =>
    onStore(make, async ({ opened: { store } }) => {
      await store.putSamples([
        ...[{ id: A, sample: sampleAt(NOW, { rpoSeconds: 90, percent: 70 }) }, { id: B, sample: sampleAt(NOW + 5 * MINUTE, { rpoSeconds: 400, percent: 30 }) }],
        ...[{ id: A, sample: sampleAt(NOW + HOUR, { rpoSeconds: 60 }) }, { id: B, sample: sampleAt(NOW + 3 * HOUR, { rpoSeconds: null }) }],
      ]);
      expect(await store.sampleHours({ ids: [A, B], since: NOW })).toEqual([{ hour: NOW, rpoSeconds: 400, percent: 30 }, { hour: NOW + HOUR, rpoSeconds: 60, percent: null }, { hour: NOW + 3 * HOUR, rpoSeconds: null, percent: null }]);
      expect(await store.sampleHours({ ids: [A], since: NOW + HOUR })).toEqual([{ hour: NOW + HOUR, rpoSeconds: 60, percent: null }]);
    }));

  test('of a thousand old figures one stays for each span, the worst; of the last day all; of before 90 days none; a second time changes nothing', () =>
    onStore(make, async ({ opened: { store } }) => {
      const raw = Array.from({ length: 12 }, (_, i) => sampleAt(NOW - HOUR + i * 5 * MINUTE));
      const quarter = [60, 300, 120].map((rpoSeconds, i) => sampleAt(NOW - 2 * DAY + i * 4 * MINUTE, { rpoSeconds }));
      const sixHours = Array.from({ length: 1_000 }, (_, i) => sampleAt(NOW - 20 * DAY + i * 20_000, { rpoSeconds: i === 700 ? 5_000 : 60 + (i % 7) }));
      const copying = [40, 41, 42].map((percent, i) => sampleAt(NOW - 3 * DAY + i * MINUTE, { rpoSeconds: null, percent }));
      await store.putSamples([...raw, ...quarter, ...sixHours, ...copying, sampleAt(NOW - 91 * DAY)].map((sample) => ({ id: A, sample })));
      await store.putSamples(quarter.map((sample) => ({ id: B, sample })));
      expect(await store.thinSamples(NOW)).toBe(2 + 2 + 999 + 2 + 1);
      const kept = (await store.samples({ ids: [A], since: 0 })).get(A) ?? [];
      expect(kept).toEqual([sixHours[700], copying[2], quarter[1], ...raw]);
      expect((await store.samples({ ids: [B], since: 0 })).get(B)).toEqual([quarter[1]]);
      expect(await store.thinSamples(NOW)).toBe(0);
      // What was of the last day is six days old then: one of three stays.
      expect(await store.thinSamples(NOW + 6 * DAY)).toBe(8);
    }));
}
