/** Figures over time on the real store: what a round keeps, whom it wakes, and that it writes nothing when nothing is worth it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { migrationId } from '../../src/domain/ids.ts';
import type { Live } from '../../src/domain/live.ts';
import type { Migration } from '../../src/domain/migration/types.ts';
import { DAY, HOUR, MINUTE } from '../../src/domain/time.ts';
import { makeSampler } from '../../src/workers/sampler.ts';
import { freshStore } from '../bot/support.ts';
import { at, liveOf, NOW } from '../cards/fixtures.ts';

let opened: Awaited<ReturnType<typeof freshStore>>;
let now = NOW;
const clock = { now: () => now, nonce: () => '' };
beforeAll(async () => {
  opened = await freshStore();
}, 30_000);
beforeEach(() => {
  now = NOW;
});
afterAll(() => opened.close());

const protectedOne = at('protected', { startedAt: NOW - 3 * DAY });
const other = migrationId('m-0a100000000000009-1');
const see = (m: Migration, over: Partial<Live>) => opened.store.putLive(m.id, liveOf({ seenAt: now, ...over }));
const kept = async (m: Migration) => ((await opened.store.samples({ ids: [m.id], since: 0 })).get(m.id) ?? []).map((s) => [s.at - NOW, s.rpoSeconds]);

describe('a round', () => {
  test('keeps a figure every five minutes, a jump at once, and not what is hardly another', async () => {
    const sampler = makeSampler({ store: opened.store, clock });
    const rounds: readonly (readonly [number, number])[] = [[0, 60], [1, 120], [2, 120], [3, 180], [7, 180], [8, 600]];
    for (const [minute, rpoSeconds] of rounds) {
      now = NOW + minute * MINUTE;
      await see(protectedOne, { rpoSeconds });
      await sampler.keep([protectedOne]);
    }
    expect(await kept(protectedOne)).toEqual([[0, 60], [MINUTE, 120], [7 * MINUTE, 180], [8 * MINUTE, 600]]);
  });

  test('keeps nothing of a machine that could not be read, or runs in Azure', async () => {
    const sampler = makeSampler({ store: opened.store, clock });
    const there = at('in-azure', { id: other });
    await see(there, {});
    await sampler.keep([there]);
    expect(await kept(there)).toEqual([]);
  });

  test('looks at the bytes of a copy whose percent has not moved for a while, every ten minutes and not in every round', async () => {
    const sampler = makeSampler({ store: opened.store, clock });
    const copying = at('seeding', { id: other, startedAt: NOW - DAY, positionSince: NOW - DAY });
    await see(copying, { percent: 7, movedAt: NOW - 30 * MINUTE });
    const woken: number[] = [];
    for (const minute of [0, 1, 9, 10, 15]) {
      now = NOW + minute * MINUTE;
      if ((await sampler.keep([copying])).some((j) => j.queue === 'step' && j.key === copying.id)) woken.push(minute);
    }
    expect(woken).toEqual([0, 10]);
  });

  test('has the card of a copy that has stood still for an hour say so, once, and again when it stood still anew', async () => {
    const sampler = makeSampler({ store: opened.store, clock });
    const copying = at('seeding', { id: other, startedAt: NOW - DAY, positionSince: NOW - DAY });
    const woken: number[] = [];
    for (const [minute, movedAt] of [[0, -30], [29, -30], [30, -30], [31, -30], [40, 40], [99, 40], [100, 40], [101, 40]] as const) {
      now = NOW + minute * MINUTE;
      await see(copying, { percent: 7 + movedAt, movedAt: NOW + movedAt * MINUTE });
      if ((await sampler.keep([copying])).some((j) => j.queue === 'notify' && j.key === copying.id)) woken.push(minute);
    }
    expect(woken).toEqual([30, 100]);
  });

  test('thins once an hour over all replicas, and wakes a machine on the day on which its free days come to their end', async () => {
    const later = NOW + 10 * HOUR;
    const third = migrationId('m-0a100000000000008-1');
    const count = async () => ((await opened.store.samples({ ids: [third], since: 0 })).get(third) ?? []).length;
    const old = Array.from({ length: 3 }, (_, i) => ({ id: third, sample: { at: later - 25 * HOUR - i * MINUTE, rpoSeconds: 60, backlogMb: 0, percent: null, bytes: null } }));
    const round = async (at: number, open: readonly Migration[]) => {
      now = at;
      return makeSampler({ store: opened.store, clock }).keep(open);
    };
    await opened.store.putSamples(old);
    await round(later, []);
    expect(await count()).toBe(1);
    const due = at('protected', { startedAt: later + 30 * MINUTE - 25 * DAY });
    expect(await round(later + 59 * MINUTE, [due])).toEqual([]);
    expect(await round(later + HOUR, [due])).toEqual([{ queue: 'notify', key: due.id }]);
    expect(await round(later + 2 * HOUR, [due])).toEqual([]);
  });
});
