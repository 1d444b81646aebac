import { expect, test } from '@jest/globals';
import { NotRecorded, StoreLost } from '../../src/ports/trouble.ts';
import type { Store } from '../../src/ports/store.ts';
import { AT, change, instance, migration } from './store-fixtures.ts';
import { onStore, type MakeStore, type StoreUnderTest } from './store-harness.ts';

const save = (store: Store, n: number, version: number) => store.commit({ at: AT, changes: [change(migration(n), version)] });
const read = (store: Store) => store.report(instance(99));

const works: readonly { readonly reason: string; readonly work: (store: Store) => Promise<unknown>; readonly told: object }[] = [
  { reason: 'nothing was written before', work: read, told: { name: 'StoreLost', mayHaveChanged: false } },
  { reason: 'a change was written before', work: async (s) => { await save(s, 1, 0); await read(s); }, told: { name: 'StoreLost', mayHaveChanged: true } },
  { reason: 'a fact was written before', work: async (s) => { await s.putNote('whole', '1'); await read(s); }, told: { name: 'StoreLost', mayHaveChanged: true } },
  { reason: 'a change that lost its race is none', work: async (s) => { await save(s, 1, 7); await read(s); }, told: { name: 'StoreLost', mayHaveChanged: false } },
  { reason: 'a write was still under way', work: (s) => Promise.all([read(s), save(s, 1, 0), save(s, 2, 0), save(s, 3, 0)]), told: { name: 'StoreLost', mayHaveChanged: true } },
  { reason: 'the only write was refused', work: (s) => save(s, 13, 0), told: { name: 'NotRecorded' } },
  { reason: 'the second write was refused', work: async (s) => { await save(s, 1, 0); await save(s, 13, 0); }, told: { name: 'StoreLost', mayHaveChanged: true } },
  { reason: 'a bug stays a bug', work: () => Promise.reject(new TypeError('x')), told: { name: 'TypeError' } },
];

/** A store that is lost in the middle of one person's work says whether anything was written by then. */
export function lostTests(make: MakeStore): void {
  test.each(works)('lost in the middle of work: $reason', ({ work, told }) =>
    onStore(make, async ({ opened: { store }, sql }) => {
      await breaking(sql, async () => {
        await expect(store.follow(() => work(store))).rejects.toMatchObject(told);
        // What somebody else wrote is not one's own doing.
        const others = store.follow(async () => { await save(store, 5, 0); });
        await expect(store.follow(async () => { await others; await read(store); })).rejects.toMatchObject({ mayHaveChanged: false });
      });
    }));

  test('what work gives back is what following it gives back', () =>
    onStore(make, async ({ opened: { store } }) => {
      expect(await store.follow(() => save(store, 1, 0))).toBe('saved');
      await expect(store.follow(() => Promise.reject(new NotRecorded('x')))).rejects.toBeInstanceOf(NotRecorded);
      await expect(store.follow(() => Promise.reject(new StoreLost({ mayHaveChanged: true, cause: null })))).rejects.toMatchObject({ mayHaveChanged: false });
    }));
}

/** Reports cannot be read and one machine cannot be written, as when the files of the database are in trouble. */
async function breaking(sql: StoreUnderTest['sql'], body: () => Promise<void>): Promise<void> {
  await sql(`create function test_lost() returns trigger language plpgsql as $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$`);
  await sql(`create trigger test_lost before insert on stream for each row when (new.id = '${migration(13).id}') execute function test_lost()`);
  await sql(`create function test_unreadable() returns text language plpgsql as $$ begin raise exception 'could not read file' using errcode = '58030'; end $$`);
  await sql('alter table report rename to report_whole');
  await sql('create view report as select test_unreadable() as instance_id, test_unreadable() as report');
  try {
    await body();
  } finally {
    await sql('drop view report');
    await sql('alter table report_whole rename to report');
    await sql('drop function test_unreadable()');
    await sql('drop trigger test_lost on stream');
    await sql('drop function test_lost()');
  }
}
