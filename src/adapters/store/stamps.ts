import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from './database.ts';
import { shareRuns } from './share-runs.ts';

const stampsRow = z.object({ migration: z.string(), approval: z.string(), dossier: z.string(), wave: z.string(), live: z.string(), inventory: z.string() });

/** One text for each list that is kept in memory; it changes with every change to that list. */
type StampRow = z.infer<typeof stampsRow>;

/** Tells whether a list in memory is current. */
export type Stamps = {
  read(): Promise<StampRow>;
  /** To be called when a write to a list has ended, however it ended, and before anybody is told of it. */
  changed(list: keyof StampRow): void;
};

/**
 * For a database that other processes write to as well: asks for all stamps with one query, shared by everybody who asks at
 * that moment. Versions only grow and rows of these tables are never deleted, so count and sum together change with every
 * write; lines of the inventory do disappear, so its writes are counted. A highest event position would not do: of two
 * commits the lower one may become visible last.
 */
export function makeSharedStamps(db: Database): Stamps {
  const read = shareRuns(db.guard, async () => {
    const { rows } = await sql`select
      (select count(*)::text || ':' || coalesce(sum(version), 0)::text from stream where kind = 'migration') as migration,
      (select count(*)::text || ':' || coalesce(sum(version), 0)::text from stream where kind = 'approval') as approval,
      (select count(*)::text || ':' || coalesce(sum(version), 0)::text from stream where kind = 'dossier') as dossier,
      (select count(*)::text || ':' || coalesce(sum(version), 0)::text from stream where kind = 'wave') as wave,
      (select count(*)::text || ':' || coalesce(sum(version), 0)::text from live) as live,
      (select value::text from generation where list = 'inventory') as inventory`.execute(db.read);
    return stampsRow.parse(rows[0]);
  });
  return { read, changed: () => undefined };
}

/** For a database of which this process is the only owner: counting its own writes is enough, and costs no query. */
export function makeOwnStamps(): Stamps {
  const writes = { migration: 0, approval: 0, dossier: 0, wave: 0, live: 0, inventory: 0 };
  return {
    read: () => Promise.resolve({ migration: String(writes.migration), approval: String(writes.approval), dossier: String(writes.dossier), wave: String(writes.wave), live: String(writes.live), inventory: String(writes.inventory) }),
    changed: (list) => {
      writes[list] += 1;
    },
  };
}
