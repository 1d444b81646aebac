/** Reads what forecasts are made from. The store alone is asked, each list once, so that a board of hundreds answers at once. */
import { durationsOf, type Durations } from '../domain/forecast/durations.ts';
import { firstCopy, type FirstCopy } from '../domain/forecast/first-copy.ts';
import { isReplicating, type HourPoint } from '../domain/forecast/sample.ts';
import { waveForecast, type Traveller, type WaveForecast } from '../domain/forecast/wave.ts';
import { fitWarning, windowFit } from '../domain/forecast/window-fit.ts';
import { isStalled } from '../domain/copy.ts';
import type { InstanceId, MigrationId } from '../domain/ids.ts';
import type { Live } from '../domain/live.ts';
import type { Migration, MigrationEvent } from '../domain/migration/types.ts';
import { DAY, HOUR, MINUTE, type Instant } from '../domain/time.ts';
import type { WaveMember } from '../domain/wave/types.ts';
import type { Window } from '../domain/window/types.ts';
import type { Recorded, Stored } from '../ports/changes.ts';
import type { Deps } from './deps.ts';
import type { ForecastUseCases, MachineOutlook } from './forecast-types.ts';
import { watchedUntil } from './watched.ts';

type Reads = Pick<Deps, 'store' | 'clock'>;

/** Many records are read with one question, but no question is endless. */
const CHUNK = 100;
const MOST_RECORDS = 20_000;
/** Speed is told by the quarter of an hour: a hundred copies of a day are ten thousand figures then, not thirty. */
const COPY_STEP_MS = 15 * MINUTE;
/** Cutovers of the scope that a stop is learnt from. */
const LEARN_FROM = 100;

/** How machines are known to the forecast of a wave. */
export type Known = { readonly migrations: ReadonlyMap<InstanceId, Migration>; readonly stored: readonly Stored<Migration>[]; readonly lives: ReadonlyMap<MigrationId, Live> };

/** What is moved together: a wave, or a machine that is in none. */
export type Party<I extends string> = { readonly id: I; readonly window: Window | null; readonly members: readonly Pick<WaveMember, 'instanceId' | 'name' | 'group'>[] };

/** A machine by itself, judged by the rules for waves. */
export function partyOfOne(m: Migration): Party<MigrationId> {
  return { id: m.id, window: m.window ?? null, members: [{ instanceId: m.instanceId, name: m.name, group: 1 }] };
}

export type Forecaster = { waves<I extends string>(all: readonly Party<I>[], known: Known): Promise<ReadonlyMap<I, WaveForecast>>; doubt: ForecastUseCases['windowDoubt'] };

/** Forecasts over many machines; what was learnt from a machine's log is kept until the log grows. */
export function makeForecaster(d: Reads & Pick<Deps, 'limits'>): Forecaster {
  const learnt = makeLearnt(d);

  async function waves<I extends string>(all: readonly Party<I>[], known: Known): Promise<ReadonlyMap<I, WaveForecast>> {
    const now = d.clock.now();
    const machines = all.flatMap((w) => w.members.flatMap((m) => known.migrations.get(m.instanceId) ?? []));
    const [copies, durations, stops] = await Promise.all([copiesOf(d, machines, known.lives), learnt.of(known.stored, machines), learnt.stops(known.stored)]);
    return new Map(all.map((wave) => [wave.id, waveForecast({ machines: travellers(wave, { known, copies, durations }), window: wave.window, stops, rpoLimitSeconds: d.limits.rpoSeconds, now })]));
  }

  async function doubt({ machines, window }: Parameters<ForecastUseCases['windowDoubt']>[0]): Promise<string | null> {
    if (window === null) return null;
    const [stored, open] = await Promise.all([d.store.migrations({ open: false }), d.store.waves()]);
    const wanted = new Set(machines);
    const all = stored.filter((s) => wanted.has(s.state.id)).map((s) => s.state);
    const groups = new Map([...open.values()].flatMap((w) => w.state.members.map((m) => [m.instanceId, m.group] as const)));
    const [durations, stops] = await Promise.all([learnt.of(stored, all), learnt.stops(stored)]);
    const runners = all.map((m) => ({ group: groups.get(m.instanceId) ?? 1, durations: durations.get(m.id) ?? null }));
    return fitWarning(windowFit({ runners, stops, windowMs: window.to - Math.max(d.clock.now(), window.from) }));
  }
  return { waves, doubt };
}

type Parts = { readonly known: Known; readonly copies: ReadonlyMap<MigrationId, FirstCopy>; readonly durations: ReadonlyMap<MigrationId, Durations> };

