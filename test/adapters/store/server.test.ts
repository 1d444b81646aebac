/** A database server that goes away while something is asked of it: whoever asks is told, and the process goes on. */
import { setTimeout as pause } from 'node:timers/promises';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { makeAbout } from '../../../src/adapters/store/about.ts';
import { assemble } from '../../../src/adapters/store/open.ts';
import type { Connected } from '../../../src/adapters/store/dialect/connected.ts';
import { openServerDatabase } from '../../../src/adapters/store/dialect/server.ts';
import { newest } from '../../../src/adapters/store/migrate.ts';
import { recorded } from '../../../src/adapters/store/not-recorded.ts';
import type { Store } from '../../../src/ports/store.ts';
import { en } from '../../../src/text/en.ts';
import { conversation, said, usecasesOver } from '../../bot/support.ts';
import { AT, change, instance, migration, silent } from '../../contracts/store-fixtures.ts';
import { eventually } from '../../replicas/support/fleet.ts';
import { makeLine, type Line } from '../../replicas/support/line.ts';
import { startPostgres, type PostgresServer } from '../../support/postgres.ts';

let server: PostgresServer | null;
let line: Line;
let ferry: Connected;
let other: Connected;
const uncaught: unknown[] = [];
const note = (error: unknown): void => void uncaught.push(error);

beforeAll(async () => {
  server = await startPostgres();
  if (server === null) return;
  const url = await server.freshDatabase();
  other = await openServerDatabase({ url, log: silent });
  line = await makeLine(Number(new URL(url).port));
  const past = new URL(url);
  past.port = String(line.port);
  ferry = await openServerDatabase({ url: past.href, log: silent });
  process.on('uncaughtException', note);
}, 60_000);
afterAll(async () => {
  process.off('uncaughtException', note);
  if (server === null) return;
  await ferry.close();
  await other.close();
  await line.close();
  await server.stop();
}, 60_000);

test.each([
  { reason: 'nobody listens', change: (url: URL): void => { url.port = '1'; }, says: /^the database 127\.0\.0\.1:1\/\S+ cannot be used \(.*ECONNREFUSED.*\)\. Look at DATABASE_URL/ },
  { reason: 'there is no such database', change: (url: URL): void => { url.pathname = '/nowhere'; }, says: /\/nowhere cannot be used \(database "nowhere" does not exist\)/ },
  { reason: 'nobody of that name may log in', change: (url: URL): void => { url.username = 'mallory'; url.password = 'hush'; }, says: /cannot be used \(role "mallory" does not exist\)/ },
])('a start is told in a sentence when $reason, without the password', async ({ change, says }) => {
  if (server === null) return;
  const url = new URL(await server.freshDatabase());
  change(url);
  const error = await openServerDatabase({ url: url.href, log: silent }).catch((e: unknown) => e as Error);
  expect(error).toMatchObject({ code: 'FERRY_STORE', message: expect.stringMatching(says) });
  expect(inspect(error)).not.toContain('hush');
});

test('the doctor is told how many processes work on the store', async () => {
  if (server === null) return;
  expect(await makeAbout(ferry.db, { kind: 'postgres', room: null }).about()).toMatchObject({ kind: 'postgres', replicas: 2, version: newest(), known: newest() });
});

const asleep = "select pid from pg_stat_activity where query like 'select pg_sleep(20%' and state = 'active'";

async function untilAsleep(): Promise<void> {
  while ((await sql.raw(asleep).execute(other.db.read)).rows.length === 0) await pause(20);
}

const ways: readonly { readonly reason: string; readonly lose: () => Promise<unknown> }[] = [
  { reason: 'its operator restarts it', lose: () => sql.raw(`select pg_terminate_backend(pid) from (${asleep}) as a`).execute(other.db.read) },
  { reason: 'the network hangs up', lose: () => { line.hangUp(); return Promise.resolve(); } },
];

describe.each(ways)('$reason', ({ lose }) => {
  test.each([
    { reason: 'in the middle of a statement of its own, of which nobody knows whether it was done', ask: () => sql`select pg_sleep(20)`.execute(ferry.db.read), told: { name: 'StoreLost', mayHaveChanged: true } },
    { reason: 'in the middle of a transaction, which is undone', ask: () => ferry.db.transaction((tx) => sql`select pg_sleep(20)`.execute(tx)), told: { name: 'NotRecorded' } },
  ])('$reason: it is told as what it is, and the next question is answered', async ({ ask, told }) => {
    if (server === null) return;
    const asked = recorded<unknown>(ask).catch((error: unknown) => error);
    await untilAsleep();
    await lose();
    expect(await asked).toMatchObject(told);
    // A connection that is just being ended may be handed out once more.
    const one = () => sql`select 1 as one`.execute(ferry.db.read).then((answer) => answer.rows, () => null);
    expect(await eventually('an answer', 5_000, one)).toEqual([{ one: 1 }]);
    await pause(50);
    expect(uncaught).toEqual([]);
  }, 30_000);
});

/** Any question, until one is answered: a connection that is just being ended may be handed out once more. */
const answered = () => eventually('an answer', 5_000, () => sql`select 1`.execute(ferry.db.read).then(() => true, () => null));

test('commits that are lost on their way: nobody can tell whether they are done, and the store does not run out of connections', async () => {
  if (server === null) return;
  await answered();
  const { store } = assemble('postgres', ferry, silent);
  for (let n = 1; n <= 7; n++) {
    line.onSent((text) => { if (/commit\0/i.test(text)) line.hangUp(); });
    await expect(store.commit({ at: AT, changes: [change(migration(n), 0)] })).rejects.toMatchObject({ name: 'StoreLost', mayHaveChanged: true });
    line.onSent(() => undefined);
    await answered();
  }
  expect(uncaught).toEqual([]);
}, 60_000);

test.each([
  { reason: 'nothing was written in the turn', before: () => Promise.resolve(), tells: en.answers.storeLost },
  { reason: 'something was', before: (store: Store) => store.commit({ at: AT, changes: [change(migration(20), 0)] }), tells: en.answers.storeLostMidway },
])('a turn whose store is lost between two questions, when $reason', async ({ before, tells }) => {
  if (server === null) return;
  await answered();
  const { store } = assemble('postgres', ferry, silent);
  const lost = usecasesOver(null, {
    byInstance: () => Promise.resolve(null),
    find: async () => {
      await store.report(instance(1));
      await before(store);
      const slow = sql`select pg_sleep(20)`.execute(ferry.db.read);
      await untilAsleep();
      line.hangUp();
      await slow;
      throw new Error('it was answered');
    },
  });
  const talk = conversation({ store, usecases: lost });
  const told = said(await talk.type('status web-01'));
  expect(told).toContain(tells);
  expect(told).not.toContain('reference');
  await answered();
}, 60_000);
