/** Understands a typed line: which command, or which word that acts on an open form. Runs nothing. */
import type { AnyCommand } from './command.ts';
import { takeApart, tidy, withoutFlag, type Line } from './line.ts';
import { nearest } from './nearest.ts';

/** What a line asks for. `unknown` carries suggestions made of Ferry's own words only. */
export type Parsed =
  | { readonly kind: 'empty' }
  | { readonly kind: 'command'; readonly command: AnyCommand; readonly rest: Line }
  | { readonly kind: 'unknown'; readonly suggestions: readonly string[] };

/** Words that act on the form that is open, whatever it asks. */
export type FormWord = 'back' | 'cancel' | 'help' | 'startOver';

const FORM_WORDS: ReadonlyMap<string, FormWord> = new Map([
  ['back', 'back'], ['previous', 'back'], ['cancel', 'cancel'], ['stop', 'cancel'], ['quit', 'cancel'], ['abort', 'cancel'],
  ['cancel form', 'cancel'], ['cancel this', 'cancel'], ['cancel it', 'cancel'], ['cancel dialog', 'cancel'],
  ['help', 'help'], ['?', 'help'], ['start over', 'startOver'], ['start again', 'startOver'], ['restart', 'startOver'],
]);

const YES = /^(?:yes|y|ok|okay|confirm|confirmed|sure|go|next|continue|do it)$/;
const NO = /^(?:no|n|nope|never mind|nevermind)$/;
const NOTHING = /^(?:skip|none|nothing|no|n|-|next|continue|ok)$/;
const POLITE = new Set(['please', 'pls', 'hey', 'hi', 'hello']);

/** The form word that the whole line is, if it is one. */
export function formWord(text: string): FormWord | null {
  return FORM_WORDS.get(plain(text)) ?? null;
}

/** True for a typed yes. */
export function isYes(text: string): boolean {
  return YES.test(plain(text));
}

/** True for a typed no. */
export function isNo(text: string): boolean {
  return NO.test(plain(text));
}

/** True when somebody was asked for an optional text and says that there is none. */
export function isNothing(text: string): boolean {
  return NOTHING.test(plain(text));
}

/** Finds the command of a line. Only the exact verb or alias counts: a near miss gives suggestions, never a command. */
export function parse(text: string, commands: readonly AnyCommand[]): Parsed {
  const line = takeApart(text);
  const words = politely(line.words);
  const [verb, ...rest] = words;
  if (verb === undefined) return { kind: 'empty' };
  const command = commandNamed(verb, commands);
  if (command?.name === 'dryrun') return aheadOf(command, { words: rest, because: line.because }, commands);
  if (command !== null) return { kind: 'command', command, rest: withoutFlag({ words: rest, because: line.because }, { inWords: takesWords(command) }) };
  return { kind: 'unknown', suggestions: suggest(verb.toLowerCase().replace(/[:,;.!?]+$/, ''), commands) };
}

/** `dryrun cutover W07` is `cutover W07 --dry-run`. */
function aheadOf(command: AnyCommand, rest: Line, commands: readonly AnyCommand[]): Parsed {
  const [first = '', ...others] = /^run$/i.test(rest.words[0] ?? '') ? rest.words.slice(1) : rest.words;
  const wanted = commandNamed(first, commands);
  if (wanted === null || wanted === command) return { kind: 'command', command, rest };
  return { kind: 'command', command: wanted, rest: { ...withoutFlag({ words: others, because: rest.because }, { inWords: false }), dryRun: true } };
}

function commandNamed(word: string, commands: readonly AnyCommand[]): AnyCommand | null {
  const typed = word.toLowerCase().replace(/[:,;.!?]+$/, '');
  return commands.find((c) => c.name === typed || c.aliases.includes(typed)) ?? null;
}

/** A look changes nothing, and a question may be about a dry run. */
function takesWords(command: AnyCommand): boolean {
  return command.kind !== 'look' && command.name !== 'ask';
}

function suggest(typed: string, commands: readonly AnyCommand[]): readonly string[] {
  const owner = new Map<string, string>(commands.flatMap((c) => [c.name, ...c.aliases].map((word) => [word, c.name])));
  const names = nearest(typed, [...owner.keys()], owner.size).map((word) => owner.get(word) ?? word);
  return [...new Set(names)].slice(0, 3);
}

function politely(words: readonly string[]): readonly string[] {
  const start = words.findIndex((word) => !POLITE.has(word.toLowerCase().replace(/[,!.]+$/, '')));
  return start < 0 ? [] : words.slice(start);
}

function plain(text: string): string {
  return tidy(text).toLowerCase().replace(/[.!]+$/, '').trim();
}
