import { Kysely, type ControlledTransaction, type Dialect, type KyselyPlugin, type Transaction } from 'kysely';
import { makeTransactionGuard, type TransactionGuard } from './guard.ts';
import { tellingDialect, undone } from './lost.ts';
import type { Tables } from './tables.ts';

/** A transaction's handle; everything in the transaction goes through it. */
export type Tx = Transaction<Tables>;

/** Either the guarded root handle or a transaction. */
export type Queryable = Kysely<Tables>;

/** The open database: reads outside, writes of several rows inside a transaction. */
export type Database = {
  readonly read: Queryable;
  readonly guard: TransactionGuard;
  /** Commits what the body did when `keep` agrees with its result; otherwise, and on a throw, nothing happened. */
  transaction<T>(body: (tx: Tx) => Promise<T>, keep?: (result: T) => boolean): Promise<T>;
  close(): Promise<void>;
};

/** Wraps a dialect with the transaction guard and with our own errors; the same on both stores, so that tests on either find a stray query. `admit` throws when no transaction may begin. */
export function makeDatabase(dialect: Dialect, admit: () => Promise<void> = () => Promise.resolve()): Database {
  const kysely = new Kysely<Tables>({ dialect: tellingDialect(dialect) });
  const guard = makeTransactionGuard();
  return {
    read: kysely.withPlugin(guardPlugin(guard)),
    guard,
    transaction: (body, keep = () => true) => {
      guard.assertOutside('A transaction');
      return runTransaction({ kysely, guard, admit }, body, keep);
    },
    close: () => kysely.destroy(),
  };
}

async function runTransaction<T>(on: { readonly kysely: Queryable; readonly guard: TransactionGuard; readonly admit: () => Promise<void> }, body: (tx: Tx) => Promise<T>, keep: (result: T) => boolean): Promise<T> {
  await on.admit().catch(refused);
  const tx = await on.kysely.startTransaction().execute();
  let result: T;
  try {
    result = await on.guard.inside(() => body(tx));
  } catch (error) {
    await giveBack(tx);
    throw undone(error);
  }
  if (!keep(result)) {
    await giveBack(tx);
    return result;
  }
  try {
    await tx.commit().execute();
  } catch (error) {
    // A commit that failed keeps its connection; without this the store would run out of them.
    await giveBack(tx);
    throw error;
  }
  return result;
}

function refused(error: unknown): never {
  throw undone(error);
}

/** Undoes what is not committed and gives the connection back; one that is lost undoes by itself, and why it was lost is told already. */
async function giveBack(tx: ControlledTransaction<Tables>): Promise<void> {
  await tx.rollback().execute().catch(() => undefined);
}

function guardPlugin(guard: TransactionGuard): KyselyPlugin {
  return {
    transformQuery: ({ node }) => {
      guard.assertOutside('A query');
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
}
