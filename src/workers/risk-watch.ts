import { z } from 'zod';
import type { WaveForecast } from '../domain/forecast/wave.ts';
import { TERMINAL_PHASES, type Migration } from '../domain/migration/types.ts';
import { alarm, mayBeAtRisk, risksOf } from '../domain/notice/risk.ts';
import type { Person } from '../domain/person.ts';
import { MINUTE, type Instant } from '../domain/time.ts';
import type { Window } from '../domain/window/types.ts';
import type { JobRequest } from '../ports/jobs.ts';
import { utc } from '../text/format.ts';
import type { Words } from '../text/en.ts';
import type { Deps } from '../usecases/deps.ts';
import { makeForecaster, partyOfOne, type Forecaster, type Party } from '../usecases/forecast.ts';
import { newestOf } from '../usecases/inventory.ts';
import type { MachineStatus } from '../usecases/types.ts';
import type { WaveView } from '../usecases/wave-types.ts';
import type { Wanted } from './story.ts';
import { threadOf } from './threads.ts';
import { isTonight } from './tonight.ts';

/** Kept beside the wave or the machine, so that a restart says nothing twice and what is said stays as it was. */
const Kept = z.object({ alarm: z.object({ since: z.number(), fineSince: z.number().nullable() }), text: z.string() });
type Kept = z.infer<typeof Kept>;

type Reads = Pick<Deps, 'store' | 'clock'>;

/** A wave, or a machine that is in none. `key` begins the keys of its messages; `forecast` is null when nothing is expected of it any more. */
type Looked = { readonly id: string; readonly key: string; readonly name: string; readonly owner: Person; readonly isAlone: boolean; readonly window: Window | null; readonly forecast: Outlook | null; readonly now: Instant };
type Outlook = Pick<WaveForecast, 'risks' | 'stalled' | 'fit'>;

/** The notice that a wave is at risk, as long as it is. */
export function riskOfWave(d: Reads & { readonly words: Words }, { wave, outlook, now }: Pick<WaveView, 'wave' | 'outlook' | 'now'>): Promise<readonly Wanted[]> {
  const forecast = wave.closed === null ? (outlook?.forecast ?? NOTHING) : null;
  return watchRisk(d, { id: wave.id, key: wave.id, name: wave.name, owner: wave.owner, isAlone: false, window: wave.window, forecast, now });
}

/** The same for a machine that is in no wave. */
export async function riskOfMachine(d: Reads & { readonly words: Words; readonly forecaster: Forecaster }, { migration: m, live, now }: Pick<MachineStatus, 'migration' | 'live' | 'now'>, { isAlone }: { readonly isAlone: boolean }): Promise<readonly Wanted[]> {
  const isOver = !isAlone || TERMINAL_PHASES.has(m.position.phase);
  const forecast = isOver ? null : mayBeAtRisk(m, now) ? await forecastOfOne(d, m, live) : NOTHING;
  return watchRisk(d, { id: m.id, key: `m:${m.id}`, name: m.name, owner: m.owner, isAlone: true, window: m.window ?? null, forecast, now });
}

async function forecastOfOne(d: Reads & { readonly forecaster: Forecaster }, m: Migration, live: MachineStatus['live']): Promise<Outlook> {
  const stored = await d.store.migrations({ open: false });
  const found = await d.forecaster.waves([partyOfOne(m)], { migrations: new Map([[m.instanceId, m]]), stored, lives: new Map(live === null ? [] : [[m.id, live]]) });
  return found.get(m.id) ?? NOTHING;
}

const NOTHING: Outlook = { risks: [], stalled: [], fit: null };

/** Recorded before it is said. */
async function watchRisk(d: Reads & { readonly words: Words }, o: Looked): Promise<readonly Wanted[]> {
  const before = await keptOf(d, o.id);
  const kept = next(before, o, d.words);
  if (JSON.stringify(kept) !== JSON.stringify(before)) await d.store.putNote(noteOf(o.id), JSON.stringify(kept));
  // What is over needs nobody any more, also where it never arrived.
  if (before !== null && before.alarm.since !== kept?.alarm.since) await settle(d, { key: keyOf(o, before.alarm.since), since: before.alarm.since });
  return kept === null || kept.alarm.fineSince !== null ? [] : [noticeOf(o, kept)];
}

function next(before: Kept | null, o: Looked, words: Words): Kept | null {
  if (o.forecast === null) return null;
  const after = alarm(before?.alarm ?? null, { isAtRisk: risksOf(o.forecast).length > 0, now: o.now });
  if (after === null) return null;
  return { alarm: after, text: before?.alarm.since === after.since ? before.text : textOf(words, o, o.forecast) };
}

