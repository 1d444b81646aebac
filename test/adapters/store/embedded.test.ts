/** What only the embedded store must do: it has no server to look after it. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, jest, test } from '@jest/globals';
import { sql } from 'kysely';
import { openEmbeddedDatabase, prepareTemplate } from '../../../src/adapters/store/dialect/embedded.ts';
import { assertSynced, openDurable } from '../../../src/adapters/store/dialect/pglite-durable.ts';
import { startMaintenance } from '../../../src/adapters/store/maintenance.ts';
import { openEmbedded } from '../../../src/adapters/store/open.ts';
import { AT, change, live, migration, silent } from '../../contracts/store-fixtures.ts';
import { firstStep } from '../../contracts/store-harness.ts';
import { startChild } from '../../support/child-process.ts';

jest.setTimeout(30_000);

const CHILD = join(import.meta.dirname, 'child.ts');
const folders: string[] = [];

afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ferry-embedded-'));
  folders.push(folder);
  return folder;
}

test('what was committed is there after a close and a reopen', async () => {
  const dir = freshFolder();
  const first = await openEmbedded({ dir, log: silent });
  await first.store.commit({ at: AT, changes: [change(migration(1), 0)] });
  await first.store.close();
  const second = await openEmbedded({ dir, log: silent });
  expect((await second.store.migration(migration(1).id))?.state).toEqual(migration(1));
  await second.store.close();
});

test('a second process does not start, and says who holds the folder and why not both', async () => {
  const dir = freshFolder();
  const child = startChild(CHILD, ['hold', dir]);
  await child.line(1);
  await expect(openEmbedded({ dir, log: silent })).rejects.toThrow(new RegExp(`process ${child.pid} on host .+, since 20.+overwrite each other's rows`));
  await child.kill9();
});

test('a second opening in the same process does not start either, and does not free the lock', async () => {
  const dir = freshFolder();
  const { store } = await openEmbedded({ dir, log: silent });
  await expect(openEmbedded({ dir, log: silent })).rejects.toThrow(/already running/);
  await expect(openEmbedded({ dir, log: silent })).rejects.toThrow(/already running/);
  await store.close();
  await (await openEmbedded({ dir, log: silent })).store.close();
});

test('after kill -9 the next process owns the folder, has every acknowledged row, and takes over the held job at once', async () => {
  const dir = freshFolder();
  const committing = startChild(CHILD, ['commit', dir]);
  await committing.line(200);
  await committing.kill9();
  const holding = startChild(CHILD, ['hold', dir]);
  await holding.line(1);
  await holding.kill9();
  const begun = performance.now();
  const { store, jobs } = await openEmbedded({ dir, log: silent });
  const takenOver = firstStep(jobs);
  expect(await takenOver).toBe('held');
  expect(performance.now() - begun).toBeLessThan(5_000);
  for (const line of committing.lines) {
    const id = migration(Number(line.split(' ')[1])).id;
    expect(await store.migration(id)).not.toBeNull();
    expect(await store.verify(id)).toBeNull();
  }
  await store.close();
});

test('a query beside the open transaction is an error instead of a deadlock', async () => {
  const connected = await openEmbeddedDatabase({ dir: freshFolder(), log: silent });
  const { db, boss } = connected;
  const strays: readonly [string, () => Promise<unknown>][] = [
    ['a query', () => db.read.selectFrom('note').selectAll().execute()],
    ['raw SQL', () => sql`select 1`.execute(db.read)],
    ['a transaction', () => db.transaction(() => Promise.resolve())],
    ['the job engine', () => boss.fetch('step')],
  ];
  for (const [, stray] of strays) {
    await expect(db.transaction(() => stray())).rejects.toThrow(/outside the open transaction/);
    await stray();
  }
  await connected.close();
});

test('work that was begun in a transaction and goes on after it may query', async () => {
  const { db, close } = await openEmbeddedDatabase({ dir: freshFolder(), log: silent });
  let goOn = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const late = await db.transaction(() => Promise.resolve({ result: ended.then(() => sql`select 1`.execute(db.read)) }));
  goOn();
  expect((await late.result).rows).toHaveLength(1);
  await close();
});

test('a store that does not reach the disk is refused', async () => {
  await expect(assertSynced({ syncs: 3 }, () => Promise.resolve(), 'a commit')).rejects.toThrow(/did not sync a commit to the disk.+refusing to start/);
});

test('commits and checkpoints reach the disk, with the settings that keep the folder small', async () => {
  const dir = freshFolder();
  await (await openEmbedded({ dir, log: silent })).store.close();
  const pglite = await openDurable(join(dir, 'pg'));
  const { rows } = await pglite.query(`select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'max_wal_size') order by name`);
  expect(rows).toEqual([{ name: 'fsync', setting: 'on' }, { name: 'full_page_writes', setting: 'on' }, { name: 'max_wal_size', setting: '64' }, { name: 'synchronous_commit', setting: 'on' }]);
  await pglite.close();
});

test('a store that needs a newer Ferry is refused, says which one, and stays as it is', async () => {
  const dir = freshFolder();
  const connected = await openEmbeddedDatabase({ dir, log: silent });
  await connected.db.read.insertInto('schema_needs').values({ only_row: true, at_least: 999, program: '9.9.9' }).execute();
  await connected.close();
  await expect(openEmbedded({ dir, log: silent })).rejects.toThrow(/needs a Ferry that knows schema 999.+Start Ferry 9\.9\.9/);
  await expect(openEmbedded({ dir, log: silent })).rejects.toThrow(/knows schema 999/);
});

test('the first new folder leaves a template, of which the next one is a copy', async () => {
  const cache = join(freshFolder(), 'cache');
  const made: unknown[] = [];
  const log = { ...silent, info: (fields: object) => void made.push('made' in fields ? fields.made : null) };
  const first = await openEmbedded({ dir: freshFolder(), log, cache });
  await first.store.putNote('mine', 'secret');
  await first.store.close();
  // It is there already, so this is quick and changes nothing.
  await prepareTemplate({ log, cache });
  const dir = freshFolder();
  const second = await openEmbedded({ dir, log, cache });
  expect(made).toEqual(['filled', 'copied']);
  expect(await second.store.note('mine')).toBeNull();
  await second.store.close();
  expect(existsSync(join(dir, 'pg.new'))).toBe(false);
});

test('maintenance keeps a hot table from growing, and leaves an idle store alone', async () => {
  const dir = freshFolder();
  await (await openEmbedded({ dir, log: silent })).store.close();
  const pglite = await openDurable(join(dir, 'pg'));
  const maintenance = startMaintenance({ pglite, log: silent, room: { admit: () => Promise.resolve() }, worthItBytes: 100_000 });
  const size = async (): Promise<number> => Number((await pglite.query<{ n: string }>(`select pg_relation_size('live')::text as n`)).rows[0]?.n);
  const rewrite = (): Promise<unknown> => pglite.query(`insert into live select 'm-' || n, 1, $1, $2 from generate_series(1, 200) n on conflict (id) do update set version = live.version + 1, shown = $1`, ['shown', JSON.stringify(live())]);
  for (let round = 0; round < 3; round += 1) await rewrite();
  expect(await maintenance.run()).toBe(true);
  const after = await size();
  for (let round = 0; round < 10; round += 1) {
    await rewrite();
    await maintenance.run();
  }
  expect(await size()).toBeLessThanOrEqual(after * 1.5);
  expect(await maintenance.run()).toBe(false);
  await maintenance.stop();
  await pglite.close();
});
