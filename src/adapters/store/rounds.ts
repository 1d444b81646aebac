import { sql } from 'kysely';
import { z } from 'zod';
import type { MigrationId } from '../../domain/ids.ts';
import type { Store } from '../../ports/store.ts';
import type { Database, Tx } from './database.ts';
import type { Enqueue } from './jobs/enqueue.ts';
import { recorded } from './not-recorded.ts';
import { parseRows } from './rows.ts';
import { chunksOf } from './versioned-list.ts';

type RoundMethods = Pick<Store, 'beginRound' | 'endRound'>;
/** What this process wrote last: current for as long as nobody else has begun a round since. */
type Known = { readonly turn: number; readonly news: ReadonlyMap<MigrationId, string> };

const CHUNK = 200;
const turnRow = z.object({ turn: z.coerce.number().int() });
const newsRow = z.object({ machine: z.string(), news: z.string() });

/** Rounds of the observers: each has a turn that grows, and the end of an overtaken one changes nothing, whatever its process believes. */
export function makeRounds(o: { readonly db: Database; readonly enqueue: Enqueue; readonly holder: string }): RoundMethods {
  const known = new Map<string, Known>();
  return {
    beginRound: async (vault) => {
      const turn = await takeTurn(o, vault);
      const mine = known.get(vault);
      return { turn, news: mine?.turn === turn - 1 ? mine.news : await readNews(o.db, vault) };
    },
    endRound: async ({ vault, turn, before, news, jobs }) => {
      const changed = [...news].filter(([machine, text]) => before.get(machine) !== text);
      const gone = [...before.keys()].filter((machine) => !news.has(machine));
      const saved = await recorded(() => o.db.transaction((tx) => end({ tx, vault, turn }, { changed, gone, within: () => o.enqueue.within(tx, jobs) })));
      if (!saved) return 'conflict';
      known.set(vault, { turn, news });
      o.enqueue.wake(jobs);
      return 'saved';
    },
  };
}

async function takeTurn({ db, holder }: { readonly db: Database; readonly holder: string }, vault: string): Promise<number> {
  const row = await recorded(() =>
    db.read
      .insertInto('round')
      .values({ vault, turn: 1, holder })
      .onConflict((c) => c.column('vault').doUpdateSet({ turn: (eb) => eb('round.turn', '+', 1), holder }))
      .returning('turn')
      .executeTakeFirstOrThrow(),
  );
  return turnRow.parse(row).turn;
}

async function readNews(db: Database, vault: string): Promise<ReadonlyMap<MigrationId, string>> {
  const rows = parseRows(newsRow, await db.read.selectFrom('observed').select(['machine', 'news']).where('vault', '=', vault).execute());
  return new Map(rows.map((row) => [row.machine as MigrationId, row.news]));
}

type Ending = { readonly tx: Tx; readonly vault: string; readonly turn: number };

/** False when another round has begun meanwhile; otherwise the row stays locked until the commit, so none can begin in between. */
async function end({ tx, vault, turn }: Ending, o: { readonly changed: readonly (readonly [MigrationId, string])[]; readonly gone: readonly MigrationId[]; readonly within: () => Promise<void> }): Promise<boolean> {
  const row = await tx.selectFrom('round').select('turn').where('vault', '=', vault).forUpdate().executeTakeFirst();
  if (row === undefined || turnRow.parse(row).turn !== turn) return false;
  for (const chunk of chunksOf(o.changed, CHUNK)) {
    const values = chunk.map(([machine, news]) => ({ vault, machine, news }));
    await tx.insertInto('observed').values(values).onConflict((c) => c.columns(['vault', 'machine']).doUpdateSet({ news: sql`excluded.news` })).execute();
  }
  for (const ids of chunksOf(o.gone, CHUNK)) await tx.deleteFrom('observed').where('vault', '=', vault).where('machine', 'in', ids).execute();
  await o.within();
  return true;
}
