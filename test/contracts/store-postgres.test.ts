import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import type { Connected } from '../../src/adapters/store/dialect/connected.ts';
import { openServerDatabase } from '../../src/adapters/store/dialect/server.ts';
import { assemble } from '../../src/adapters/store/open.ts';
import { startChild } from '../support/child-process.ts';
import { startPostgres, type PostgresServer } from '../support/postgres.ts';
import { jobsContract } from './jobs-contract.ts';
import { storeContract } from './store-contract.ts';
import { AT, change, migration, silent } from './store-fixtures.ts';
import { emptied, firstStep, rawSql, unclosed, type StoreUnderTest } from './store-harness.ts';
import { firstFreeze } from './store-replicas.ts';

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

test('whoever decides on an absence is done before anybody else makes it a presence', async () => {
  const under = await emptyStore();
  if (running === null || under === null) return;
  const [a, b] = [under.opened.store, (await under.replica()).store];
  await a.commit({ at: AT, changes: [change(migration(1), 0)] });
  // Somebody holds the row that the first commit writes after it has found nothing: there it stands still.
  const holder = new Client(running.url);
  await holder.connect();
  await holder.query('begin');
  await holder.query(`select 1 from stream where id = $1 for update`, [migration(1).id]);
  const freeze = firstFreeze('weu');
  const order: string[] = [];
  const begun = a.commit({ at: AT, changes: [change(migration(1), 1)], basis: [{ id: freeze.id, version: 0 }] }).finally(() => order.push('begun'));
  const waiting = async (): Promise<number> => (await under.sql(`select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`)).length;
  while ((await waiting()) < 1) expect(order).toEqual([]);
  const frozen = b.commit({ at: AT, changes: [freeze] }).finally(() => order.push('frozen'));
  while ((await waiting()) < 2) expect(order).toEqual([]);
  await holder.query('commit');
  await holder.end();
  expect([await begun, await frozen]).toEqual(['saved', 'saved']);
  expect(order).toEqual(['begun', 'frozen']);
  await under.close();
});
