import { MINUTE } from '../domain/time.ts';
import { CloudError } from '../ports/trouble.ts';
import { copiesOf, mostAtOnce, queueJob, roomFor, type Waiting } from '../usecases/bulk-queue.ts';
import { startWaiting, waitingNow } from '../usecases/bulk-start.ts';
import type { Deps } from '../usecases/deps.ts';
import { holdAllOf } from '../usecases/holds.ts';
import { watchedUntil } from '../usecases/watched.ts';

/** Begun in one go at most, so that a stop of the process waits for few. */
const AT_ONCE = 10;

/** Turns replication on for machines that wait for it: as many as may copy at once, in the order in which they were confirmed. One job for the whole scope, over all replicas. */
export function makeEnabler(d: Deps, o: { readonly everyMs: number }): { enable(key: string, signal: AbortSignal): Promise<void> } {
  return {
    async enable(_key, signal) {
      const waitMs = await turn(d, signal, o.everyMs);
      if (waitMs !== null) await d.store.commit({ at: d.clock.now(), changes: [], jobs: [queueJob(waitMs)] });
    },
  };
}

/** One turn; when to come back, or null when nobody waits any more. */
async function turn(d: Deps, signal: AbortSignal, everyMs: number): Promise<number | null> {
  const waiting = await waitingNow(d);
  if (waiting.length === 0) return null;
  const next = await dueNow(d, waiting);
  if (next.length === 0 || signal.aborted) return everyMs;
  try {
    const done = await startWaiting(d, next);
    d.log.info({ waiting: waiting.length, tried: next.length, ...(done.ok ? done.value : { why: done.error.code }) }, 'machines of the queue were begun');
    return done.ok && done.value.refused > 0 ? 1 : everyMs;
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    d.log.warn({ operation: error.operation, kind: error.kind, retryAfterMs: error.retryAfterMs }, 'machines of the queue could not be begun now');
    return Math.max(everyMs, error.retryAfterMs ?? MINUTE);
  }
}

/** Those whose turn it is. A hold of everything keeps them all waiting. */
async function dueNow(d: Deps, waiting: readonly Waiting[]): Promise<readonly Waiting[]> {
  if ((await holdAllOf(d)) !== null) return [];
  const [open, lives, watched] = await Promise.all([d.store.migrations({ open: true }), d.store.lives(), watchedUntil(d)]);
  // Nobody lets more copy at once than the settings allow now, whatever was confirmed under older ones.
  const batch = Math.min(waiting[0]?.queued.batch ?? 1, mostAtOnce(d));
  const room = roomFor(batch, copiesOf(open.map((s) => s.state), { lives, watched }));
  return waiting.slice(0, Math.min(room, AT_ONCE));
}
