/** Forecasts and costs out of the real store: what machines have been through is read once, and what somebody wants is kept. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { boardCard } from '../../src/cards/board.ts';
import { dossierIdOf } from '../../src/domain/dossier/types.ts';
import { instanceIdFromCloud, migrationIdFor, waveIdOf } from '../../src/domain/ids.ts';
import type { Migration, MigrationEvent } from '../../src/domain/migration/types.ts';
import { by } from '../../src/domain/person.ts';
import { DAY, HOUR, MINUTE } from '../../src/domain/time.ts';
import type { Wave } from '../../src/domain/wave/types.ts';
import { en } from '../../src/text/en.ts';
import { makeForecaster } from '../../src/usecases/forecast.ts';
import { migrationChange, waveChange } from '../../src/usecases/record.ts';
import { makeUseCases } from '../../src/usecases/use-cases.ts';
import { at, migrationOf } from '../cards/fixtures.ts';
import { HERE, OLA, startEstate, VERA, type Estate } from './support/estate.ts';

let e: Estate;
let start = 0;
beforeAll(async () => {
  e = await startEstate({ over: (d) => ({ policy: { ...d.policy, price: { amount: 30, currency: 'EUR' } } }) });
  start = e.deps.clock.now();
}, 60_000);
afterAll(() => e.close());

const instance = (n: number) => instanceIdFromCloud(`i-0f${String(n).padStart(15, '0')}`);
const idOf = (n: number) => migrationIdFor(instance(n), 1);

/** A machine that went through these events, minutes after the start. */
async function lived(n: number, begins: Migration, ...events: readonly (readonly [number, MigrationEvent])[]): Promise<void> {
  const id = idOf(n);
  const migration = { ...begins, id, scope: e.deps.scope.name, instanceId: instance(n), name: `vm-${n}`, itemName: `ferry-${id}`, home: HERE };
  const said = (minute: number) => ({ at: start + minute * MINUTE, actor: by(OLA) });
  await e.store.commit({ at: start, changes: [migrationChange(null, [{ type: 'MigrationStarted', migration }], said(0))] });
  for (const [minute, event] of events) {
    const before = await e.store.migration(id);
    await e.store.commit({ at: start + minute * MINUTE, changes: [migrationChange(before, [event], said(minute))] });
  }
}

const works: MigrationEvent = { type: 'VerdictGiven', verdict: { works: true, reason: '', by: OLA, at: 0 } };
const tested = (n: number, minutes: number): Promise<void> => lived(n, at('protected', { startedAt: start - DAY }), [10, { type: 'TestRequested' }], [10 + minutes, { type: 'TestVmReady', testVm: 't' }], [40 + minutes, works], [50 + minutes, { type: 'TestCleanedUp' }]);

async function planned(members: readonly number[], window: Wave['window']): Promise<Wave> {
  const wave: Wave = {
    ...{ id: waveIdOf(e.deps.scope.name, '7'), scope: e.deps.scope.name, name: 'W07', owner: OLA, window, target: { resourceGroupId: null, networkId: null, subnet: null, size: null }, approvers: null, after: [], channel: HERE },
    ...{ policy: { onFailure: 'stop' as const, drive: 'machines' as const }, note: '', createdAt: start, edited: { by: OLA, at: start }, plan: null, closed: null },
    members: members.map((n, i) => ({ instanceId: instance(n), name: `vm-${n}`, group: i + 1, needs: [] })),
  };
  await e.store.commit({ at: start, changes: [waveChange(null, [{ type: 'WaveCreated', wave }], { at: start, actor: by(OLA) })] });
  return wave;
}

