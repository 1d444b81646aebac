import { DAY, HOUR, type Instant } from '../../domain/time.ts';
import type { Store } from '../../ports.ts';
import type { Database } from './database.ts';

/** Which activities were worked on already; older ones than a day are forgotten about once an hour. */
export function makeSeenActivities(db: Database): Pick<Store, 'firstTime'> {
  let forgottenAt: Instant | null = null;
  return {
    firstTime: async (activityId, at) => {
      const first = await db.read.insertInto('seen_activity').values({ id: activityId, at }).onConflict((c) => c.doNothing()).returning('id').execute();
      if (forgottenAt === null || at - forgottenAt >= HOUR) {
        forgottenAt = at;
        await db.read.deleteFrom('seen_activity').where('at', '<', at - DAY).execute();
      }
      return first.length === 1;
    },
  };
}
