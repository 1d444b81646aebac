import { AsyncLocalStorage } from 'node:async_hooks';

/** Notices a query that was issued beside the open transaction instead of inside it. */
export type TransactionGuard = {
  /** Runs the body of a transaction. */
  inside<T>(body: () => Promise<T>): Promise<T>;
  /** Throws when called from the body of an open transaction. */
  assertOutside(what: string): void;
};

/** The embedded store has one session: a query beside its open transaction would wait for itself for ever, so it is an error on every store. */
export function makeTransactionGuard(): TransactionGuard {
  const current = new AsyncLocalStorage<{ open: boolean }>();
  return {
    inside: async (body) => {
      const scope = { open: true };
      try {
        return await current.run(scope, body);
      } finally {
        // Work started in the body may outlive it and inherits the scope; from here on it is free again.
        scope.open = false;
      }
    },
    assertOutside: (what) => {
      if (current.getStore()?.open === true) throw new Error(`${what} was issued outside the open transaction: pass the transaction on`);
    },
  };
}