describe('a window', () => {
  test('is doubted by what the machines of its own wave took in their tests, group after group, and by stops of other machines', async () => {
    await tested(1, 90);
    await tested(2, 60);
    await lived(3, at('quiescing', { startedAt: start - DAY }), [100, { type: 'QuiesceConfirmed' }], [110, { type: 'DrainObserved', cloudTime: start }], [115, { type: 'DrainFinished', recoveryPointAt: start }], [120, { type: 'SourceStopped' }]);
    const wave = await planned([1, 2], { from: start + 12 * HOUR, to: start + 15 * HOUR, zone: 'UTC' });
    const machines = [idOf(1), idOf(2)];
    // 90 and 60 minutes of tests, 20 of a stop for each group, 30 until the verdict.
    expect(await e.usecases.windowDoubt({ machines, window: wave.window })).toMatch(/shorter than it takes, 180 min for what took 220 min before \(failover as in the tests 150 min, last changes and stop 40 min, looking at it 30 min\)/);
    expect(await e.usecases.windowDoubt({ machines, window: { from: start + 12 * HOUR, to: start + 16 * HOUR, zone: 'UTC' } })).toMatch(/tight/);
    expect(await e.usecases.windowDoubt({ machines, window: { from: start + 12 * HOUR, to: start + 20 * HOUR, zone: 'UTC' } })).toBeNull();
    expect(await e.usecases.windowDoubt({ machines, window: null })).toBeNull();
    const view = await e.usecases.waveView(wave.id);
    expect(view?.outlook?.forecast).toMatchObject({ fit: { kind: 'short', missing: [] }, risks: [{ code: 'short' }] });
    const line = (await e.usecases.fleet()).waves[0];
    expect(line?.forecast?.risks).toEqual([{ code: 'short', machines: [] }]);
    expect(line?.urgency).toBeLessThanOrEqual(1);
  });

  test('of a machine in no wave is on the board too, in the words of its notice, and before those that go on by themselves', async () => {
    await lived(20, at('protected', { startedAt: start }));
    await lived(21, at('protected', { startedAt: start, window: { from: start + 12 * HOUR, to: start + 13 * HOUR, zone: 'UTC' } }), [10, { type: 'TestRequested' }], [100, { type: 'TestVmReady', testVm: 't' }], [130, works], [140, { type: 'TestCleanedUp' }]);
    await lived(22, at('seeding', { startedAt: start }));
    await lived(23, at('in-azure', { startedAt: start }));
    const fleet = await e.usecases.fleet();
    const rows = fleet.lone.filter((r) => /^vm-2\d$/.test(r.migration.name)).map((r) => [r.migration.name, r.risks?.map((x) => x.code) ?? null]);
    expect(rows).toEqual([['vm-21', ['short']], ['vm-23', null], ['vm-20', null], ['vm-22', null]]);
    const text = JSON.stringify(boardCard({ fleet, page: 0 }, en).card);
    expect(text).toMatch(/vm-21[^]*at risk \(window too short\)[^]*vm-20/);
    expect(text.match(/at risk/g)).toHaveLength(2);
    expect((await e.usecases.fleet(VERA)).lone).toEqual([]);
  });

  test('is judged without reading logs that have not grown', async () => {
    const reads: number[] = [];
    const store = { ...e.store, lastRecords: (...args: Parameters<typeof e.store.lastRecords>) => (reads.push((args[0] ?? []).length), e.store.lastRecords(...args)) };
    const forecaster = makeForecaster({ ...e.deps, store });
    const known = { migrations: new Map((await store.migrations({ open: true })).map((s) => [s.state.instanceId, s.state])), stored: await store.migrations({ open: false }), lives: new Map() };
    const waves = [...(await store.waves()).values()].map((w) => w.state);
    await forecaster.waves(waves, known);
    const first = reads.reduce((a, b) => a + b, 0);
    await forecaster.waves(waves, known);
    expect([first > 0, reads.reduce((a, b) => a + b, 0)]).toEqual([true, first]);
  });
});

describe('costs', () => {
  test('are told for a wave or for all, the oldest first, with the price of the settings', async () => {
    await lived(9, migrationOf({ position: { phase: 'protected' }, startedAt: start - 46 * DAY }));
    const all = await e.usecases.costs(null);
    expect(all?.rows.map((r) => r.migration.name)[0]).toBe('vm-9');
    expect(all?.rows[0]?.cost.amount).toBeCloseTo(15, 1);
    expect((await e.usecases.costs('w7'))?.rows.map((r) => [r.migration.name, r.wave])).toEqual([['vm-1', 'W07'], ['vm-2', 'W07']]);
    expect(await e.usecases.costs('W99')).toBeNull();
  });

  test('of a test machine are no news until the day that somebody named; who and why is on record', async () => {
    await lived(10, at('testing', { startedAt: start - 5 * DAY }), [-3 * 24 * 60, { type: 'TestVmReady', testVm: 't' }]);
    const cost = async () => (await makeUseCases(e.deps).costs(null))?.rows.find((r) => r.migration.id === idOf(10))?.cost.test;
    const waits = async () => (await makeUseCases(e.deps).inbox({ who: OLA, access: await e.deps.access(), all: true })).waits.filter((w) => w.machines.some((m) => m.name === 'vm-10')).map((w) => [w.kind, w.days]);
    expect(await cost()).toMatchObject({ isOverdue: true, until: null });
    expect(await waits()).toEqual([['verdict', 3]]);
    const until = e.deps.clock.now() + DAY;
    expect(await e.usecases.extendTest({ id: idOf(10), until, reason: 'auditors look on Friday', who: OLA })).toEqual({ ok: true, value: until });
    expect(await cost()).toMatchObject({ isOverdue: false, until });
    // What `next` says comes from the same place.
    expect(await waits()).toEqual([['verdict', null]]);
    expect((await e.store.events(dossierIdOf(instance(10)))).map((r) => [r.actor, r.event])).toEqual([[by(OLA), { type: 'TestKeptLonger', until, reason: 'auditors look on Friday' }]]);
  });

  test('a wish that makes no sense is refused: no test machine, the past, longer than two weeks', async () => {
    const now = e.deps.clock.now();
    const code = async (n: number, until: number) => {
      const answer = await e.usecases.extendTest({ id: idOf(n), until, reason: '', who: OLA });
      return answer.ok ? 'done' : answer.error.code;
    };
    expect([await code(1, now + DAY), await code(10, now - 1), await code(10, now + 15 * DAY), await code(77, now + DAY)]).toEqual(['no-test-up', 'figure-out-of-range', 'figure-out-of-range', 'no-migration']);
  });
});
