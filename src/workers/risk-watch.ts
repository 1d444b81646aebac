import { z } from 'zod';
import type { Risk } from '../domain/forecast/wave.ts';
import type { WaveId } from '../domain/ids.ts';
import { alarm, risksOf } from '../domain/notice/risk.ts';
import { MINUTE, type Instant } from '../domain/time.ts';
import type { Wave } from '../domain/wave/types.ts';
import type { JobRequest } from '../ports.ts';
import { utc } from '../text/format.ts';
import type { Words } from '../text/en.ts';
import type { Deps } from '../usecases/deps.ts';
import { makeForecaster } from '../usecases/forecast.ts';
import { newestOf } from '../usecases/inventory.ts';
import type { WaveView } from '../usecases/wave-types.ts';
import type { Wanted } from './story.ts';

/** Kept beside the wave, so that a restart says nothing twice and what is said stays as it was. */
const Kept = z.object({ alarm: z.object({ since: z.number(), fineSince: z.number().nullable() }), text: z.string() });
type Kept = z.infer<typeof Kept>;

type Reads = Pick<Deps, 'store' | 'clock'>;

type Looked = Pick<WaveView, 'wave' | 'outlook' | 'now'>;

/** The notice that a wave is at risk, as long as it is; it is recorded before it is said. */
export async function watchRisk(d: Reads & { readonly words: Words }, view: Looked): Promise<readonly Wanted[]> {
  const { id } = view.wave;
  const before = await keptOf(d, id);
  const kept = next(before, view, d.words);
  if (JSON.stringify(kept) !== JSON.stringify(before)) await d.store.putNote(noteOf(id), JSON.stringify(kept));
  // What is over needs nobody any more, also where it never arrived.
  if (before !== null && before.alarm.since !== kept?.alarm.since) await settle(d, keyOf(id, before.alarm.since));
  return kept === null || kept.alarm.fineSince !== null ? [] : [noticeOf(view.wave, kept)];
}

function next(before: Kept | null, { wave, outlook, now }: Looked, words: Words): Kept | null {
  if (wave.closed !== null) return null;
  const risks = outlook === undefined ? [] : risksOf(outlook.forecast);
  const after = alarm(before?.alarm ?? null, { isAtRisk: risks.length > 0, now });
  if (after === null) return null;
  return { alarm: after, text: before?.alarm.since === after.since ? before.text : textOf(words, { wave, risks, now }) };
}

function noticeOf(wave: Wave, { alarm: { since }, text }: Kept): Wanted {
  return { key: keyOf(wave.id, since), role: 'note', lane: 'N1', kind: 'risk', at: since, mentions: [wave.owner], content: { text } };
}

/** Its copies elsewhere begin with the same key. */
async function settle(d: Reads, key: string): Promise<void> {
  const now = d.clock.now();
  const owed = (await d.store.undelivered(now + 1)).filter((one) => one.key.startsWith(key));
  await d.store.settleDeliveries(owed.map((one) => one.key), now);
}

/** In risks nothing tells itself: time passes, and a copy stands still or a window comes close. */
const LOOK_EVERY_MS = 5 * MINUTE;

export type RiskWatch = {
  /** Wakes the waves that are at risk now and were not, or the other way round. */
  due(): Promise<readonly JobRequest[]>;
};

/** Looks at all open waves every few minutes, by the store alone. Another replica may look as well: what is woken twice is said once. */
export function makeRiskWatch(d: Reads & Pick<Deps, 'limits'>): RiskWatch {
  const forecaster = makeForecaster(d);
  let last: Instant = -Infinity;

  async function due(): Promise<readonly JobRequest[]> {
    const now = d.clock.now();
    if (now - last < LOOK_EVERY_MS) return [];
    last = now;
    const [stored, lives, open] = await Promise.all([d.store.migrations({ open: false }), d.store.lives(), d.store.waves()]);
    const migrations = new Map(newestOf(stored).map((m) => [m.instanceId, m]));
    // Before the first machine has begun there is no thread to tell it in.
    const begun = [...open.values()].map((w) => w.state).filter((w) => w.members.some((m) => migrations.has(m.instanceId)));
    const forecasts = await forecaster.waves(begun, { migrations, stored, lives });
    const news = await Promise.all(begun.map(async (w) => isNews(await keptOf(d, w.id), { isAtRisk: risksOf(forecasts.get(w.id) ?? { risks: [], stalled: [] }).length > 0, now })));
    return begun.filter((_, n) => news[n]).map((w) => ({ queue: 'notify', key: w.id }));
  }
  return { due };
}

function isNews(kept: Kept | null, o: { readonly isAtRisk: boolean; readonly now: Instant }): boolean {
  const before = kept?.alarm ?? null;
  return JSON.stringify(alarm(before, o)) !== JSON.stringify(before);
}

async function keptOf(d: Pick<Deps, 'store'>, id: WaveId): Promise<Kept | null> {
  return Kept.nullable().parse(JSON.parse((await d.store.note(noteOf(id))) ?? 'null'));
}

function noteOf(id: WaveId): string {
  return `risk:${id}`;
}

function keyOf(id: WaveId, since: Instant): string {
  return `${id}:risk${since}`;
}

function textOf(words: Words, o: { readonly wave: Wave; readonly risks: readonly Risk[]; readonly now: Instant }): string {
  const { name, window } = o.wave;
  const ahead = window === null || window.to <= o.now ? null : { at: utc(window.from), isOpen: window.from <= o.now };
  return words.notices.risk({ wave: name, why: words.forecast.risks(o.risks), window: ahead });
}
