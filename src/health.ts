/** How Ferry stands, for those who start, stop and watch it. */
import type { Health, Readiness } from './adapters/http/operations.ts';
import { MINUTE, SECOND, type Instant } from './domain/time.ts';
import type { Store } from './ports/store.ts';
import { LAST_TICK } from './workers/observer.ts';

/** A round that ended longer ago than this is a fault that a restart may cure. */
const TICK_OVERDUE_MS = 10 * MINUTE;
/** Where rounds are far apart, so many may be missing. */
const ROUNDS_MISSED = 3;

/** The life of the process. */
export type Life = { readonly now: () => 'starting' | 'running' | 'draining' | 'outdated'; readonly become: (next: 'running' | 'draining' | 'outdated') => void };

/** Begins as starting; who is stopping does not come back. */
export function makeLife(): Life {
  let phase: ReturnType<Life['now']> = 'starting';
  return {
    now: () => phase,
    become: (next) => {
      if (phase !== 'draining') phase = next;
    },
  };
}

/**
 * Whether the process itself is well. A store that cannot be reached is told, but starting Ferry anew would not bring it back; nor would another start help
 * a process that has only just begun and finds that nobody looked for long.
 */
export async function healthOf(store: Pick<Store, 'healthy' | 'note'>, now: Instant, o: { readonly startedAt: Instant; readonly everyMs: number }): Promise<Health> {
  const alive = await store.healthy();
  const noted = alive ? await store.note(LAST_TICK) : null;
  const ended = noted === null ? null : Number(noted);
  const isOverdue = now - Math.max(ended ?? 0, o.startedAt) >= Math.max(TICK_OVERDUE_MS, o.everyMs * ROUNDS_MISSED);
  return { ok: !alive || !isOverdue, store: alive, lastTickAgeSeconds: ended === null ? null : Math.round((now - ended) / SECOND) };
}

/** Whether people may be sent here now. */
export async function readinessOf(store: Pick<Store, 'healthy'>, life: Life): Promise<Readiness> {
  const phase = life.now();
  if (phase !== 'running') return { ready: false, why: phase };
  return (await store.healthy()) ? { ready: true, why: null } : { ready: false, why: 'store' };
}
