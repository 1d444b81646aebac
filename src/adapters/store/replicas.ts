import { sql } from 'kysely';
import { z } from 'zod';
import type { Log } from '../../ports/telemetry.ts';
import type { Database, Queryable } from './database.ts';

/** One running program on the store; `knows` is the newest schema step it was built with. */
export type Member = { readonly id: string; readonly program: string; readonly knows: number; readonly host: string; readonly pid: number };

/** Keeps a program on the list of those that run. */
export type Presence = {
  /** Says once more that it runs. */
  beat(): Promise<void>;
  /** Takes it off the list. */
  stop(): Promise<void>;
};

const EVERY_MS = 5_000;
/** Who was silent for longer does not count as running; when he comes back he looks whether the store still has a place for him. */
export const LIVING = sql<boolean>`replica.seen > now() - interval '30 seconds'`;
const FORGOTTEN = sql<boolean>`replica.seen < now() - interval '1 day'`;

const needsRow = z.object({ at_least: z.coerce.number().int() });

/** Puts a program on the list, or says that it is still there. */
export async function enrol(db: Queryable, me: Member): Promise<void> {
  const row = { ...me, seen: sql<string>`now()` };
  await db.insertInto('replica').values(row).onConflict((c) => c.column('id').doUpdateSet({ seen: row.seen })).execute();
}

/** Says every few seconds that this program runs; `outdated` is told once when the store has no place for it any more. */
export function startPresence(o: { readonly db: Database; readonly me: Member; readonly log: Log; readonly outdated: (why: string) => void; readonly everyMs?: number }): Presence {
  let told = false;
  let busy = false;
  const beat = async (): Promise<void> => {
    await enrol(o.db.read, o.me);
    await o.db.read.deleteFrom('replica').where(FORGOTTEN).execute();
    const row = await o.db.read.selectFrom('schema_needs').select('at_least').executeTakeFirst();
    if (told || row === undefined || needsRow.parse(row).at_least <= o.me.knows) return;
    told = true;
    o.outdated(`The store was changed by a newer Ferry and has no place any more for this one, which knows schemas up to ${o.me.knows}: this process ends. Start the newer Ferry in its place.`);
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    beat()
      .catch((error: unknown) => o.log.warn({ error }, 'the store could not be told that this replica runs'))
      .finally(() => {
        busy = false;
      });
  }, o.everyMs ?? EVERY_MS);
  timer.unref();
  return {
    beat,
    stop: async () => {
      clearInterval(timer);
      // Not being able to say goodbye must not stand in the way of going.
      await o.db.read.deleteFrom('replica').where('id', '=', o.me.id).execute().catch(() => undefined);
    },
  };
}
