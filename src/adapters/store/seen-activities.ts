import { sql } from 'kysely';
import { DAY, HOUR, type Instant } from '../../domain/time.ts';
import type { Store } from '../../ports/store.ts';
import type { Database } from './database.ts';
import { inTime } from './in-time.ts';

/** Which activities were worked on already; older ones than a day are forgotten about once an hour. */
export function makeSeenActivities(db: Database): Pick<Store, 'firstTime'> {
  let forgottenAt: Instant | null = null;
  return {
    firstTime: async (activityId, at) => {
      // Every turn begins here: without the store nothing is decided, and the person is told so while he still waits.
      const first = await inTime(() => remember(db, activityId, at));
      if (forgottenAt === null || at - forgottenAt >= HOUR) {
        forgottenAt = at;
        await db.read.deleteFrom('seen_activity').where('at', '<', at - DAY).execute();
      }
      return first === 1;
    },
  };
}

/**
 * Does not wait for the disk, which every message would otherwise do. Whatever comes of the message is written behind this
 * row, so a power cut that takes the row takes that too, and the message that is sent again is then worked on once.
 */
async function remember(db: Database, id: string, at: Instant): Promise<number> {
  const { rows } = await sql`
    with relaxed as (select set_config('synchronous_commit', 'off', true))
    insert into seen_activity (id, at) select ${id}::text, ${at}::bigint from relaxed on conflict do nothing returning id`.execute(db.read);
  return rows.length;
}
