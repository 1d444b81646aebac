import template from '../../cards/check-report.json' with { type: 'json' };
import { isInTheWay, isReady, type CheckReport, type Finding, type Verdict } from '../domain/finding.ts';
import type { Words } from '../text/en.ts';
import { clip, named } from '../text/neutral.ts';
import { reportActions } from './check-report-actions.ts';
import { attestedText, findingCell, findingWeight } from './finding-cell.ts';
import { isAsked, isAttested, isToLookAt, partsOf, topicOf, type CheckReportView, type Parts } from './findings.ts';
import { fitLines, fitPage } from './fit.ts';
import type { Page } from './page.ts';
import { layout, raw, type Cell } from './render.ts';
import type { Rendered } from './rendered.ts';
import { asOf } from './times.ts';

const card = layout(template);

const COUNTED: readonly Verdict[] = ['block', 'unknown', 'warn', 'info', 'pass'];
// Measured so that the heaviest report, with its choices and seals, stays below what a message may weigh.
const FULL = { most: 10, bytes: 8_600 } as const;
const QUESTION_BYTES = 2_600;
const INFO_BYTES = 2_000;
const PASS_BYTES = 3_200;

/** What the checks found on one machine: counts, then what is in the way, each with evidence, remedy and expectation; questions in a list; passes folded. */
export function checkReportCard(view: CheckReportView, words: Words): Rendered {
  const w = words.cards.report;
  const { report } = view;
  const only = report.findings.find((f) => f.check === view.only) ?? null;
  const parts = partsOf(report, view.topic ?? null);
  const page = only === null ? pageFor(view, parts, words) : single(only);
  const title = only === null ? w.title(report.name) : w.titleOne(only.check, report.name);
  const verdict = verdictOf(report, words);
  const rest = only === null ? restOf(parts, page, words) : { questions: [], rest: [], passes: [] };
  return card(`${title}: ${verdict}`, {
    title,
    verdict,
    counts: countsOf(report, page, words),
    notes: notesOf(view, { parts, only }, words),
    findings: page.rows.map((f) => findingCell(f, words)),
    // A question is in the way like a block; behind blocks it can wait, before warnings it cannot.
    ...(page.rows.some(isInTheWay) ? { ...rest, asked: [] } : { ...rest, asked: rest.questions, questions: [] }),
    showPasses: page.last > 0,
    // Two machines may have one name.
    asOf: raw(`${asOf(report.at, view.now, words)} · ${named(report.instanceId)} · ${w.rules(report.profile)}`),
    ...reportActions({ view, parts, only, page, foldable: page.last === 0 && rest.passes.length + rest.rest.length > 0 }, words),
  });
}

/** Questions stand on the first page, what is well on the last; with one page both do. */
function restOf(parts: Parts, page: Page<Finding>, words: Words): { readonly questions: readonly Cell[]; readonly rest: readonly Cell[]; readonly passes: readonly Cell[] } {
  const ends = page.number === page.last;
  // What the findings leave free goes to those who look deeper.
  const spare = Math.max(0, FULL.bytes - page.rows.reduce((sum, f) => sum + findingWeight(f, words), 0));
  return {
    questions: page.number === 0 ? questions(parts.asked, words) : [],
    rest: ends ? infoLines(parts.infos, INFO_BYTES + spare * 0.4, words) : [],
    passes: ends ? passLines(parts, PASS_BYTES + spare * 0.5, words) : [],
  };
}

function pageFor(view: CheckReportView, parts: Parts, words: Words): Page<Finding> {
  return fitPage(parts.problems, view.page ?? 0, { ...FULL, weight: (f) => findingWeight(f, words) });
}

function single(f: Finding): Page<Finding> {
  return { rows: [f], number: 0, last: 0, total: 1 };
}

function verdictOf(report: CheckReport, words: Words): string {
  const w = words.cards.report;
  if (isReady(report)) return w.ready(report.findings.filter(isToLookAt).length);
  const barring = report.findings.filter(isInTheWay);
  return w.notReady({ inTheWay: barring.length, asked: barring.filter(isAsked).length });
}

function countsOf(report: CheckReport, page: Page<Finding>, words: Words): string {
  const w = words.cards.report;
  const of = (v: Verdict): number => report.findings.filter((f) => f.verdict === v).length;
  const attested = report.findings.filter(isAttested).length;
  const letPass = report.findings.filter((f) => f.override !== null).length;
  return [
    ...COUNTED.filter((v) => of(v) > 0).map((v) => w.counts[v](of(v))),
    ...(attested === 0 ? [] : [w.attestedCount(attested)]),
    ...(letPass === 0 ? [] : [w.letPassCount(letPass)]),
    ...(page.last === 0 ? [] : [w.page(page.number, page.last)]),
  ].join(' · ');
}

function notesOf(view: CheckReportView, o: { readonly parts: Parts; readonly only: Finding | null }, words: Words): readonly string[] {
  const w = words.cards.report;
  const topic = view.topic ?? null;
  const said = (view.notes ?? []).map((n) => clip(n, 300));
  if (o.only !== null) return said;
  if (topic === null) return [...said, ...recheckedNote(view, words)];
  const quiet = o.parts.problems.length + o.parts.asked.length === 0;
  return [...said, w.narrowed(w.topics[topic]), ...(quiet ? [w.nothingHere] : [])];
}

function recheckedNote(view: CheckReportView, words: Words): readonly string[] {
  const w = words.cards.report;
  const check = view.rechecked ?? null;
  if (check === null) return [];
  const found = view.report.findings.find((f) => f.check === check);
  return [found === undefined ? w.gone(check) : w.rechecked(check, w.marks[found.verdict])];
}

function questions(asked: readonly Finding[], words: Words): readonly Cell[] {
  if (asked.length === 0) return [];
  const w = words.cards.report;
  const { lines, left } = fitLines(asked.map((f) => w.question(f, clip(f.question?.text ?? f.title, 220), isInTheWay(f))), QUESTION_BYTES);
  return [{ title: w.questionsTitle(asked.length, asked.filter(isInTheWay).length), lines: [...lines, ...(left === 0 ? [] : [w.moreQuestions(left)])] }];
}

function infoLines(infos: readonly Finding[], bytes: number, words: Words): readonly Cell[] {
  const w = words.cards.report;
  const { lines, left } = fitLines(infos.map((f) => w.line(f, clip(f.evidence, 120))), bytes);
  return [...lines, ...(left === 0 ? [] : [w.moreLines(left)])];
}

/** What somebody attested with the name, the rest by part of the list: what was seen is one `check MACHINE CHECK` away, and in the CSV file. */
function passLines(parts: Parts, bytes: number, words: Words): readonly Cell[] {
  const w = words.cards.report;
  const attested = parts.attested.flatMap((f) => (f.attested === null ? [] : [raw(w.line(f, attestedText(f.attested, words)))]));
  const titles = new Map<string, string[]>();
  for (const f of parts.passes) {
    const topic = topicOf(f.check);
    const heading = topic === null ? w.otherTopic : w.topics[topic];
    titles.set(heading, [...(titles.get(heading) ?? []), `${clip(f.title, 60)} (${clip(f.check, 24)})`]);
  }
  const lines = [...attested, ...[...titles].map(([heading, all]) => `✔ ${heading}: ${all.join('; ')}`)];
  const fitted = fitLines(lines, bytes);
  return [...fitted.lines, ...(fitted.left === 0 ? [] : [w.moreLines(fitted.left)])];
}
