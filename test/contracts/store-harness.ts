import { sql } from 'kysely';
import type { Connected } from '../../src/adapters/store/dialect/connected.ts';
import type { Jobs } from '../../src/ports/jobs.ts';
import type { Opened } from '../../src/adapters/store/open.ts';

/** An empty store under test. */
export type StoreUnderTest = {
  readonly opened: Opened;
  /** Another process's view: a second replica on a server; on the embedded store, which has one owner, the same one. */
  replica(): Promise<Opened>;
  /** Runs SQL beside the store, as somebody with the database's password could. */
  sql(text: string): Promise<readonly unknown[]>;
  close(): Promise<void>;
};

/** Makes an empty store; null when this machine has no database for it. */
export type MakeStore = () => Promise<StoreUnderTest | null>;

/** Runs a test's body on an empty store and closes it whatever happens. */
export async function onStore(make: MakeStore, body: (under: StoreUnderTest) => Promise<void>): Promise<void> {
  const under = await make();
  if (under === null) return;
  try {
    await body(under);
  } finally {
    await under.close();
  }
}

/** The connection as one test gets it: the stores of a test are new, the database under them stays open. */
export function unclosed(connected: Connected): Connected {
  return { ...connected, close: () => Promise.resolve() };
}

/** The same, with every row of earlier tests gone. */
export async function emptied(connected: Connected): Promise<Connected> {
  await tamper(rawSql(connected), `truncate event, shown_card`);
  await rawSql(connected)(`truncate stream, live, inventory, report, check_run, conversation, welcome, post, delivery, budget, dead_conversation, dialog, seen_activity, note, round, observed, sample`);
  await rawSql(connected)(`delete from pgboss.job`);
  return unclosed(connected);
}

/** Starts the engine; the key of the first step it is given. */
export function firstStep(jobs: Jobs): Promise<string> {
  return new Promise((resolve) => {
    const none = (): Promise<void> => Promise.resolve();
    const step = (key: string): Promise<void> => {
      resolve(key);
      return none();
    };
    void jobs.start({ tick: none, notify: none, timer: none, check: none, enable: none, step });
  });
}

/** Changes the audit as somebody could who owns the tables: the database's own guard is taken off before and put on afterwards. */
export async function tamper(sql: StoreUnderTest['sql'], text: string): Promise<void> {
  const tables = ['event', 'shown_card'];
  for (const table of tables) await sql(`alter table ${table} disable trigger user`);
  await sql(text);
  for (const table of tables) await sql(`alter table ${table} enable trigger user`);
}

/** Runs SQL as it is. */
export function rawSql(connected: Connected): StoreUnderTest['sql'] {
  return async (text) => (await sql.raw(text).execute(connected.db.read)).rows;
}
