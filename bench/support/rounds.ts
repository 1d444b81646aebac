/** Rounds of observation, as the clouds' journal shows them. */
import { setTimeout as pause } from 'node:timers/promises';
import { journalAfter, type Entry } from './sandbox-control.ts';

const LOOK_MS = 250;
const JOB_LIST = '/replicationJobs$';
const ITEM_READ = '/replicationProtectedItems/[^/]+$';
const ITEM = new RegExp(ITEM_READ, 'i');

/** Every round asks for the jobs once: the sequence number of the first such request after `seq`. Rejects when none comes in time. */
export async function nextRound(azure: string, o: { readonly seq: number; readonly withinMs: number }): Promise<number> {
  const deadline = performance.now() + o.withinMs;
  while (performance.now() < deadline) {
    const found = (await journalAfter(azure, o.seq, JOB_LIST))[0];
    if (found !== undefined) return found.seq;
    await pause(LOOK_MS);
  }
  throw new Error('no round of observation came');
}

/** The number of the last round so far. */
export async function lastRound(azure: string): Promise<number> {
  return (await journalAfter(azure, 0, JOB_LIST)).at(-1)?.seq ?? 0;
}

/** So many rounds in a row have to read no machine by itself before the first look at all of them counts as over. */
const RESTING_ROUNDS = 3;

/** Waits until rounds find nothing new; rejects when they still do after `seconds`. */
export async function untilAtRest(azure: string, o: { readonly seconds: number }): Promise<void> {
  const withinMs = o.seconds * 1000;
  const deadline = performance.now() + withinMs;
  let seq = await nextRound(azure, { seq: await lastRound(azure), withinMs });
  for (let resting = 0; resting < RESTING_ROUNDS; ) {
    if (performance.now() > deadline) throw new Error(`single machines were still read after ${o.seconds} s`);
    const next = await nextRound(azure, { seq, withinMs });
    const read = (await journalAfter(azure, seq, ITEM_READ)).some((entry) => entry.seq < next);
    resting = read ? 0 : resting + 1;
    seq = next;
  }
}

/** A page of the list of all machines. */
export function isItemPage(entry: Entry): boolean {
  return entry.server === 'azure' && /\/vaults\/[^/]+\/replicationProtectedItems$/i.test(entry.path);
}

/** One machine read by itself. */
export function isItemRead(entry: Entry): boolean {
  return entry.server === 'azure' && ITEM.test(entry.path);
}
