import type { Attested } from '../finding.ts';

const UNITS: ReadonlyMap<string, number> = new Map([['mb', 1e6], ['gb', 1e9], ['tb', 1e12], ['mib', 1024 ** 2], ['gib', 1024 ** 3], ['tib', 1024 ** 4]]);

/** `20GiB`, `1.5 TB`: an amount in bytes; null for anything else. */
export function amountIn(text: string): number | null {
  const found = /^(\d{1,12}(?:[.,]\d{1,6})?)\s*([kmgt]i?b)$/i.exec(text.trim());
  const unit = UNITS.get(found?.[2]?.toLowerCase() ?? '');
  return found?.[1] === undefined || unit === undefined ? null : Number(found[1].replace(',', '.')) * unit;
}

/** The amount a day that somebody noted beside his answer to the question about churn; null where the note holds none. */
export function attestedChurn(a: Attested | null): number | null {
  if (a === null || a.answer === 'skip') return null;
  const found = /(\d[\d.,]*\s*[mgt]i?b)(?:\s*(?:\/|per|a|each)\s*d(?:ay)?\b|\s*daily|$)/i.exec(a.note);
  return found?.[1] === undefined ? null : amountIn(found[1]);
}
