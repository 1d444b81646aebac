/** The schema while programs of several ages run on it: what only adds comes at once, what takes away waits, what is too old is refused. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { Database } from '../../../src/adapters/store/database.ts';
import { openEmbeddedDatabase } from '../../../src/adapters/store/dialect/embedded.ts';
import { openServerDatabase } from '../../../src/adapters/store/dialect/server.ts';
import { migrate, newest, StoreTooNew } from '../../../src/adapters/store/migrate.ts';
import { SCHEMA_STEPS, type SchemaStep } from '../../../src/adapters/store/migrations/index.ts';
import type { Member } from '../../../src/adapters/store/replicas.ts';
import { silent } from '../../contracts/store-fixtures.ts';
import { startPostgres, type PostgresServer } from '../../support/postgres.ts';

const run = (statement: string): SchemaStep['up'] => (tx) => sql.raw(statement).execute(tx).then(() => undefined);

/** Three releases after today's: one adds, one stops using the old column, one takes it away; a fourth adds again. */
const ADDS: SchemaStep = { name: '901-adds', up: run('create table later (old text, new text)') };
const MOVES: SchemaStep = { name: '902-moves', up: run('update later set new = old') };
const TAKES: SchemaStep = { name: '903-takes', up: run('alter table later drop column old'), contract: { needs: 902, program: '9.3.0' } };
const AGAIN: SchemaStep = { name: '904-adds', up: run('create table latest (n int)') };
const upTo = (...more: readonly SchemaStep[]): readonly SchemaStep[] => [...SCHEMA_STEPS, ...more];
const member = (n: number, steps: readonly SchemaStep[]): Member => ({ id: `replica-${n}`, program: `9.${n}.0`, knows: newest(steps), host: 'host', pid: n });

let server: PostgresServer | null;
let dir: string;
let embedded: Awaited<ReturnType<typeof openEmbeddedDatabase>>;
beforeAll(async () => {
  server = await startPostgres();
  dir = mkdtempSync(join(tmpdir(), 'ferry-schema-'));
  embedded = await openEmbeddedDatabase({ dir, log: silent });
}, 120_000);
afterAll(async () => {
  await embedded.close();
  await server?.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** Columns of the table that the steps are about. */
async function columns(db: Database): Promise<readonly unknown[]> {
  const { rows } = await sql<{ n: string }>`select column_name as n from information_schema.columns where table_name = 'later' order by 1`.execute(db.read);
  return rows.map((row) => row.n);
}

describe.each(['PGlite', 'PostgreSQL'] as const)('the schema on %s', (name) => {
  let db: Database;
  let close = (): Promise<void> => Promise.resolve();
  const isHere = (): boolean => name === 'PGlite' || server !== null;
  beforeAll(async () => {
    if (name === 'PGlite') db = embedded.db;
    else if (server !== null) ({ db, close } = await openServerDatabase({ url: await server.freshDatabase(), log: silent, presenceMs: 3_600_000 }));
    // The connection of the test itself is no program of the story.
    if (isHere()) await sql`delete from replica`.execute(db.read);
  });
  afterAll(() => close());

  test('a newer program adds under the feet of an older one, which may start again', async () => {
    if (!isHere()) return;
    const old = member(1, upTo(ADDS));
    await migrate(db, { steps: upTo(ADDS), me: old });
    expect(await migrate(db, { steps: upTo(ADDS, MOVES), me: member(2, upTo(ADDS, MOVES)) })).toEqual({ waiting: [], older: [] });
    await migrate(db, { steps: upTo(ADDS), me: old });
    expect(await columns(db)).toEqual(['new', 'old']);
  });

  test('what takes away waits while an older program runs, and is done at the next start without it', async () => {
    if (!isHere()) return;
    const steps = upTo(ADDS, MOVES, TAKES);
    expect(await migrate(db, { steps, me: member(3, steps) })).toMatchObject({ waiting: ['903-takes'], older: [{ id: 'replica-1' }] });
    expect(await columns(db)).toEqual(['new', 'old']);
    // What would have to come after it cannot be left out.
    await expect(migrate(db, { steps: upTo(ADDS, MOVES, TAKES, AGAIN), me: member(4, steps) })).rejects.toThrow(/904-adds.+Ferry 9\.1\.0, process 1 on host.+Stop them/);
    // One that was silent for long is not there any more.
    await sql`update replica set seen = now() - interval '1 minute' where id = 'replica-1'`.execute(db.read);
    expect((await migrate(db, { steps, me: member(3, steps) })).waiting).toEqual([]);
    expect(await columns(db)).toEqual(['new']);
  });

  test('from then on an older program is refused, and told which one to start; the store stays as it is', async () => {
    if (!isHere()) return;
    const refused = migrate(db, { steps: upTo(ADDS), me: member(1, upTo(ADDS)) });
    await expect(refused).rejects.toBeInstanceOf(StoreTooNew);
    await expect(refused).rejects.toThrow(/needs a Ferry that knows schema 902.+Start Ferry 9\.3\.0 or newer/);
    // One that knows enough is not refused, though it does not know the last step.
    expect((await migrate(db, { steps: upTo(ADDS, MOVES), me: member(2, upTo(ADDS, MOVES)) })).waiting).toEqual([]);
    expect(await columns(db)).toEqual(['new']);
  });

  test('a store with one owner waits for nobody', async () => {
    if (!isHere()) return;
    const steps = upTo(ADDS, MOVES, TAKES, { name: '905-takes', up: run('drop table later'), contract: { needs: 905, program: '9.5.0' } });
    expect((await migrate(db, { steps, me: null })).waiting).toEqual([]);
    expect(await columns(db)).toEqual([]);
  });
});

test('a running program is told when the store has no place for it any more', async () => {
  if (server === null) return;
  const url = await server.freshDatabase();
  const old = await openServerDatabase({ url, log: silent, presenceMs: 50 });
  try {
    // As if it had been cut off for so long that it counted as gone, and a newer one had come meanwhile.
    await sql`insert into schema_needs (at_least, program) values (999, '9.9.9')`.execute(old.db.read);
    expect(await old.outdated).toMatch(/no place any more for this one/);
    expect((await sql`select 1 from replica`.execute(old.db.read)).rows).toHaveLength(1);
  } finally {
    await old.close();
  }
});
