/** A typed line taken apart: plain words and, after `because`, free text. Knows no verbs. */
export type Line = { readonly words: readonly string[]; readonly because: string | null; /** The lines below the command, as they were written; only for commands that take them. */ readonly body?: string; /** `--dry-run`: only what it would do is told. */ readonly dryRun?: true };

const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
const TOKEN = /"([^"]*)"|'([^']*)'(?=\s|$)|(\S+)/g;

/** The text as people meant it: straight quotes, one kind of space, nothing invisible. */
export function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201c\u201d\u201e\u00ab\u00bb]/g, '"')
    .replace(/[\s\u0000-\u001f\u007f]+/g, ' ')
    .trim();
}

/** Splits a line into words (a quoted name is one word) and the free text after the first unquoted `because`. */
export function takeApart(text: string): Line {
  const line = tidy(text);
  const words: string[] = [];
  for (const match of line.matchAll(TOKEN)) {
    const bare = match[3];
    if (bare !== undefined && words.length > 0 && /^because[:,]?$/i.test(bare)) {
      return { words, because: line.slice(match.index + bare.length).trim() || null };
    }
    const word = match[1] ?? match[2] ?? bare ?? '';
    if (word !== '') words.push(word);
  }
  return { words, because: null };
}

// Teams makes one long dash of two.
const FLAG = /^(?:--|[\u2012-\u2015])dry[-_]?run[.!]?$/i;
const FLAG_AT_END = /\s*(?:--|[\u2012-\u2015])dry[-_]?run[.!]?$/i;

/** Takes `--dry-run` out of a line, wherever it stands, also at the end of a reason: nothing is done rather than too much. `inWords` takes a closing `dry run` for it as well. */
export function withoutFlag(line: Line, { inWords }: { readonly inWords: boolean }): Line {
  const words = line.words.filter((word) => !FLAG.test(word));
  const said = inWords && /^dry run[.!]?$/i.test(words.slice(-2).join(' '));
  const because = line.because?.replace(FLAG_AT_END, '').trim() ?? null;
  const found = said || words.length < line.words.length || because !== line.because;
  return found ? { ...line, words: said ? words.slice(0, -2) : words, because: because === '' ? null : because, dryRun: true } : line;
}
