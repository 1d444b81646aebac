import type { MigrationId } from '../domain/ids.ts';
import type { Live } from '../domain/live.ts';
import { liveView, troubled } from '../domain/live-view.ts';
import { MOVING } from '../domain/migration/observation.ts';
import { wantsDoer } from '../domain/migration/paused.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { ItemSummary } from '../domain/observation.ts';
import { MINUTE, type Instant } from '../domain/time.ts';
import type { JobRequest } from '../ports/jobs.ts';
import { CloudError } from '../ports/trouble.ts';
import type { Deps } from '../usecases/deps.ts';
import { INVENTORY_READ_AT, itemNamesOf, joinInventory } from '../usecases/inventory.ts';
import { whyWords } from '../usecases/rejections.ts';
import { LOOKED_AT } from '../usecases/watched.ts';
import { makeLines, type Line } from './line.ts';
import { withPlan } from './planner.ts';
import { makeRiskWatch, type RiskWatch } from './risk-watch.ts';
import { makeSampler, type Sampler } from './sampler.ts';
import { makeSourceWatch, type SourceWatch } from './source-watch.ts';

/** When the last round ended; `GET /healthz` shows its age. */
export const LAST_TICK = 'tick.endedAt';

/** Whoever did not look for that long has to look twice. */
const AWAY_MS = 10 * MINUTE;
const JOB_WINDOW_MS = 60 * MINUTE;

/** Watches one vault: list pages only; a machine is looked at by itself when it runs something or its line changed. Any replica can do the next round: what the last one saw is in the store. */
export function makeObserver(d: Deps, o: { readonly everyMs: number }): { tick(key: string, signal?: AbortSignal): Promise<void> } {
  const sources = makeSourceWatch(d);
  const sampler = makeSampler(d);
  const risks = makeRiskWatch(d);
  const look = makeLook(d);

  async function tick(key: string, signal?: AbortSignal): Promise<void> {
    const begun = await d.store.beginRound(key);
    const { waitMs, news, jobs } = await round({ d, sources, sampler, risks, look, before: begun.news, signal: signal ?? null }, o.everyMs);
    signal?.throwIfAborted();
    await d.store.putNote(LAST_TICK, String(d.clock.now()));
    const next: JobRequest = { queue: 'tick', key, afterMs: waitMs };
    // What was seen and who is woken by it go together: news that woke nobody would never be news again.
    const outcome = await d.store.endRound({ vault: key, turn: begun.turn, before: begun.news, news, jobs: [...jobs, next] });
    if (outcome === 'conflict') d.log.warn({ vault: key, turn: begun.turn }, 'a round was overtaken by another replica and changed nothing');
  }
  return { tick };
}

/** Notes that everything was looked at. After a gap only the second round counts: the list tells whole percents, and the bytes of slow copies are read in between. */
function makeLook(d: Deps): () => Promise<void> {
  let roundsAway = 0;
  return async () => {
    const now = d.clock.now();
    const last = Number((await d.store.note(LOOKED_AT)) ?? now);
    roundsAway = now - last > AWAY_MS ? roundsAway + 1 : 0;
    if (roundsAway !== 1) await d.store.putNote(LOOKED_AT, String(now));
  };
}

type News = ReadonlyMap<MigrationId, string>;
type Watch = { readonly d: Deps; readonly sources: SourceWatch; readonly sampler: Sampler; readonly risks: RiskWatch; readonly look: () => Promise<void>; readonly before: News; readonly signal: AbortSignal | null };
type Rounded = { readonly waitMs: number; readonly news: News; readonly jobs: readonly JobRequest[] };

/** One round: what it saw, whom that wakes, and how long to wait before the next. */
async function round({ d, sources, sampler, risks, look, before, signal }: Watch, everyMs: number): Promise<Rounded> {
  const stored = await d.store.migrations({ open: true });
  const open = stored.map((s) => s.state);
  try {
    const [seen, machines, all] = await Promise.all([d.replication.list(d.clock.now() - JOB_WINDOW_MS), d.source.list(), d.store.migrations({ open: false })]);
    // What was seen before another replica took over is older than what that one writes.
    signal?.throwIfAborted();
    await d.store.putInventory(joinInventory(machines, seen.value.items, itemNamesOf(all.map((s) => s.state))));
    await d.store.putNote(INVENTORY_READ_AT, String(d.clock.now()));
    await sources.round({ open: stored, machines, items: seen.value.items, asOf: seen.asOf });
    signal?.throwIfAborted();
    const lineOf = makeLines({ ...seen.value, machines });
    const { news, jobs } = await changedLines(d, before, { open, lineOf, asOf: seen.asOf });
    await look();
    return { waitMs: everyMs, news, jobs: [...jobs, ...(await sampler.keep(open)), ...(await risks.due()), ...withPlan((await d.store.waves()).values())] };
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    d.log.warn({ operation: error.operation, kind: error.kind, retryAfterMs: error.retryAfterMs }, 'observation round failed');
    await markTroubled(d, open, `${error.operation}: ${whyWords(error)}`);
    // One cloud that is down must not hide what runs in the other; one that asks for less is left alone.
    const woken = error.kind === 'throttled' ? [] : open.filter(runs).map((m): JobRequest => ({ queue: 'step', key: m.id }));
    return { waitMs: Math.max(everyMs, error.retryAfterMs ?? 0), news: before, jobs: woken };
  }
}

async function wake(d: Deps, jobs: readonly JobRequest[]): Promise<void> {
  if (jobs.length > 0) await d.store.commit({ at: d.clock.now(), changes: [], jobs });
}

async function markTroubled(d: Deps, open: readonly Migration[], why: string): Promise<void> {
  for (const m of open) {
    const before = await d.store.live(m.id);
    if (before === null || before.trouble !== null) continue;
    await d.store.putLive(m.id, troubled(before, d.clock.now(), why));
    await wake(d, [{ queue: 'notify', key: m.id }]);
  }
}

type Round = { readonly open: readonly Migration[]; readonly lineOf: (m: Migration) => Line; readonly asOf: Instant };

async function changedLines(d: Deps, before: News, r: Round): Promise<Omit<Rounded, 'waitMs'>> {
  // All at once: the store keeps the list and reads only what changed in it.
  const lives = await d.store.lives();
  const news = new Map<MigrationId, string>();
  const jobs: JobRequest[] = [];
  for (const m of r.open) {
    const line = r.lineOf(m);
    const told = d.digest(line.news);
    news.set(m.id, told);
    const isNews = before.get(m.id) !== told || runs(m);
    if (isNews) jobs.push({ queue: 'step', key: m.id });
    // Of a first copy the line says what it shows at once: until its step is done it would look as if it stood still.
    if (line.item !== null && (!isNews || m.position.phase === 'seeding')) jobs.push(...(await refreshView(d, { id: m.id, before: lives.get(m.id) ?? null, item: line.item, asOf: r.asOf })));
  }
  return { news, jobs };
}

function runs(m: Migration): boolean {
  if (m.drift !== null) return m.drift.adopting !== undefined || wantsDoer(m.drift);
  return m.pending !== null || (MOVING.has(m.position.phase) && m.position.phase !== 'seeding' && m.stuck === null);
}

async function refreshView(d: Deps, x: { readonly id: MigrationId; readonly before: Live | null; readonly item: ItemSummary; readonly asOf: Instant }): Promise<readonly JobRequest[]> {
  const view = liveView({ before: x.before, item: x.item, job: null, asOf: x.asOf, now: d.clock.now() });
  if (view === x.before || !(await d.store.putLive(x.id, view))) return [];
  return [{ queue: 'notify', key: x.id }];
}
