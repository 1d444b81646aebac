/** Does the work for all of them, a few at a time; the results stand in the order of what they are for. The first error ends it. */
export async function inOrder<T, R>(all: readonly T[], atOnce: number, work: (one: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let from = 0; from < all.length; from += atOnce) results.push(...(await Promise.all(all.slice(from, from + atOnce).map(work))));
  return results;
}
