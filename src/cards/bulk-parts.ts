/** What cards about several machines have in common: names that fold, and refusals by their cause. */
import type { Words } from '../text/en.ts';
import { clip } from '../text/neutral.ts';
import type { Rejection } from '../usecases/types.ts';
import { fitLines } from './fit.ts';
import { raw, type Cell } from './render.ts';

/** One machine and why it was refused. */
export type Refused = { readonly machine: string; readonly why: Rejection };

const SHOWN_AT_ONCE = 6;
const MOST_NAMED = 100;
const NAMED_IN_A_CAUSE = 8;
const CAUSES_BYTES = 9_000;

/** The names, folded when there are many, and the button that unfolds them. */
export function foldedNames(names: readonly string[], words: Words): { readonly names: Cell; readonly toggles: Cell } {
  if (names.length === 0) return { names: [], toggles: [] };
  const folds = names.length > SHOWN_AT_ONCE;
  const text = words.bulk.names(names.slice(0, MOST_NAMED).map(words.bulk.clipName), Math.max(0, names.length - MOST_NAMED));
  return { names: [{ visible: raw(!folds), text: raw(text) }], toggles: folds ? [{ title: words.bulk.showNames(names.length), targets: raw(['names']) }] : [] };
}

/** One line for each cause, the most frequent first. */
export function causeLines(refused: readonly Refused[], words: Words): readonly Cell[] {
  const { lines: shown, left } = fitLines(causeTexts(refused, words).map((text) => raw(text)), CAUSES_BYTES);
  return left === 0 ? shown : [...shown, words.cards.sections.left(left)];
}

/** The same as plain texts, all of them. */
export function causeTexts(refused: readonly Refused[], words: Words): readonly string[] {
  const groups = new Map<string, { readonly why: Rejection; readonly names: string[] }>();
  for (const { machine, why } of refused) {
    const { machine: _machine, name: _name, ...rest } = why.detail;
    const key = JSON.stringify([why.code, rest]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { why, names: [machine] });
    else group.names.push(machine);
  }
  return [...groups.values()].toSorted((a, b) => b.names.length - a.names.length).map((g) => lineOf(g, words));
}

function lineOf({ why, names }: { readonly why: Rejection; readonly names: readonly string[] }, words: Words): string {
  const { machine = '', ...rest } = why.detail;
  const sentence = words.rejection({ code: why.code, detail: names.length === 1 ? { ...rest, ...(machine === '' ? {} : { machine }) } : rest });
  return words.bulk.because(words.bulk.names(names.slice(0, NAMED_IN_A_CAUSE).map(words.bulk.clipName), Math.max(0, names.length - NAMED_IN_A_CAUSE)), clip(sentence, 400));
}
