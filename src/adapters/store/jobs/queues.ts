import { PgBoss, type Queue } from 'pg-boss';
import type { QueueName } from '../../../ports/jobs.ts';

/** How many handlers of each queue run at once in one process. */
export const SLOTS: { readonly [Q in QueueName]: number } = { step: 8, tick: 4, notify: 8, timer: 4, check: 2, enable: 1 };

/** All queues, in a fixed order. */
export const QUEUE_NAMES: readonly QueueName[] = ['check', 'enable', 'notify', 'step', 'tick', 'timer'];

const YEAR_SECONDS = 365 * 24 * 3600;

/**
 * `key_strict_fifo` is the one policy that fits "one handler per key, never lost, never parallel": a key with a running or
 * waiting-for-retry job is skipped by the fetch itself, while `stately` and `singleton` fetch it, fail on a unique index, and
 * so keep every other key behind it waiting. Its known trap, a finally failed job blocks its key for ever, cannot happen:
 * the retries never run out.
 */
const OPTIONS = {
  policy: 'key_strict_fifo',
  retryLimit: 2_000_000_000,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 30,
  /** A handler that takes longer is told to stop, and the job is given out again. */
  expireInSeconds: 900,
  /** pg-boss needs at least 10; taking over looks at the same column, see `sweep`. */
  heartbeatSeconds: 10,
  /** Waiting jobs are thrown away after this time: never, for what we do. */
  retentionSeconds: 10 * YEAR_SECONDS,
  deleteAfterSeconds: 3600,
} as const;

/** Creates the queues that are missing, brings the others to today's settings, and leaves their descriptions in pg-boss's memory. */
export async function ensureQueues(boss: PgBoss): Promise<void> {
  const present = new Map((await boss.getQueues([...QUEUE_NAMES])).map((queue) => [queue.name, queue]));
  for (const name of QUEUE_NAMES) {
    const queue = present.get(name);
    if (queue === undefined) await boss.createQueue(name, OPTIONS);
    else if (!isCurrent(queue)) await boss.updateQueue(name, settingsOf());
    // Sending inside a transaction must not have to look the queue up outside it.
    await boss.findJobs(name, { id: '00000000-0000-0000-0000-000000000000' });
  }
}

function settingsOf(): Omit<typeof OPTIONS, 'policy'> {
  const { policy: _fixedAtCreation, ...settings } = OPTIONS;
  return settings;
}

function isCurrent(queue: Queue): boolean {
  return Object.entries(settingsOf()).every(([key, value]) => queue[key as keyof Queue] === value);
}
