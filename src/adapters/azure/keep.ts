// Remembers what was read for a while, so that many callers cost one request.
import type { Instant } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';

/** A read whose answer is kept; callers at the same time share one request, and a failure is forgotten at once. */
export function keep<T>(read: () => Promise<T>, o: { readonly forMs: number; readonly clock: Clock }): () => Promise<T> {
  let kept: { readonly value: T; readonly until: Instant } | null = null;
  let reading: Promise<T> | null = null;
  const refresh = async (): Promise<T> => {
    const value = await read();
    kept = { value, until: o.clock.now() + o.forMs };
    return value;
  };
  return () => {
    if (kept !== null && o.clock.now() < kept.until) return Promise.resolve(kept.value);
    reading ??= refresh().finally(() => (reading = null));
    return reading;
  };
}
