/** Finds the words that somebody most likely meant. */
import { distance } from '../domain/near-names.ts';

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
