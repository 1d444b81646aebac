/** Questions of one kind that stand open together are one question. */

/** One machine waits for an answer from one place of the log to another; `to` is null while it still waits. */
export type Stay<T> = { readonly of: T; readonly from: number; readonly to: number | null };

/** The stays that overlap, directly or through others, as one episode each; in the order of the log, so that a longer log begins with the same episodes. */
export function episodes<T>(stays: readonly Stay<T>[]): readonly (readonly Stay<T>[])[] {
  const found: Stay<T>[][] = [];
  let until = -Infinity;
  for (const stay of stays.toSorted((a, b) => a.from - b.from)) {
    const last = found.at(-1);
    if (last === undefined || stay.from > until) found.push([stay]);
    else last.push(stay);
    until = Math.max(until, stay.to ?? Infinity);
  }
  return found;
}