function travellers(wave: Party<string>, { known, copies, durations }: Parts): readonly Traveller[] {
  return wave.members.map(({ instanceId, name, group }) => {
    const migration = known.migrations.get(instanceId) ?? null;
    const id = migration?.id ?? null;
    return { name, group, migration, live: id === null ? null : (known.lives.get(id) ?? null), copy: id === null ? null : (copies.get(id) ?? null), durations: id === null ? null : (durations.get(id) ?? null) };
  });
}

/** The first copies that run, each with what was measured of it in the last day. */
async function copiesOf(d: Reads, all: readonly Migration[], lives: ReadonlyMap<MigrationId, Live>): Promise<ReadonlyMap<MigrationId, FirstCopy>> {
  const [now, watched] = [d.clock.now(), await watchedUntil(d)];
  const copying = all.filter((m) => m.position.phase === 'enabling' || m.position.phase === 'seeding');
  const stalled = copying.filter((m) => isStalled(m, lives.get(m.id) ?? null, watched));
  const [samples, reports] = await Promise.all([d.store.samples({ ids: copying.map((m) => m.id), since: now - DAY, everyMs: COPY_STEP_MS }), d.store.reportsOf(stalled.map((m) => m.instanceId))]);
  const failing = new Map(reports.map((r) => [r.instanceId, r.findings.filter((f) => f.verdict === 'block' || f.verdict === 'warn').map((f) => f.check)]));
  return new Map(copying.flatMap((migration) => {
    const copy = firstCopy({ migration, live: lives.get(migration.id) ?? null, samples: samples.get(migration.id) ?? [], failing: failing.get(migration.instanceId) ?? [], now, watched });
    return copy === null ? [] : [[migration.id, copy] as const];
  }));
}

/** What one machine's card says beside its state. */
export async function machineOutlook(d: Reads, m: Migration, live: Live | null): Promise<MachineOutlook> {
  const copies = await copiesOf(d, [m], new Map(live === null ? [] : [[m.id, live]]));
  return { copy: copies.get(m.id) ?? null, hours: await hoursOf(d, [m]) };
}

/** Whole hours of the last day: a card that is edited with every figure would never rest. */
export async function hoursOf(d: Reads, all: readonly Migration[]): Promise<readonly HourPoint[]> {
  const ids = all.filter((m) => isReplicating(m.position.phase)).map((m) => m.id);
  const hour = Math.floor(d.clock.now() / HOUR) * HOUR;
  return ids.length === 0 ? [] : (await d.store.sampleHours({ ids, since: hour - DAY })).filter((p) => p.hour < hour);
}

type Learnt = { of(stored: readonly Stored<Migration>[], wanted: readonly Migration[]): Promise<ReadonlyMap<MigrationId, Durations>>; stops(stored: readonly Stored<Migration>[]): Promise<readonly number[]> };

function makeLearnt(d: Reads): Learnt {
  const kept = new Map<MigrationId, { readonly version: number; readonly durations: Durations }>();

  async function of(stored: readonly Stored<Migration>[], wanted: readonly Migration[]): Promise<ReadonlyMap<MigrationId, Durations>> {
    const ids = new Set(wanted.filter(hasLearnt).map((m) => m.id));
    const all = stored.filter((s) => ids.has(s.state.id));
    const stale = all.filter((s) => kept.get(s.state.id)?.version !== s.version);
    for (let from = 0; from < stale.length; from += CHUNK) await learn(stale.slice(from, from + CHUNK));
    return new Map(all.flatMap(({ state }) => {
      const known = kept.get(state.id);
      return known === undefined ? [] : [[state.id, known.durations] as const];
    }));
  }

  async function learn(some: readonly Stored<Migration>[]): Promise<void> {
    const records = await d.store.lastRecords(some.map((s) => s.state.id), MOST_RECORDS);
    const byStream = Map.groupBy(records, (r) => r.stream);
    for (const { state, version } of some) kept.set(state.id, { version, durations: durationsOf((byStream.get(state.id) ?? []).map(ofMachine)) });
  }

  async function stops(stored: readonly Stored<Migration>[]): Promise<readonly number[]> {
    const done = stored.map((s) => s.state).filter((m) => m.sourceStoppedAt !== null).slice(0, LEARN_FROM);
    return [...(await of(stored, done)).values()].flatMap((x) => x.stop ?? []);
  }
  return { of, stops };
}

/** A machine that was neither tested nor stopped has no step to learn from. */
function hasLearnt(m: Migration): boolean {
  return m.verdict !== null || m.position.phase === 'test-review' || m.sourceStoppedAt !== null;
}

/** A stream of a machine holds its own events only. */
function ofMachine(r: Recorded): { readonly at: Instant; readonly event: Pick<MigrationEvent, 'type'> } {
  return { at: r.at, event: r.event as MigrationEvent };
}
