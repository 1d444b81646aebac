import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from './database.ts';
import { shareRuns } from './share-runs.ts';

const stampsRow = z.object({ migration: z.string(), approval: z.string(), live: z.string(), inventory: z.string() });

/** One text for each list that is kept in memory; it changes with every change to that list. */
export type Stamps = z.infer<typeof stampsRow>;

/**
 * Asks for all stamps with one query, shared by everybody who asks at that moment. Versions only grow and rows of these
 * tables are never deleted, so count and sum together change with every write; lines of the inventory do disappear, so its
 * writes are counted. A highest event position would not do: of two commits the lower one may become visible last.
 */
export function makeStamps(db: Database): () => Promise<Stamps> {
  return shareRuns(db.guard, async () => {
    const { rows } = await sql`select
      (select count(*)::text || ':' || coalesce(sum(version), 0)::text from stream where kind = 'migration') as migration,
      (select count(*)::text || ':' || coalesce(sum(version), 0)::text from stream where kind = 'approval') as approval,
      (select count(*)::text || ':' || coalesce(sum(version), 0)::text from live) as live,
      (select value::text from generation where list = 'inventory') as inventory`.execute(db.read);
    return stampsRow.parse(rows[0]);
  });
}
