// Batched reads: many keys in as few calls as the API takes, patient with throttling, and a failed call fails only its own keys.
import { setTimeout as wait } from 'node:timers/promises';
import type { Unread } from '../../domain/machine.ts';
import { SECOND } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Patience } from '../../ports/source.ts';
import { CloudError } from '../../ports/trouble.ts';
import { chanceOf } from './chance.ts';
import { cloudError } from './errors.ts';
import type { Readers } from './clients.ts';

/** What every read of facts works with; `signal` starts the deadline of one call. */
export type Reading = {
  readonly readers: Readers;
  readonly clock: Clock;
  readonly signal: () => AbortSignal;
  readonly patience: Patience | null;
  /** Waits without holding anything up; tests put their own in. */
  readonly sleep: (ms: number) => Promise<void>;
};

/** What came back for the keys that could be read, and why the others could not. */
export type Answers<A> = { readonly answers: readonly A[]; readonly failed: ReadonlyMap<string, Unread> };

const FIRST_WAIT_MS = 2 * SECOND;
const LONGEST_WAIT_MS = 30 * SECOND;

/** The plain sleep of a running process. */
export async function sleepFor(ms: number): Promise<void> {
  await wait(ms);
}

/** Repeats a read that AWS turns away for being too much, as long as the caller has patience; every other failure leaves as a {@link CloudError}. */
export async function patiently<T>(reading: Reading, operation: string, read: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await read();
    } catch (error) {
      const trouble = cloudError(error, { operation, write: false });
      const ms = trouble.kind === 'throttled' ? waitFor(reading, attempt, trouble.retryAfterMs) : null;
      if (ms === null) throw trouble;
      reading.patience?.slowed({ who: 'AWS', until: reading.clock.now() + ms });
      await reading.sleep(ms);
    }
  }
}

// AWS seldom says how long to wait. Half of the wait is fixed: a wait of nothing would only make matters worse.
function waitFor(reading: Reading, attempt: number, retryAfterMs: number | null): number | null {
  if (reading.patience === null) return null;
  const backoff = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
  const ms = retryAfterMs ?? (backoff * (1 + chanceOf(reading.clock))) / 2;
  return reading.clock.now() + ms < reading.patience.until ? ms : null;
}

/** Reads keys in chunks, one chunk after the other: kinds run side by side already, and AWS counts calls. */
export async function inChunks<A>(reading: Reading, o: { readonly operation: string; readonly keys: readonly string[]; readonly size: number; readonly read: (keys: string[]) => Promise<readonly A[]> }): Promise<Answers<A>> {
  const answers: A[] = [];
  const failed = new Map<string, Unread>();
  const keys = [...new Set(o.keys)];
  for (let from = 0; from < keys.length; from += o.size) {
    const chunk = keys.slice(from, from + o.size);
    try {
      for (const answer of await patiently(reading, o.operation, () => o.read(chunk))) answers.push(answer);
    } catch (error) {
      const why = unread(error, o.operation);
      for (const key of chunk) failed.set(key, why);
    }
  }
  return { answers, failed };
}

/** Walks the pages of a paginator and collects what each holds. */
export async function allPages<P, A>(pages: AsyncIterable<P>, of: (page: P) => readonly A[] | undefined): Promise<readonly A[]> {
  const all: A[] = [];
  for await (const page of pages) for (const one of of(page) ?? []) all.push(one);
  return all;
}

const WHY: { readonly [K in CloudError['kind']]: string } = {
  throttled: 'AWS asks for fewer requests',
  unavailable: 'AWS could not be reached',
  conflict: 'AWS refused the request',
  notFound: 'AWS does not know it',
  forbidden: 'Ferry is not allowed to read it',
  invalid: 'AWS refused the request',
};

/** A failure as a fact: not known, and why. */
export function unread(error: unknown, operation: string): Unread {
  const trouble = cloudError(error, { operation, write: false });
  const why = `${WHY[trouble.kind]} (${trouble.operation}${trouble.code === null ? '' : `: ${trouble.code}`})`;
  return trouble.kind === 'throttled' ? { known: false, why, throttled: { retryAfterMs: trouble.retryAfterMs } } : { known: false, why };
}
