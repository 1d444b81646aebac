import { AsyncLocalStorage } from 'node:async_hooks';
import { NotRecorded, StoreLost } from '../../ports/trouble.ts';
import type { Store } from '../../ports/store.ts';
import { within } from './deadline.ts';

/** What a piece of work has written: `open` are writes whose end is not known yet. */
type Trace = { readonly open: Set<Promise<unknown>>; mayHaveChanged: boolean };

/** Writes that were begun side by side are mostly refused together: this long their ends are waited for, before it is said that nobody can tell. */
const SETTLE_MS = 500;

type Follower = Pick<Store, 'follow'> & {
  /** The same write, noted for the work that it belongs to. */
  noted<A extends readonly unknown[], R>(write: (...args: A) => Promise<R>): (...args: A) => Promise<R>;
};

/** Knows of every piece of work whether it has written anything, so that nobody is told "nothing was changed" when the store is lost behind a write. */
export function makeFollower(): Follower {
  const current = new AsyncLocalStorage<Trace>();
  return {
    follow: async (work) => {
      const trace: Trace = { open: new Set(), mayHaveChanged: false };
      try {
        return await current.run(trace, work);
      } catch (error) {
        throw await told(error, trace);
      }
    },
    noted: (write) => async (...args) => {
      const trace = current.getStore();
      return trace === undefined ? write(...args) : note(trace, write(...args));
    },
  };
}

async function note<R>(trace: Trace, write: Promise<R>): Promise<R> {
  const noted = ended(trace, write);
  trace.open.add(noted);
  try {
    return await noted;
  } finally {
    trace.open.delete(noted);
  }
}

async function ended<R>(trace: Trace, write: Promise<R>): Promise<R> {
  try {
    const result = await write;
    // The loser of a race has written nothing.
    if (result !== 'conflict' && result !== false) trace.mayHaveChanged = true;
    return result;
  } catch (error) {
    if (!(error instanceof NotRecorded) && !(error instanceof StoreLost && !error.mayHaveChanged)) trace.mayHaveChanged = true;
    throw error;
  }
}

/** What could not be written tells more than what could not be read, as long as both did nothing. */
async function told(error: unknown, trace: Trace): Promise<unknown> {
  if (!(error instanceof NotRecorded) && !(error instanceof StoreLost)) return error;
  await within(SETTLE_MS, Promise.allSettled(trace.open)).catch(() => undefined);
  const mayHaveChanged = trace.mayHaveChanged || trace.open.size > 0;
  if (!mayHaveChanged && error instanceof NotRecorded) return error;
  return new StoreLost({ mayHaveChanged, cause: error.cause });
}
