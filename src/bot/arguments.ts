/** Turns words and buttons into the raw arguments that most commands share. */
import { z } from 'zod';
import { isApprovalId, type ApprovalId } from '../domain/ids.ts';
import type { Press } from './command.ts';
import type { Line } from './line.ts';

/** How a machine is named: a Name tag, an instance id or a private IP. */
export const MachineText = z.string().trim().min(1).max(255);

/** A sentence may be this long. */
export const LONGEST_SENTENCE = 1_000;

/** A sentence somebody wrote; kept for the audit. */
export const Sentence = z.string().trim().max(LONGEST_SENTENCE).default('');

/** The number of an approval. */
export const ApprovalText = z.string().refine((text): text is ApprovalId => isApprovalId(text));

/** The hash of the card that a button stood on; null for typed words. */
export const CardHash = z.string().max(64).nullable().default(null);

/** Which asking an answer belongs to; null for typed words. */
export const Round = z.number().int().min(0).nullable().default(null);

/** The one argument of commands that only name a machine. */
export const OnlyMachine = z.strictObject({ machine: MachineText });

/** The arguments of a press on a card that asks about a machine; the etag tells it from a plain shortcut. */
export const AskedMachine = z.strictObject({ machine: MachineText, etag: z.number().nullable().default(null) });

/** The one argument of commands over a machine or several: a name, or a selector. */
export const SelectionText = z.string().trim().min(1).max(1_000);
export const OnlySelection = z.strictObject({ target: SelectionText });

/** A page of a list, counted from 0. */
export const PageNumber = z.number().int().min(0).max(10_000).default(0);

const FILLERS: ReadonlySet<string> = new Set(['the', 'a', 'an', 'of', 'for', 'on', 'machine', 'server', 'instance', 'vm', 'please']);

/** The machine that the words name: small words around it are dropped, and a name may have spaces. */
export function machineIn(words: readonly string[]): string | undefined {
  const meant = words.filter((word) => !FILLERS.has(word.toLowerCase()));
  const name = (meant.length > 0 ? meant : words).join(' ').replace(/[?!,;]+$/, '');
  return name === '' ? undefined : name;
}

/** Raw arguments of a command that names a machine; a reason only when one was given, so that a strict schema notices it. */
export function machineFromText(line: Line): object {
  return { machine: machineIn(line.words), ...(line.because === null ? {} : { reason: line.because }) };
}

/** Words of a selector as one text: small words around it are dropped, and a quoted name with spaces stays one word. */
export function selectorText(words: readonly string[]): string | undefined {
  const meant = words.filter((word) => !FILLERS.has(word.toLowerCase()));
  const text = (meant.length > 0 ? meant : words).map((word) => (/\s/.test(word) && !word.includes('"') ? `"${word}"` : word)).join(' ').replace(/[?!;]+$/, '');
  return text === '' ? undefined : text;
}

/** Raw arguments of a command over a machine or several; a reason only when one was given, so that a strict schema notices it. */
export function selectionFromText(line: Line): object {
  return { target: selectorText(line.words), ...(line.because === null ? {} : { reason: line.because }) };
}

/** Raw arguments of a button that names a machine, or a selector. */
export function selectionFromButton(press: Press): object {
  return { target: press.id };
}

/** Raw arguments of a button that names a machine. */
export function machineFromButton(press: Press): object {
  return { machine: press.id };
}

/** The same, with the state that the pressed card asked about. */
export function askedFromButton(press: Press): object {
  return { machine: press.id, etag: press.etag };
}

/** Raw arguments of a command that names an approval: `A-1042`, `a-1042` and `1042` are the same. */
export function approvalFromText(line: Line): object {
  const typed = /^(?:a-?)?0*(\d{1,9})[.,!]?$/i.exec(line.words.join(''));
  return { id: typed?.[1] === undefined ? undefined : `A-${typed[1]}`, text: line.because ?? '' };
}

/** Raw arguments of an answer to an approval: its number, `again`, what was typed to confirm, and `keep all`. */
export function answerFromText(line: Line): object {
  const { id, rest } = approvalAndRest(line.words);
  const again = /^again[,.!]?$/i.test(rest[0] ?? '');
  const said = (again ? rest.slice(1) : rest).join(' ');
  // The text twin of the toggle on the card of a wave.
  const keepAll = /\s*\bkeep all[.!]?$/i.test(said);
  const typed = said.replace(/\s*\bkeep all[.!]?$/i, '').trim();
  return { id, text: line.because ?? '', ...(again ? { again } : {}), ...(keepAll ? { keepAll } : {}), ...(typed === '' ? {} : { typed }) };
}

/** Raw arguments of a question about an approval: all words after its number. */
export function questionFromText(line: Line): object {
  const { id, rest } = approvalAndRest(line.words);
  return { id, text: [...rest, ...(line.because === null ? [] : ['because', line.because])].join(' ') };
}

function approvalAndRest(words: readonly string[]): { readonly id: string | undefined; readonly rest: readonly string[] } {
  const apart = /^a-?$/i.test(words[0] ?? '') ? 2 : 1;
  const typed = /^(?:a-?)?0*(\d{1,9})[.,:!]?$/i.exec(words.slice(0, apart).join(''));
  return { id: typed?.[1] === undefined ? undefined : `A-${typed[1]}`, rest: words.slice(apart) };
}

/** Which asking a pressed card belongs to; a card of an older Ferry belongs to the first. */
export function roundOf(press: Press): number {
  const { round } = press.data;
  return typeof round === 'number' ? round : 0;
}

/** The words of an input, or nothing. */
export function inputText(press: Press, key: string): string | undefined {
  const value = press.data[key];
  return typeof value === 'string' ? value : undefined;
}
