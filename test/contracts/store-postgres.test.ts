import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Connected } from '../../src/adapters/store/dialect/connected.ts';
import { openServerDatabase } from '../../src/adapters/store/dialect/server.ts';
import { assemble } from '../../src/adapters/store/open.ts';
import { startChild } from '../support/child-process.ts';
import { startPostgres, type PostgresServer } from '../support/postgres.ts';
import { jobsContract } from './jobs-contract.ts';
import { storeContract } from './store-contract.ts';
import { silent } from './store-fixtures.ts';
import { emptied, firstStep, rawSql, unclosed, type StoreUnderTest } from './store-harness.ts';

/** The server and two replicas' connections to one database on it. */
let running: { readonly server: PostgresServer; readonly url: string; readonly first: Connected; readonly second: Connected } | null = null;

beforeAll(async () => {
  const server = await startPostgres();
  if (server === null) return;
  const url = await server.freshDatabase();
  // Both at once: two replicas that start together must not trip over each other's schema.
  const [first, second] = await Promise.all([openServerDatabase({ url, log: silent }), openServerDatabase({ url, log: silent })]);
  running = { server, url, first, second };
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
  return { opened, replica: () => Promise.resolve(other), sql: rawSql(running.first), close };
}

storeContract('PostgreSQL', emptyStore);
jobsContract('PostgreSQL', emptyStore);

test('a job of a replica that was killed is taken over by another within 15 s', async () => {
  const under = await emptyStore();
  if (running === null || under === null) return;
  const holder = startChild(join(import.meta.dirname, '../adapters/store/child.ts'), ['hold', running.url]);
  await holder.line(1);
  const takenOver = firstStep(under.opened.jobs);
  const begun = performance.now();
  await holder.kill9();
  expect(await takenOver).toBe('held');
  expect(performance.now() - begun).toBeLessThan(15_000);
  await under.close();
}, 30_000);
