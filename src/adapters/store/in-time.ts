import { within } from './deadline.ts';
import { undone } from './lost.ts';
import { recorded } from './not-recorded.ts';

/** How long somebody who waits for an answer is kept waiting for the store; Teams waits for some ten seconds. */
const PATIENCE_MS = 5_000;

/** Work of a turn on the store: what takes too long is as good as not recorded, and is told while people still wait. */
export function inTime<T>(work: () => Promise<T>): Promise<T> {
  return recorded(async () => {
    try {
      return await within(PATIENCE_MS, work());
    } catch (error) {
      throw undone(error);
    }
  });
}
