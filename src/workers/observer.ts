import type { MigrationId } from '../domain/ids.ts';
import type { Live } from '../domain/live.ts';
import { liveView, troubled } from '../domain/live-view.ts';
import { MOVING } from '../domain/migration/observation.ts';
import { wantsDoer } from '../domain/migration/paused.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { ItemSummary } from '../domain/observation.ts';
import { MINUTE, type Instant } from '../domain/time.ts';
import { CloudError, type JobRequest } from '../ports.ts';
import type { Deps } from '../usecases/deps.ts';
import { INVENTORY_READ_AT, itemNamesOf, joinInventory } from '../usecases/inventory.ts';
import { whyWords } from '../usecases/rejections.ts';
import { makeLines, type Line } from './line.ts';
import { makeSourceWatch, type SourceWatch } from './source-watch.ts';

/** When the last round ended; `GET /healthz` shows its age. */
export const LAST_TICK = 'tick.endedAt';

const JOB_WINDOW_MS = 60 * MINUTE;

/** Watches one vault: list pages only; a machine is looked at by itself when it runs something or its line changed. */
export function makeObserver(d: Deps, o: { readonly everyMs: number }): { tick(key: string): Promise<void> } {
  /** What each machine's line looked like in the last round; forgotten at a restart, so that every machine is looked at once. */
  const lines = new Map<string, string>();
  const sources = makeSourceWatch(d);

  async function tick(key: string): Promise<void> {
    const waitMs = await round({ d, lines, sources }, o.everyMs);
    await d.store.putNote(LAST_TICK, String(d.clock.now()));
    await d.store.commit({ at: d.clock.now(), changes: [], jobs: [{ queue: 'tick', key, afterMs: waitMs }] });
  }
  return { tick };
}

type Watch = { readonly d: Deps; readonly lines: Map<string, string>; readonly sources: SourceWatch };

/** One round; returns how long to wait before the next. */
async function round({ d, lines, sources }: Watch, everyMs: number): Promise<number> {
  const stored = await d.store.migrations({ open: true });
  const open = stored.map((s) => s.state);
  try {
    const [seen, machines, all] = await Promise.all([d.replication.list(d.clock.now() - JOB_WINDOW_MS), d.source.list(), d.store.migrations({ open: false })]);
    await d.store.putInventory(joinInventory(machines, seen.value.items, itemNamesOf(all.map((s) => s.state))));
    await d.store.putNote(INVENTORY_READ_AT, String(d.clock.now()));
    await sources.round({ open: stored, machines, items: seen.value.items, asOf: seen.asOf });
    const lineOf = makeLines({ ...seen.value, machines });
    await wake(d, await wakeChanged(d, lines, { open, lineOf, asOf: seen.asOf }));
    return everyMs;
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    d.log.warn({ operation: error.operation, kind: error.kind, retryAfterMs: error.retryAfterMs }, 'observation round failed');
    await markTroubled(d, open, `${error.operation}: ${whyWords(error)}`);
    // One cloud that is down must not hide what runs in the other; one that asks for less is left alone.
    if (error.kind !== 'throttled') await wake(d, open.filter(runs).map((m) => ({ queue: 'step', key: m.id })));
    return Math.max(everyMs, error.retryAfterMs ?? 0);
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

async function wakeChanged(d: Deps, lines: Map<string, string>, r: Round): Promise<readonly JobRequest[]> {
  // All at once: the store keeps the list and reads only what changed in it.
  const lives = await d.store.lives();
  const jobs: JobRequest[] = [];
  for (const m of r.open) {
    const { item, news } = r.lineOf(m);
    const changed = lines.get(m.id) !== news;
    lines.set(m.id, news);
    if (changed || runs(m)) jobs.push({ queue: 'step', key: m.id });
    else if (item !== null) jobs.push(...(await refreshView(d, { id: m.id, before: lives.get(m.id) ?? null, item, asOf: r.asOf })));
  }
  return jobs;
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
