import type { Check } from '../domain/checks/types.ts';
import type { CodeEntry, SeenError, TermEntry } from '../domain/explain/types.ts';
import type { Words } from '../text/en.ts';
import { utc } from '../text/format.ts';
import { clip } from '../text/neutral.ts';
import type { CheckExplained } from '../usecases/planning-types.ts';
import { execute } from './button.ts';
import { fixesOf, isCommand } from './finding-cell.ts';
import { raw, type Cell } from './render.ts';
import type { Rendered } from './rendered.ts';
import { sectionsCard, type Section, type SectionLine } from './sections.ts';
import { sourceLink } from './source-link.ts';

/** Where Microsoft lists what goes wrong; the last resort for a code that nobody here knows. */
const ERRORS_PAGE = 'https://learn.microsoft.com/azure/site-recovery/vmware-azure-troubleshoot-replication';

export type ExplainView =
  | { readonly kind: 'code'; readonly entry: CodeEntry; readonly seen: readonly SeenError[] }
  | { readonly kind: 'seen'; readonly code: string; readonly seen: readonly SeenError[] }
  | { readonly kind: 'check'; readonly check: Pick<Check, 'id' | 'title' | 'severity' | 'curer' | 'question'>; readonly explained: CheckExplained }
  | { readonly kind: 'term'; readonly entry: TermEntry }
  | { readonly kind: 'nothing'; readonly similar: readonly string[] }
  | { readonly kind: 'topics'; readonly codes: number; readonly checks: number; readonly terms: number };

/** A code, a check or a word: what it means, how it is cured, by whom, and where that stands. */
export function explainCard(view: ExplainView, words: Words): Rendered {
  switch (view.kind) {
    case 'code':
      return codeCard(view.entry, view.seen, words);
    case 'seen':
      return seenCard(view.code, view.seen, words);
    case 'check':
      return checkCard(view.check, view.explained, words);
    case 'term':
      return plainCard({ title: words.cards.explain.term(view.entry.term), verdict: view.entry.meaning, lead: links(words.cards.explain.read, view.entry.link) }, words);
    case 'nothing':
      return nothingCard(view.similar, words);
    case 'topics':
      return plainCard({ title: words.cards.explain.topics, verdict: words.cards.explain.topicsVerdict, lead: [words.cards.explain.topicsLine(view)] }, words);
  }
}

function plainCard(o: { readonly title: string; readonly verdict: string; readonly lead: readonly Cell[]; readonly sections?: readonly Section[] }, words: Words): Rendered {
  return sectionsCard({ sections: [], ...o, foot: [], actions: [] }, words);
}

function links(label: string, url: string | null): readonly Cell[] {
  const link = sourceLink(label, url);
  return link === null ? [] : [raw(link)];
}

function codeCard(e: CodeEntry, seen: readonly SeenError[], words: Words): Rendered {
  const w = words.cards.explain;
  const lead = [w.cause(e.cause), w.fix(words.cards.report.curers[e.who], e.fix), ...links(w.source(e.dated), e.link)];
  return plainCard({ title: w.code(e.code), verdict: e.title, lead: seen.length === 0 ? [...lead, w.notSeen] : lead, sections: seenSections(seen, words) }, words);
}

function seenCard(code: string, seen: readonly SeenError[], words: Words): Rendered {
  const w = words.cards.explain;
  return plainCard({ title: w.code(clip(code, 60)), verdict: w.summary(seen[0]?.summary ?? ''), lead: [w.notInTable], sections: seenSections(seen, words) }, words);
}

/** Azure's own words, as they are, with where and when they were seen. */
function seenSections(seen: readonly SeenError[], words: Words): readonly Section[] {
  const w = words.cards.explain;
  return seen.map((s) => ({
    heading: w.seen({ machine: s.machine, where: s.where, at: utc(s.at) }),
    lines: [w.summary(s.summary), ...(s.causes === '' ? [] : [w.causes(s.causes)]), ...(s.advice === '' ? [] : [w.advice(s.advice)])].map((text) => ({ text })),
  }));
}

function checkCard(check: Extract<ExplainView, { readonly kind: 'check' }>['check'], e: CheckExplained, words: Words): Rendered {
  const w = words.cards.explain;
  const lead = [
    e.expected === '' ? w.expectedUnknown : w.expected(e.expected),
    ...links(w.read, e.link),
    w.severity[check.severity],
    ...(check.question === null ? [] : [w.asks(check.question.text)]),
    w.who(words.cards.report.curers[check.curer]),
    ...(e.seen === null ? [w.remedyUnknown] : []),
  ];
  return plainCard({ title: w.check(check.id), verdict: check.title, lead, sections: lastFound(e, words) }, words);
}

function lastFound({ seen }: CheckExplained, words: Words): readonly Section[] {
  if (seen === null) return [];
  const w = words.cards.explain;
  const fixes = fixesOf(seen.finding, words).map((fix): SectionLine => ({ text: fix.text, command: isCommand(fix.text) }));
  return [{ heading: w.lastSeen(seen.machine, utc(seen.at)), lines: [{ text: w.found(clip(seen.finding.evidence, 300)) }, ...fixes] }];
}

function nothingCard(similar: readonly string[], words: Words): Rendered {
  const w = words.cards.explain;
  return sectionsCard({
    title: w.topics,
    verdict: w.nothing,
    lead: [...w.nothingLines, ...links(w.read, ERRORS_PAGE), ...(similar.length === 0 ? [] : [w.similar])],
    sections: [],
    foot: [],
    actions: similar.slice(0, 3).map((word) => execute({ verb: 'explain', id: word, title: word })),
  }, words);
}
