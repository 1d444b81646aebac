import { sql } from 'kysely';
import { z } from 'zod';
import type { QueueName } from '../../../ports/jobs.ts';
import type { Queryable } from '../database.ts';
import { QUEUE_NAMES } from './queues.ts';

/** A process that has not refreshed its claim for this long is taken for dead. */
const STALE_SECONDS = 9;

const queueRow = z.object({ name: z.enum(QUEUE_NAMES) });

/**
 * One statement does two things: it gives back the jobs whose holder died (the claim of a living holder is refreshed every
 * few seconds; `mine` are never taken, whatever the clock says after a pause), and it names the queues where something is due.
 */
export async function sweep(db: Queryable, mine: readonly string[]): Promise<ReadonlySet<QueueName>> {
  const notMine = mine.length === 0 ? sql`true` : sql`id not in (${sql.join(mine.map((id) => sql`${id}::uuid`))})`;
  const { rows } = await sql`
    with released as (
      update pgboss.job set state = 'retry', start_after = now()
      where name in (${sql.join(QUEUE_NAMES)}) and state = 'active' and heartbeat_on < now() - make_interval(secs => ${sql.lit(STALE_SECONDS)}) and ${notMine}
      returning name)
    select name from released
    union select name from pgboss.job where name in (${sql.join(QUEUE_NAMES)}) and state < 'active' and not blocked and start_after <= now()`.execute(db);
  return new Set(rows.map((row) => queueRow.parse(row).name));
}

/** Gives back every claimed job at once: for the embedded store, whose only owner was another, dead process. */
export async function releaseAll(db: Queryable): Promise<void> {
  await sql`update pgboss.job set state = 'retry', start_after = now() where name in (${sql.join(QUEUE_NAMES)}) and state = 'active'`.execute(db);
}
