/** Reads that cannot fail: what could not be read says why, and a cloud that asks for fewer requests is waited for. */
import type { Read, Unread } from '../../domain/machine.ts';
import { SECOND } from '../../domain/time.ts';
import type { Patience } from '../../ports/source.ts';
import { CloudError } from '../../ports/trouble.ts';
import type { Deps } from '../deps.ts';
import { whyWords } from '../rejections.ts';

/** Patience with a way to wait: timers belong to the workers. */
export type ScopePatience = Patience & { pause(ms: number): Promise<void> };

/** Reads once, or as often as the patience of its maker allows. */
export type Reader = <T>(read: () => Promise<T>) => Promise<Read<T>>;

type ReaderDeps = Pick<Deps, 'clock' | 'digest'>;

const FIRST_WAIT_MS = 2 * SECOND;
const LONGEST_WAIT_MS = 30 * SECOND;

/** What nobody asked for is not known either. */
export const NOT_ASKED: Unread = { known: false, why: 'it was not asked for' };

/** A read that cannot fail: what could not be read is `unknown`, with the reason. */
export async function attempt<T>(read: () => Promise<T>): Promise<Read<T>> {
  try {
    return { known: true, value: await read() };
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    const why = `${error.operation}: ${whyWords(error)}`;
    return error.kind === 'throttled' ? { known: false, why, throttled: { retryAfterMs: error.retryAfterMs } } : { known: false, why };
  }
}

/** A reader of Azure; without patience it reads once. */
export function makeReader(d: ReaderDeps, patience: ScopePatience | null): Reader {
  return (read) => attempt(() => (patience === null ? read() : patiently({ d, patience }, read)));
}

async function patiently<T>(o: { readonly d: ReaderDeps; readonly patience: ScopePatience }, read: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await read();
    } catch (error) {
      const ms = asksForTime(error) ? waitFor(o.d, tries, error.retryAfterMs) : null;
      const until = o.d.clock.now() + (ms ?? 0);
      if (ms === null || until >= o.patience.until) throw error;
      o.patience.slowed({ who: 'Azure', until });
      await o.patience.pause(ms);
    }
  }
}

/** Too many requests, or an outage that tells how long it takes. */
function asksForTime(error: unknown): error is CloudError {
  return error instanceof CloudError && (error.kind === 'throttled' || (error.kind === 'unavailable' && error.retryAfterMs !== null));
}

/** What Azure asked for, else a growing wait; never earlier than asked, and never everybody at the same moment. */
function waitFor(d: ReaderDeps, tries: number, retryAfterMs: number | null): number {
  const chance = Number.parseInt(d.digest(d.clock.nonce()).slice(0, 8), 16) / 0x1_0000_0000;
  const backoff = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries);
  return retryAfterMs === null ? Math.round((backoff * (1 + chance)) / 2) : retryAfterMs + Math.round(SECOND * chance);
}

/** The value that another one leads to; what is not known stays not known. */
export function mapRead<A, B>(read: Read<A>, map: (value: A) => B): Read<B> {
  return read.known ? { known: true, value: map(read.value) } : read;
}
