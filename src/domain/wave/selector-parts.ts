/** Takes the text of a selector apart, however it is spaced: `group: 2`, `group 2` and `group:2` are one part. */

/** `out`: it is to be left out. */
export type SelectorPart = { readonly text: string; readonly out: boolean };

const TOKEN = /(?:[^\s",]|"[^"]*")+/g;
/** Everything after one of these is left out: read as small words they would turn what is meant round. */
const EXCEPT: ReadonlySet<string> = new Set(['without', 'except', 'excluding', 'but', 'not']);

/** A quoted name is one part, commas part as blanks do. */
export function partsIn(text: string): readonly SelectorPart[] {
  const parts: SelectorPart[] = [];
  const tokens = joined(tidied(text).match(TOKEN) ?? []);
  let except: string | null = null;
  for (const [i, token] of tokens.entries()) {
    if (isExcept(tokens, i, { except, parts })) except = token.toLowerCase();
    else if (/^-./.test(token)) parts.push({ text: token.slice(1), out: true });
    else parts.push({ text: token, out: except !== null && !isSmall(token) });
  }
  return parts;
}

/** One that leaves nothing out is no small word either: `W07 not good` must not become `W07 good`. Nor is a second one: `not web07 but web08` means another thing than two left out. */
function isExcept(tokens: readonly string[], at: number, o: { readonly except: string | null; readonly parts: readonly SelectorPart[] }): boolean {
  const word = tokens[at]?.toLowerCase() ?? '';
  if (!EXCEPT.has(word)) return false;
  const isSecond = o.except !== null && o.except !== word && o.parts.at(-1)?.out === true;
  return !isSecond && tokens.slice(at + 1).some((next) => !isSmall(next) && !EXCEPT.has(next.toLowerCase()));
}

/** What people write around the names. */
const SMALL: ReadonlySet<string> = new Set(['the', 'of', 'in', 'and', 'for', 'on', 'machine', 'machines', 'please', 'from', 'only', 'with']);

/** True for a word that says nothing by itself. */
export function isSmall(word: string): boolean {
  return SMALL.has(word.toLowerCase());
}

const QUOTED = /("[^"]*")/;

/** Outside of quotation marks; a dash that stands alone stays alone, it may part two names as well as leave one out. */
function tidied(text: string): string {
  const pieces = text.split(QUOTED);
  return pieces.map((piece) => (piece.startsWith('"') ? piece : spaced(piece))).join('');
}

function spaced(text: string): string {
  return text
    .replaceAll(/(^|[\s,])[\u2010-\u2015\u2212](?=[^\s,])/g, '$1-')
    .replaceAll(/(^|[\s,-])(groups?|state|tag|name)\s*:\s*/gi, (_, before: string, word: string) => `${before}${word.replace(/s$/i, '')}:`)
    .replaceAll(/(^|[\s,-])group\s+(?=\d)/gi, '$1group:')
    .replaceAll(/(^|[\s,-])(tag:[^\s,=]+)\s*=\s*/gi, '$1$2=');
}

/** `wave 7` is written in two words. */
function joined(tokens: readonly string[]): readonly string[] {
  return tokens.flatMap((token, i) => {
    if (/^wave$/i.test(token) && /^[\w-]+$/.test(tokens[i + 1] ?? '')) return [];
    return /^wave$/i.test(tokens[i - 1] ?? '') && /^[\w-]+$/.test(token) ? [/^\d+$/.test(token) ? `wave-${token}` : token] : [token];
  });
}
