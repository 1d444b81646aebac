// When a read may be sent again, and after how long. Writes never come here: they are sent once.
import type { Instant } from '../domain/time.ts';

const BASE_MS = 200;
const CAP_MS = 5_000;
const MORE_TRIES = 3;

/** One failed try: what the cloud asked for, and how much of the deadline is left. */
type FailedTry = {
  /** 0 for the first try. */
  readonly attempt: number;
  readonly retryAfterMs: number | null;
  readonly leftMs: number;
  /** A random number from 0 up to, not including, 1. */
  readonly chance: number;
};

/** How long to wait before the next try, or null to give up: a wait that ends after the deadline helps nobody. */
export function waitBeforeRetry(failed: FailedTry): number | null {
  if (failed.attempt >= MORE_TRIES) return null;
  const backoff = Math.min(CAP_MS, BASE_MS * 2 ** failed.attempt);
  // Full jitter; but never earlier than the cloud asked for.
  const wait = failed.retryAfterMs === null ? backoff * failed.chance : failed.retryAfterMs + BASE_MS * failed.chance;
  return wait < failed.leftMs ? wait : null;
}

/** Anything that gives header values by name, whatever the SDK calls it. */
type HeaderSource = { get(name: string): string | null | undefined };

/** The wait that an answer asks for, in milliseconds; null when it asks for none. */
export function retryAfterOf(headers: HeaderSource, now: Instant): number | null {
  for (const name of ['retry-after-ms', 'x-ms-retry-after-ms']) {
    const ms = Number(headers.get(name) ?? Number.NaN);
    if (Number.isFinite(ms) && ms >= 0) return ms;
  }
  const text = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1_000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
