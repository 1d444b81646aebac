import { PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import type { Log } from '../../../ports.ts';
import { makeDatabase } from '../database.ts';
import { prepareSchema, type Connected } from './connected.ts';

const POOL_SIZE = 5;
const BOSS_POOL_SIZE = 3;
const CONNECT_MS = 5_000;
/** No query of ours is long; one that is stuck must not hold up everything behind it. */
const STATEMENT_MS = 15_000;

/** Opens the database on a PostgreSQL server. */
export async function openServerDatabase(o: { readonly url: string; readonly log: Log }): Promise<Connected> {
  const pool = new Pool({ connectionString: o.url, max: POOL_SIZE, connectionTimeoutMillis: CONNECT_MS, statement_timeout: STATEMENT_MS, application_name: 'ferry' });
  // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
  pool.on('error', (error) => o.log.warn({ error }, 'a database connection was lost'));
  const db = makeDatabase(new PostgresDialect({ pool }));
  try {
    const boss = await prepareSchema({ db, log: o.log, boss: { connectionString: o.url, max: BOSS_POOL_SIZE, connectionTimeoutMillis: CONNECT_MS, application_name: 'ferry-jobs' } });
    return {
      db,
      boss,
      close: async () => {
        await boss.stop({ graceful: false });
        await db.close();
      },
    };
  } catch (error) {
    await db.close();
    throw error;
  }
}