/** A window of tonight is missed by the morning. */
function noticeOf(o: Looked, { alarm: { since }, text }: Kept): Wanted {
  const tonight = o.window !== null && o.window.to > o.now && isTonight(o.window.from, o.now);
  return { key: keyOf(o, since), role: 'note', lane: 'N1', kind: 'risk', at: since, mentions: [o.owner], ...(tonight ? { tonight } : {}), content: { text } };
}

/** Its copies elsewhere begin with the same key. */
async function settle(d: Reads, { key, since }: { readonly key: string; readonly since: Instant }): Promise<void> {
  const now = d.clock.now();
  const owed = (await d.store.undelivered(now + 1, since)).filter((one) => one.key.startsWith(key));
  await d.store.settleDeliveries(owed.map((one) => one.key), now);
}

/** In risks nothing tells itself: time passes, and a copy stands still or a window comes close. */
const LOOK_EVERY_MS = 5 * MINUTE;

export type RiskWatch = {
  /** Wakes the waves, and the machines of no wave, that are at risk now and were not, or the other way round. */
  due(): Promise<readonly JobRequest[]>;
};

/** Looks at everything that is open every few minutes, by the store alone. Another replica may look as well: what is woken twice is said once. */
export function makeRiskWatch(d: Reads & Pick<Deps, 'limits'>): RiskWatch {
  const forecaster = makeForecaster(d);
  let last: Instant = -Infinity;

  async function due(): Promise<readonly JobRequest[]> {
    const now = d.clock.now();
    if (now - last < LOOK_EVERY_MS) return [];
    last = now;
    const [stored, lives, open] = await Promise.all([d.store.migrations({ open: false }), d.store.lives(), d.store.waves()]);
    const migrations = new Map(newestOf(stored).map((m) => [m.instanceId, m]));
    const waves = [...open.values()].map((w) => w.state);
    const planned = new Set<string>(waves.flatMap((w) => w.members.map((m) => m.instanceId)));
    const lone = [...migrations.values()].filter((m) => !planned.has(m.instanceId) && !TERMINAL_PHASES.has(m.position.phase));
    // Before the first machine has begun there is no thread to tell it in.
    const begun = waves.filter((w) => w.members.some((m) => migrations.has(m.instanceId)));
    const parties: readonly Party<string>[] = [...begun, ...lone.map(partyOfOne)];
    const forecasts = await forecaster.waves(parties, { migrations, stored, lives });
    const woken = await Promise.all(parties.map(async (p) => isNews(await keptOf(d, p.id), { isAtRisk: risksOf(forecasts.get(p.id) ?? NOTHING).length > 0, now })));
    const news = new Set(parties.filter((_, n) => woken[n]).map((p) => p.id));
    return [...begun.filter((w) => news.has(w.id)), ...(await alone(d, lone.filter((m) => news.has(m.id))))].map(({ id }) => ({ queue: 'notify', key: id }));
  }
  return { due };
}

/** A machine of a wave that was closed has its place in that wave's thread, where nothing is expected any more. */
async function alone(d: Reads, all: readonly Migration[]): Promise<readonly Migration[]> {
  const threads = await Promise.all(all.map((m) => threadOf(d.store, m)));
  return all.filter((_, n) => threads[n] === null);
}

function isNews(kept: Kept | null, o: { readonly isAtRisk: boolean; readonly now: Instant }): boolean {
  const before = kept?.alarm ?? null;
  return JSON.stringify(alarm(before, o)) !== JSON.stringify(before);
}

async function keptOf(d: Pick<Deps, 'store'>, id: string): Promise<Kept | null> {
  return Kept.nullable().parse(JSON.parse((await d.store.note(noteOf(id))) ?? 'null'));
}

/** What is said of something that is at risk now; null while it is not. */
export async function riskText(d: Pick<Deps, 'store'>, id: string): Promise<string | null> {
  const kept = await keptOf(d, id);
  return kept === null || kept.alarm.fineSince !== null ? null : kept.text;
}

function noteOf(id: string): string {
  return `risk:${id}`;
}

function keyOf({ key }: Pick<Looked, 'key'>, since: Instant): string {
  return `${key}:risk${since}`;
}

function textOf(words: Words, o: Omit<Looked, 'forecast'>, forecast: Outlook): string {
  const ahead = o.window === null || o.window.to <= o.now ? null : { at: utc(o.window.from), isOpen: o.window.from <= o.now };
  const risks = risksOf(forecast);
  return words.notices.risk({ name: o.name, isAlone: o.isAlone, why: o.isAlone ? words.forecast.ownRisks(risks, forecast.fit) : words.forecast.risks(risks), window: ahead });
}
