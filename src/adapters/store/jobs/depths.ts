import { sql } from 'kysely';
import { z } from 'zod';
import type { Jobs } from '../../../ports/jobs.ts';
import type { Queryable } from '../database.ts';
import { QUEUE_NAMES } from './queues.ts';

const count = z.coerce.number().int();
const depthRow = z.object({ name: z.enum(QUEUE_NAMES), due: count, running: count, failing: count, oldest_ms: z.coerce.number() });

/** How much waits and runs in each queue, over all replicas; what is put off until later does not wait. */
export async function depths(db: Queryable): ReturnType<Jobs['depths']> {
  const { rows } = await sql`
    select name,
      count(*) filter (where state < 'active' and start_after <= now()) as due,
      count(*) filter (where state = 'active') as running,
      count(*) filter (where state = 'retry') as failing,
      coalesce(max(extract(epoch from now() - start_after) * 1000) filter (where state < 'active' and start_after <= now()), 0) as oldest_ms
    from pgboss.job where name in (${sql.join(QUEUE_NAMES)}) and state <= 'active' group by name`.execute(db);
  const found = new Map(rows.map((row) => depthRow.parse(row)).map((row) => [row.name, row]));
  return QUEUE_NAMES.map((queue) => {
    const row = found.get(queue);
    return { queue, due: row?.due ?? 0, running: row?.running ?? 0, failing: row?.failing ?? 0, oldestMs: Math.max(0, row?.oldest_ms ?? 0) };
  });
}
