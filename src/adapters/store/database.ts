import { Kysely, type Dialect, type KyselyPlugin, type Transaction } from 'kysely';
import { makeTransactionGuard, type TransactionGuard } from './guard.ts';
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

/** Wraps a dialect with the transaction guard; the same on both stores, so that tests on either find a stray query. */
export function makeDatabase(dialect: Dialect): Database {
  const kysely = new Kysely<Tables>({ dialect });
  const guard = makeTransactionGuard();
  return {
    read: kysely.withPlugin(guardPlugin(guard)),
    guard,
    transaction: (body, keep = () => true) => {
      guard.assertOutside('A transaction');
      return runTransaction({ kysely, guard }, body, keep);
    },
    close: () => kysely.destroy(),
  };
}

async function runTransaction<T>(on: { readonly kysely: Queryable; readonly guard: TransactionGuard }, body: (tx: Tx) => Promise<T>, keep: (result: T) => boolean): Promise<T> {
  const tx = await on.kysely.startTransaction().execute();
  let result: T;
  try {
    result = await on.guard.inside(() => body(tx));
  } catch (error) {
    await tx.rollback().execute();
    throw error;
  }
  await (keep(result) ? tx.commit() : tx.rollback()).execute();
  return result;
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
