import type { TransactionGuard } from './guard.ts';

/**
 * Callers who come while the work is under way share its next run: it begins after all of them, so nobody gets an answer
 * that is older than the question, and a crowd that asks at once costs two runs instead of one each.
 */
export function shareRuns<T>(guard: TransactionGuard, work: () => Promise<T>): () => Promise<T> {
  let current: Promise<unknown> = Promise.resolve();
  let next: Promise<T> | null = null;
  const begin = (): Promise<T> => {
    next = null;
    const run = work();
    current = run.catch(() => undefined);
    return run;
  };
  return () => {
    // The work runs in the context of one of its callers; another one, in a transaction, would wait for itself unnoticed.
    guard.assertOutside('A shared query');
    next ??= current.then(begin);
    return next;
  };
}
