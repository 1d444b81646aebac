/** Finds the words that somebody most likely meant. */

/** Damerau-Levenshtein distance (neighbouring letters may be swapped at the price of one). */
export function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => (i * j === 0 ? i + j : 0)));
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const best = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + cost);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      rows[i]?.splice(j, 1, swapped ? Math.min(best, at(i - 2, j - 2) + 1) : best);
    }
  }
  return at(a.length, b.length);
}

/** The `count` candidates closest to `word`, best first; a beginning (`stat`) counts as almost right. */
export function nearest(word: string, candidates: readonly string[], count = 3): readonly string[] {
  // Cut: a pasted page must not cost a matrix of its size.
  const typed = word.toLowerCase().slice(0, 30);
  const rate = (candidate: string): number => (typed.length >= 2 && candidate.startsWith(typed) ? 0.5 : distance(typed, candidate));
  return [...new Set(candidates)]
    .map((candidate) => ({ candidate, far: rate(candidate) }))
    .sort((a, b) => a.far - b.far)
    .slice(0, count)
    .map(({ candidate }) => candidate);
}
