// Reads the OData filter of jobs and events: comparisons joined by "and".

/** One comparison of a filter. */
export type Clause = { readonly field: string; readonly operator: 'eq' | 'ge' | 'le' | 'gt' | 'lt'; readonly value: string };

const clausePattern = /^\(?\s*(\w+)\s+(eq|ge|le|gt|lt)\s+'?([^']*?)'?\s*\)?$/i;

/** The clauses of a filter; null when it cannot be read. */
export function parseFilter(filter: string | null): readonly Clause[] | null {
  if (filter === null || filter.trim() === '') return [];
  const clauses: Clause[] = [];
  for (const part of filter.split(/\s+and\s+/i)) {
    const match = clausePattern.exec(part.trim());
    if (match === null) return null;
    clauses.push({ field: (match[1] ?? '').toLowerCase(), operator: (match[2] ?? 'eq').toLowerCase() as Clause['operator'], value: match[3] ?? '' });
  }
  return clauses;
}

/** The moment a clause names, or null when it is none. */
export function momentOf(clause: Clause): number | null {
  const at = Date.parse(clause.value);
  return Number.isNaN(at) ? null : at;
}
