import type { MigrationId } from '../domain/ids.ts';
import type { Live } from '../domain/live.ts';
import { liveView, troubled } from '../domain/live-view.ts';
import type { Machine } from '../domain/machine.ts';
import { MOVING } from '../domain/migration/observation.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { ItemSummary } from '../domain/observation.ts';
import { MINUTE, type Instant } from '../domain/time.ts';
import { CloudError, type JobRequest } from '../ports.ts';
import type { Deps } from '../usecases/deps.ts';
import { INVENTORY_READ_AT, itemNamesOf, joinInventory } from '../usecases/inventory.ts';
import { whyWords } from '../usecases/rejections.ts';

/** When the last round ended; `GET /healthz` shows its age. */
export const LAST_TICK = 'tick.endedAt';

const JOB_WINDOW_MS = 60 * MINUTE;

/** Watches one vault: list pages only; a machine is looked at by itself when it runs something or its line changed. */
export function makeObserver(d: Deps, o: { readonly everyMs: number }): { tick(key: string): Promise<void> } {
  /** What each machine's line looked like in the last round; forgotten at a restart, so that every machine is looked at once. */
  const lines = new Map<string, string>();

  async function tick(key: string): Promise<void> {
    const waitMs = await round(d, lines, o.everyMs);
    await d.store.putNote(LAST_TICK, String(d.clock.now()));
    await d.store.commit({ at: d.clock.now(), changes: [], jobs: [{ queue: 'tick', key, afterMs: waitMs }] });
  }
  return { tick };
}

/** One round; returns how long to wait before the next. */
async function round(d: Deps, lines: Map<string, string>, everyMs: number): Promise<number> {
  const open = (await d.store.migrations({ open: true })).map((s) => s.state);
  try {
    const [seen, machines, all] = await Promise.all([d.replication.list(d.clock.now() - JOB_WINDOW_MS), d.source.list(), d.store.migrations({ open: false })]);
    await d.store.putInventory(joinInventory(machines, seen.value.items, itemNamesOf(all.map((s) => s.state))));
    await d.store.putNote(INVENTORY_READ_AT, String(d.clock.now()));
    const jobs = await wakeChanged(d, lines, { open, items: seen.value.items, machines, asOf: seen.asOf });
    await wake(d, jobs);
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

type Round = { readonly open: readonly Migration[]; readonly items: readonly ItemSummary[]; readonly machines: readonly Machine[]; readonly asOf: Instant };

async function wakeChanged(d: Deps, lines: Map<string, string>, r: Round): Promise<readonly JobRequest[]> {
  const items = new Map(r.items.map((i) => [i.name.toLowerCase(), i]));
  const power = new Map(r.machines.map((m) => [m.instanceId, m.power]));
  // All at once: the store keeps the list and reads only what changed in it.
  const lives = await d.store.lives();
  const jobs: JobRequest[] = [];
  for (const m of r.open) {
    const item = items.get(m.itemName.toLowerCase()) ?? null;
    const line = lineOf(item, power.get(m.instanceId) ?? 'gone');
    const changed = lines.get(m.id) !== line;
    lines.set(m.id, line);
    if (changed || runs(m)) jobs.push({ queue: 'step', key: m.id });
    else if (item !== null) jobs.push(...(await refreshView(d, { id: m.id, before: lives.get(m.id) ?? null, item, asOf: r.asOf })));
  }
  return jobs;
}

function runs(m: Migration): boolean {
  return m.pending !== null || (MOVING.has(m.position.phase) && m.position.phase !== 'seeding' && m.stuck === null && m.drift === null);
}

/** What of a line means news; RPO and heartbeats drift all the time and are not news. */
function lineOf(item: ItemSummary | null, power: string): string {
  if (item === null) return `absent|${power}`;
  return JSON.stringify([item.protectionState, item.testFailoverState, item.activeLocation, item.allowedOperations, item.replicationHealth, item.running?.jobId ?? null, item.percent, item.resyncRequired, power]);
}

async function refreshView(d: Deps, x: { readonly id: MigrationId; readonly before: Live | null; readonly item: ItemSummary; readonly asOf: Instant }): Promise<readonly JobRequest[]> {
  const view = liveView({ before: x.before, item: x.item, job: null, asOf: x.asOf, now: d.clock.now() });
  if (view === x.before || !(await d.store.putLive(x.id, view))) return [];
  return [{ queue: 'notify', key: x.id }];
}
