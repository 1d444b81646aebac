import type { TransactionGuard } from './guard.ts';
import { shareRuns } from './share-runs.ts';

/** One entry of a list kept in memory: its database version and its parsed value. */
type Entry<T> = { readonly version: number; readonly value: T };

/** How a list is looked up: a stamp that changes with any change, the versions of all rows, and the bodies of some. */
export type ListSource<T> = {
  readonly guard: TransactionGuard;
  stamp(): Promise<string>;
  versions(): Promise<readonly { readonly id: string; readonly version: number }[]>;
  bodies(ids: readonly string[]): Promise<readonly { readonly id: string; readonly version: number; readonly value: T }[]>;
};

/** A whole list at the price of one small question while nothing changes, and of the changed rows when something did. */
export type VersionedList<T> = { all(): Promise<ReadonlyMap<string, T>> };

const CHUNK = 200;

/** Keeps parsed rows in memory; every call asks whether they are current, so another replica's write is seen at once. */
export function makeVersionedList<T>(source: ListSource<T>): VersionedList<T> {
  let known: { readonly stamp: string; readonly entries: ReadonlyMap<string, Entry<T>>; readonly values: ReadonlyMap<string, T> } | null = null;
  const refresh = async (): Promise<ReadonlyMap<string, T>> => {
    // The stamp is read before the rows: rows that are newer than it are only read again, never missed.
    const stamp = await source.stamp();
    if (known?.stamp === stamp) return known.values;
    const entries = await loadChanged(source, known?.entries ?? new Map<string, Entry<T>>());
    const values = new Map([...entries].map(([id, entry]) => [id, entry.value]));
    known = { stamp, entries, values };
    return values;
  };
  return { all: shareRuns(source.guard, refresh) };
}

async function loadChanged<T>(source: ListSource<T>, known: ReadonlyMap<string, Entry<T>>): Promise<ReadonlyMap<string, Entry<T>>> {
  const versions = await source.versions();
  const changed = versions.filter((row) => known.get(row.id)?.version !== row.version).map((row) => row.id);
  const fresh = new Map<string, Entry<T>>();
  for (const ids of chunksOf(changed, CHUNK)) {
    for (const row of await source.bodies(ids)) fresh.set(row.id, row);
  }
  const entries = new Map<string, Entry<T>>();
  for (const { id } of versions) {
    const entry = fresh.get(id) ?? known.get(id);
    if (entry !== undefined) entries.set(id, entry);
  }
  return entries;
}

/** Remembers the last answer; an unchanged list is the same object, so what is derived from it need not be derived again. */
export function rememberLast<A extends object, B>(derive: (from: A) => B): (from: A) => B {
  let last: { readonly from: A; readonly result: B } | null = null;
  return (from) => {
    if (last?.from !== from) last = { from, result: derive(from) };
    return last.result;
  };
}

/** Splits a list: one statement over more than a few hundred rows would hold up everything else in the process. */
export function chunksOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) => items.slice(n * size, (n + 1) * size));
}
