import { isStalled, STALLED_AFTER_MS, stalledSince } from '../domain/copy.ts';
import { reachesDay } from '../domain/cost/reminders.ts';
import { isWorthKeeping, sampleOf, type Sample } from '../domain/forecast/sample.ts';
import type { MigrationId } from '../domain/ids.ts';
import type { Live } from '../domain/live.ts';
import type { Migration } from '../domain/migration/types.ts';
import { HOUR, MINUTE, type Instant } from '../domain/time.ts';
import type { JobRequest } from '../ports/jobs.ts';
import type { Deps } from '../usecases/deps.ts';
import { watchedUntil } from '../usecases/watched.ts';

/** When old figures were last thinned, over all replicas. */
const THINNED_AT = 'samples.thinnedAt';
const THIN_EVERY_MS = HOUR;
const LOOK_EVERY_MS = 10 * MINUTE;

export type Sampler = {
  /** Keeps the figures of a round; what has to be woken for them. */
  keep(open: readonly Migration[]): Promise<readonly JobRequest[]>;
};

/** Keeps figures of replication over time, in one write per round, and thins the old ones once an hour. Another replica may do the next round: then a figure more is kept. */
export function makeSampler(d: Pick<Deps, 'store' | 'clock'>): Sampler {
  const last = new Map<MigrationId, Sample>();
  const lookedAt = new Map<MigrationId, Instant>();
  const still = new Map<MigrationId, Instant>();

  async function keep(open: readonly Migration[]): Promise<readonly JobRequest[]> {
    const lives = await d.store.lives();
    const now = d.clock.now();
    const fresh = open.flatMap((m) => {
      const sample = sampleOf(m, lives.get(m.id) ?? null, now);
      return sample !== null && isWorthKeeping(last.get(m.id) ?? null, sample) ? [{ id: m.id, sample }] : [];
    });
    await d.store.putSamples(fresh);
    for (const { id, sample } of fresh) last.set(id, sample);
    forgetOthers(open, [last, lookedAt, still]);
    return [...slowOnes(open, { lives, now, lookedAt }), ...stoodStill(open, { lives, watched: await watchedUntil(d), still }), ...(await hourly(d, open, now))];
  }
  return { keep };
}

function forgetOthers(open: readonly Migration[], all: readonly Map<MigrationId, unknown>[]): void {
  const ids = new Set(open.map((m) => m.id));
  for (const known of all) for (const id of known.keys()) if (!ids.has(id)) known.delete(id);
}

/** The list tells whole percents only, and one of a large disk can take hours: before a copy is called stalled, its own bytes are looked at. */
function slowOnes(open: readonly Migration[], o: { readonly lives: ReadonlyMap<MigrationId, Live>; readonly now: Instant; readonly lookedAt: Map<MigrationId, Instant> }): readonly JobRequest[] {
  const slow = open.filter((m) => {
    const moved = o.lives.get(m.id)?.movedAt ?? null;
    return m.position.phase === 'seeding' && moved !== null && o.now - moved >= STALLED_AFTER_MS / 3 && o.now - (o.lookedAt.get(m.id) ?? 0) >= LOOK_EVERY_MS;
  });
  for (const m of slow) o.lookedAt.set(m.id, o.now);
  return slow.map((m) => ({ queue: 'step', key: m.id }));
}

/** Nothing changes when a copy has stood still for an hour, so that nothing else would have its card say so. Told again after a restart: a card that is like that already stays as it is. */
function stoodStill(open: readonly Migration[], o: { readonly lives: ReadonlyMap<MigrationId, Live>; readonly watched: Instant; readonly still: Map<MigrationId, Instant> }): readonly JobRequest[] {
  const woken: JobRequest[] = [];
  for (const m of open) {
    const live = o.lives.get(m.id) ?? null;
    const since = isStalled(m, live, o.watched) ? stalledSince(m, live) : null;
    if (since !== null && o.still.get(m.id) !== since) woken.push({ queue: 'notify', key: m.id });
    if (since === null) o.still.delete(m.id);
    else o.still.set(m.id, since);
  }
  return woken;
}

/** Nothing else wakes a machine whose figures stand still on the day on which its free days end. */
async function hourly(d: Pick<Deps, 'store'>, open: readonly Migration[], now: Instant): Promise<readonly JobRequest[]> {
  const before = Number((await d.store.note(THINNED_AT)) ?? '0');
  if (now - before < THIN_EVERY_MS) return [];
  await d.store.thinSamples(now);
  await d.store.putNote(THINNED_AT, String(now));
  return open.filter((m) => reachesDay(m, { after: before, until: now })).map((m) => ({ queue: 'notify', key: m.id }));
}
