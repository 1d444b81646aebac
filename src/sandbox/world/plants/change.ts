// How defects change things so that they can be taken back.
import type { Cure } from './types.ts';

/** Sets some members of an object; the cure sets exactly these back. */
export function change<T extends object>(target: T, patch: Partial<T>): Cure {
  const before = Object.fromEntries(Object.keys(patch).map((key) => [key, target[key as keyof T]])) as Partial<T>;
  Object.assign(target, patch);
  return () => {
    Object.assign(target, before);
  };
}

/** Puts an entry into a map; the cure takes it out, or brings back what was there before. */
export function put<K, V>(map: Map<K, V>, key: K, value: V): Cure {
  const before = map.get(key);
  map.set(key, value);
  return () => {
    if (before === undefined) map.delete(key);
    else map.set(key, before);
  };
}

/** Takes an entry out of a map; the cure puts it back. */
export function take<K, V>(map: Map<K, V>, key: K): Cure {
  const keep = keeping(map, [key]);
  map.delete(key);
  return keep;
}

/** Notes entries that will go, by a call or with time; the cure brings them back, each to its old place, because lists show them in that order. */
export function keeping<K, V>(map: Map<K, V>, keys: readonly K[]): Cure {
  const order = new Map([...map.keys()].map((key, index) => [key, index]));
  const kept = [...map].filter(([key]) => keys.includes(key));
  const placeOf = (key: K) => order.get(key) ?? Infinity;
  return () => {
    const entries = [...new Map([...map, ...kept])].toSorted(([a], [b]) => compare(placeOf(a), placeOf(b)));
    map.clear();
    for (const [key, value] of entries) map.set(key, value);
  };
}

// Infinity minus Infinity is no number: those without an old place keep the order they have.
function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

/** Several changes as one; they are taken back in the opposite order. */
export function all(...cures: readonly Cure[]): Cure {
  return () => {
    for (const cure of cures.toReversed()) cure();
  };
}
