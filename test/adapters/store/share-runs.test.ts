import { expect, test } from '@jest/globals';
import { makeTransactionGuard } from '../../../src/adapters/store/guard.ts';
import { shareRuns } from '../../../src/adapters/store/share-runs.ts';

/** Work whose runs end when they are told to. */
function gated() {
  const ends: (() => void)[] = [];
  let runs = 0;
  const work = (): Promise<number> => {
    runs += 1;
    const mine = runs;
    return new Promise((resolve) => ends.push(() => resolve(mine)));
  };
  return { work, runs: () => runs, end: (n: number) => ends[n - 1]!() };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('callers of the same moment share one run', async () => {
  const { work, runs, end } = gated();
  const ask = shareRuns(makeTransactionGuard(), work);
  const answers = [ask(), ask(), ask()];
  await turn();
  end(1);
  expect(await Promise.all(answers)).toEqual([1, 1, 1]);
  expect(runs()).toBe(1);
});

test('a caller who comes while a run is under way gets one that began after him', async () => {
  const { work, end } = gated();
  const ask = shareRuns(makeTransactionGuard(), work);
  const first = ask();
  await turn();
  const [second, third] = [ask(), ask()];
  end(1);
  await turn();
  end(2);
  expect(await Promise.all([first, second, third])).toEqual([1, 2, 2]);
});

test('a run that fails fails for those who shared it, not for the next', async () => {
  let fails = true;
  const ask = shareRuns(makeTransactionGuard(), () => (fails ? Promise.reject(new Error('down')) : Promise.resolve('up')));
  const [one, two] = [ask(), ask()];
  await expect(one).rejects.toThrow('down');
  await expect(two).rejects.toThrow('down');
  fails = false;
  expect(await ask()).toBe('up');
});

test('sharing is refused inside an open transaction, where it would wait for itself', async () => {
  const guard = makeTransactionGuard();
  const ask = shareRuns(guard, () => Promise.resolve('never'));
  await expect(guard.inside(async () => ask())).rejects.toThrow('outside the open transaction');
});
