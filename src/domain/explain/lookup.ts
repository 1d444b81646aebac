import { CHECKS } from '../checks/index.ts';
import { CODES } from './codes/index.ts';
import { GLOSSARY } from './glossary.ts';
import type { Explained, SeenError } from './types.ts';

const SHOWN = 3;

/** What a question is about: an error code, a check, or a term; an unknown code is looked up among what Azure said lately. Pure. */
export function lookUp(question: string, seen: readonly SeenError[]): Explained {
  const asked = plain(question);
  const said = seen.filter((s) => plain(s.code) === asked).toSorted((a, b) => b.at - a.at).slice(0, SHOWN);
  const code = CODES.find((c) => plain(c.code) === asked);
  if (code !== undefined) return { kind: 'code', entry: code, seen: said };
  const check = CHECKS.find((c) => plain(c.id) === asked);
  if (check !== undefined) return { kind: 'check', id: check.id };
  const term = GLOSSARY.find((t) => [t.term, ...t.also].some((word) => plain(word) === asked));
  if (term !== undefined) return { kind: 'term', entry: term };
  const [first] = said;
  return first === undefined ? { kind: 'nothing', similar: similar(asked) } : { kind: 'seen', code: first.code, seen: said };
}

/** Case, blanks and hyphens do not matter, nor the words that people put around a code. */
function plain(text: string): string {
  return text.toLowerCase().replace(/^(?:(?:what|is|are|does|an?|the|error|code|id|asr)\s+)+/, '').replace(/\s+mean\??$/, '').replace(/[^\p{L}\p{N}]/gu, '');
}

/** Every word that can be explained, for the nearest one to a slip of the pen. */
export function explainable(): readonly string[] {
  return [...CODES.map((c) => c.code), ...CHECKS.map((c) => c.id), ...GLOSSARY.map((t) => t.term)];
}

/** What begins or goes on like the question. */
function similar(asked: string): readonly string[] {
  if (asked.length < 2) return [];
  const words = explainable();
  const begins = words.filter((w) => plain(w).startsWith(asked));
  const holds = words.filter((w) => plain(w).includes(asked) && !begins.includes(w));
  return [...begins, ...holds].slice(0, SHOWN);
}
