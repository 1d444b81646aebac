import { sql } from 'kysely';
import { fromKysely, type PgBoss } from 'pg-boss';
import { z } from 'zod';
import type { JobRequest, QueueName } from '../../../ports/jobs.ts';
import type { Database, Tx } from '../database.ts';
import { chunksOf } from '../versioned-list.ts';
import { QUEUE_NAMES } from './queues.ts';

/** Sends jobs in the caller's transaction, and afterwards tells this process that there is work. */
export type Enqueue = {
  within(tx: Tx, jobs: readonly JobRequest[]): Promise<void>;
  /** To be called after the commit. */
  wake(jobs: readonly JobRequest[]): void;
};

type Due = { readonly key: string; readonly afterSeconds: number };

const CHUNK = 200;
const waitingRow = z.object({ key: z.string() });

/** `onWork` is told which queue has something due, and in how many milliseconds. */
export function makeEnqueue(boss: PgBoss, onWork: (queue: QueueName, afterMs: number) => void): Enqueue {
  return {
    within: async (tx, jobs) => {
      for (const queue of QUEUE_NAMES) {
        for (const chunk of chunksOf(earliestPerKey(jobs, queue), CHUNK)) await send({ boss, tx, queue }, chunk);
      }
    },
    wake: (jobs) => jobs.forEach((job) => onWork(job.queue, job.afterMs ?? 0)),
  };
}

/** Sends jobs outside of any other change. */
export async function enqueueAlone(db: Database, enqueue: Enqueue, jobs: readonly JobRequest[]): Promise<void> {
  if (jobs.length === 0) return;
  await db.transaction((tx) => enqueue.within(tx, jobs));
  enqueue.wake(jobs);
}

function earliestPerKey(jobs: readonly JobRequest[], queue: QueueName): readonly Due[] {
  const earliest = new Map<string, number>();
  for (const job of jobs) {
    if (job.queue !== queue) continue;
    const afterSeconds = Math.max(0, job.afterMs ?? 0) / 1000;
    earliest.set(job.key, Math.min(afterSeconds, earliest.get(job.key) ?? afterSeconds));
  }
  return [...earliest].map(([key, afterSeconds]) => ({ key, afterSeconds })).sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Keys with a waiting job keep it, brought forward if need be; the others get a new one. */
async function send(on: { readonly boss: PgBoss; readonly tx: Tx; readonly queue: QueueName }, due: readonly Due[]): Promise<void> {
  const waiting = await lockWaiting(on.tx, on.queue, due);
  const missing = due.filter(({ key }) => !waiting.has(key));
  if (waiting.size > 0) await bringForward(on.tx, on.queue, due.filter(({ key }) => waiting.has(key)));
  if (missing.length === 0) return;
  const jobs = missing.map(({ key, afterSeconds }) => ({ data: { key }, singletonKey: key, startAfter: afterSeconds }));
  await on.boss.insert(on.queue, jobs, { db: fromKysely(on.tx) });
}

/**
 * Locked until the commit: otherwise another process could take the waiting job, look at the state from before this commit,
 * and be done with it. A job that was just taken no longer counts as waiting, so the key gets a second one behind it.
 */
async function lockWaiting(tx: Tx, queue: QueueName, due: readonly Due[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql`
    select singleton_key as key from pgboss.job
    where name = ${queue} and singleton_key in (${sql.join(due.map(({ key }) => key))})
      and state < 'active' and not blocked and policy = 'key_strict_fifo'
    order by singleton_key, id for update`.execute(tx);
  return new Set(rows.map((row) => waitingRow.parse(row).key));
}

async function bringForward(tx: Tx, queue: QueueName, due: readonly Due[]): Promise<void> {
  await sql`
    update pgboss.job j set start_after = now() + make_interval(secs => d.after)
    from (values ${sql.join(due.map(({ key, afterSeconds }) => sql`(${key}::text, ${afterSeconds}::float8)`))}) as d (key, after)
    where j.name = ${queue} and j.singleton_key = d.key and j.state < 'active' and not j.blocked and j.policy = 'key_strict_fifo'
      and j.start_after > now() + make_interval(secs => d.after)`.execute(tx);
}
