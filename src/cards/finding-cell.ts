/** One finding in full: what was seen, how to cure it and who can, what was expected and where that stands. */
import { isInTheWay, type Attested, type Finding, type Override } from '../domain/finding.ts';
import type { Words } from '../text/en.ts';
import { clip } from '../text/neutral.ts';
import { raw, weigh, type Cell, type Raw } from './render.ts';
import { sourceLink } from './source-link.ts';
import { localTime } from './times.ts';

/** What the template around one finding weighs. */
const FRAME_BYTES = 620;
/** A longer command would leave no room for anything else; half a command must never be copied. */
const LONGEST_COMMAND = 1_200;
const LONGEST_SENTENCE = 420;

/** The cell of a finding for the templates that show findings in full. */
export function findingCell(f: Finding, words: Words): Cell {
  const w = words.cards.report;
  const inTheWay = isInTheWay(f);
  return {
    title: w.heading(f, inTheWay),
    color: raw(inTheWay ? 'Attention' : 'Default'),
    lines: [...(f.override === null ? [] : [letPassLine(f.override, words)]), ...(f.attested === null ? [] : [attestedLine(f.attested, words)]), clip(f.evidence, 280), ...(f.missingRule === null ? [] : [w.canAdd])],
    fixes: fixesOf(f, words),
    expected: expectation(f, words),
  };
}

/** What a finding in full weighs in a card. */
export function findingWeight(f: Finding, words: Words): number {
  return weigh(findingCell(f, words)) + FRAME_BYTES;
}

/** Who let it pass, until when and why. */
export function letPassLine(o: Override, words: Words): Cell {
  return raw(words.cards.report.letPass({ by: clip(o.by.name, 60), until: localTime(o.until), reason: clip(o.reason, 200) }));
}

/** Who said it, when, and until when it holds. */
export function attestedLine(a: Attested, words: Words): Cell {
  return raw(attestedText(a, words));
}

/** The same as text, for a line that has more in it; safe as raw text. */
export function attestedText(a: Attested, words: Words): string {
  return words.cards.report.attested({ answer: words.cards.answerForm.answers[a.answer], by: clip(a.by.name, 60), at: localTime(a.at), until: localTime(a.until), note: clip(a.note, 160) });
}

/** True for a remedy that is a command, to be copied whole. */
export function isCommand(remedy: string): boolean {
  return /^(?:aws|az|sudo|bcdedit|diskpart|powershell|Get-|Set-|New-)\S* ?\S/.test(remedy) && !/[.!]$/.test(remedy);
}

/** The step that cures it, with who can do it; a command stands alone, to be copied whole. */
export function fixesOf(f: Finding, words: Words): readonly { readonly text: string; readonly font: Raw }[] {
  const w = words.cards.report;
  const who = w.curers[f.curer];
  if (f.remedy === '') return [];
  if (!isCommand(f.remedy)) return [{ text: w.fix(who, clip(f.remedy, LONGEST_SENTENCE)), font: raw('Default') }];
  if (f.remedy.length > LONGEST_COMMAND) return [{ text: w.fix(who, w.longFix), font: raw('Default') }];
  return [{ text: w.fixBy(who), font: raw('Default') }, { text: f.remedy, font: raw('Monospace') }];
}

function expectation(f: Finding, words: Words): Cell {
  const w = words.cards.report;
  const link = sourceLink(w.source, f.link);
  return raw(`${w.expected(f.expected)}${link === null ? '' : ` · ${link}`}`);
}
