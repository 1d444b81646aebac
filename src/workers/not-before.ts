import { setTimeout as pause } from 'node:timers/promises';
import type { Instant } from '../domain/time.ts';
import type { Clock } from '../ports/clock.ts';

type Work = (key: string, signal: AbortSignal) => Promise<void>;

/** Holds a kind of work back until a moment: right after a start people are answered before the clouds' SDKs are loaded. */
export function notBefore(at: Instant, clock: Clock, work: Work): Work {
  return async (key, signal) => {
    const wait = at - clock.now();
    if (wait > 0) await pause(wait, undefined, { signal });
    return work(key, signal);
  };
}
