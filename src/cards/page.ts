/** Ten (or fifteen) rows of a list, and whether there are more. */
export type Page<T> = { readonly rows: readonly T[]; readonly number: number; readonly last: number; readonly total: number };

/** Cuts a list into pages; a page number beyond the end (an old button) gives the last page. */
export function pageOf<T>(all: readonly T[], wanted: number, size = 10): Page<T> {
  const last = Math.max(0, Math.ceil(all.length / size) - 1);
  const number = Math.min(Math.max(0, Math.trunc(wanted) || 0), last);
  return { rows: all.slice(number * size, (number + 1) * size), number, last, total: all.length };
}
