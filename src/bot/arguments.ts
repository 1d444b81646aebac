/** Turns words and buttons into the raw arguments that most commands share. */
import { z } from 'zod';
import { isApprovalId, type ApprovalId } from '../domain/ids.ts';
import type { Press } from './command.ts';
import type { Line } from './line.ts';

/** How a machine is named: a Name tag, an instance id or a private IP. */
export const MachineText = z.string().trim().min(1).max(255);

/** A sentence somebody wrote; kept for the audit. */
export const Sentence = z.string().trim().max(1_000).default('');

/** The number of an approval. */
export const ApprovalText = z.string().refine((text): text is ApprovalId => isApprovalId(text));

/** The one argument of commands that only name a machine. */
export const OnlyMachine = z.strictObject({ machine: MachineText });

/** The arguments of a press on a card that asks about a machine; the etag tells it from a plain shortcut. */
export const AskedMachine = z.strictObject({ machine: MachineText, etag: z.number().nullable().default(null) });

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

/** The words of an input, or nothing. */
export function inputText(press: Press, key: string): string | undefined {
  const value = press.data[key];
  return typeof value === 'string' ? value : undefined;
}
