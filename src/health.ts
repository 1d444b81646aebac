/** How Ferry stands, for those who start, stop and watch it. */
import type { Health, Readiness } from './adapters/http/operations.ts';
import { MINUTE, SECOND } from './domain/time.ts';
import type { Clock, Store } from './ports.ts';
import { LAST_TICK } from './workers/observer.ts';

/** A round that ended longer ago than this is a fault that a restart may cure. */
const TICK_OVERDUE_MS = 10 * MINUTE;

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

/** Whether the process itself is well. A store that cannot be reached is told, but starting Ferry anew would not bring it back. */
export async function healthOf(store: Store, clock: Clock): Promise<Health> {
  const alive = await store.healthy();
  const ended = alive ? await store.note(LAST_TICK) : null;
  const age = ended === null ? null : clock.now() - Number(ended);
  return { ok: age === null || age < TICK_OVERDUE_MS, store: alive, lastTickAgeSeconds: age === null ? null : Math.round(age / SECOND) };
}

/** Whether people may be sent here now. */
export async function readinessOf(store: Store, life: Life): Promise<Readiness> {
  const phase = life.now();
  if (phase !== 'running') return { ready: false, why: phase };
  return (await store.healthy()) ? { ready: true, why: null } : { ready: false, why: 'store' };
}
