import { afterAll, beforeAll } from '@jest/globals';
import type { Connected } from '../../src/adapters/store/dialect/connected.ts';
import { openServerDatabase } from '../../src/adapters/store/dialect/server.ts';
import { assemble } from '../../src/adapters/store/open.ts';
import { startPostgres, type PostgresServer } from '../support/postgres.ts';
import { jobsContract } from './jobs-contract.ts';
import { storeContract } from './store-contract.ts';
import { silent } from './store-fixtures.ts';
import { emptied, rawSql, unclosed, type StoreUnderTest } from './store-harness.ts';

/** The server and two replicas' connections to one database on it. */
let running: { readonly server: PostgresServer; readonly first: Connected; readonly second: Connected } | null = null;

beforeAll(async () => {
  const server = await startPostgres();
  if (server === null) return;
  const url = await server.freshDatabase();
  // Both at once: two replicas that start together must not trip over each other's schema.
  const [first, second] = await Promise.all([openServerDatabase({ url, log: silent }), openServerDatabase({ url, log: silent })]);
  running = { server, first, second };
}, 180_000);

afterAll(async () => {
  await running?.first.close();
  await running?.second.close();
  await running?.server.stop();
});

async function emptyStore(): Promise<StoreUnderTest | null> {
  if (running === null) return null;
  const opened = assemble('postgres', await emptied(running.first), silent);
  const other = assemble('postgres', unclosed(running.second), silent);
  const close = async (): Promise<void> => {
    await Promise.all([opened.store.close(), other.store.close()]);
  };
  return { opened, replica: async () => other, sql: rawSql(running.first), close };
}

storeContract('PostgreSQL', emptyStore);
jobsContract('PostgreSQL', emptyStore);
