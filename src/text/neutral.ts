/** Makes foreign text harmless in a card or message: it keeps its look, but can no longer be markup. */

const BREAK = '\u200b';

// An invisible break is used instead of backslashes: not every Teams client honours an escape, all of them fail to see markup here.
const RULES: readonly (readonly [RegExp, string])[] = [
  [/[\u202a-\u202e\u2066-\u2069\ufeff]/g, ''],
  [/[\s\u0000-\u001f\u007f\u2028\u2029]+/g, ' '],
  // Before the rules for the start of a line: a space must not hide what stands there.
  [/^ | $/g, ''],
  [/<(?=[a-z/!?])/gi, `<${BREAK}`],
  [/\](?=[(:[])/g, `]${BREAK}`],
  [/\$(?=\{)/g, `$${BREAK}`],
  [/\{(?=\{)/g, `{${BREAK}`],
  [/&(?=#|[a-z]+;)/gi, `&${BREAK}`],
  [/~(?=~)/g, `~${BREAK}`],
  [/`/g, "'"],
  [/(?<![\p{L}\p{N}\u200b_])_+|_+(?![\p{L}\p{N}\u200b_])/gu, `${BREAK}$&${BREAK}`],
  [/^(?=(?:[-+*#>]|\d{1,9}[.)])(?:\s|$)|[-=]{3,}$)/, BREAK],
];

/** One line of text without any markup of Markdown, HTML, mentions, card functions or templates; applying it twice changes nothing more. */
export function neutral(text: string): string {
  const line = RULES.reduce((done, [pattern, by]) => done.replace(pattern, by), text);
  // One asterisk cannot emphasise anything and may belong to a command that people copy.
  return (line.match(/\*/g)?.length ?? 0) > 1 ? line.replaceAll('*', '∗') : line;
}

/** The text cut to at most `max` characters, with an ellipsis when something is missing. */
export function clip(text: string, max: number): string {
  const chars = Array.from(text);
  return chars.length <= max ? text : `${chars.slice(0, max - 1).join('')}…`;
}

/** A name as it may stand in a sentence: harmless and short. */
export function named(text: string): string {
  return neutral(clip(text, 60));
}

/** Longer foreign text in a sentence: harmless and not endless. */
export function quoted(text: string): string {
  return neutral(clip(text, 300));
}
