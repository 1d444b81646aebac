import template from '../../cards/check-run.json' with { type: 'json' };
import type { CauseGroup, CheckRun } from '../domain/check-run.ts';
import { isInTheWay, type Finding } from '../domain/finding.ts';
import type { Instant } from '../domain/time.ts';
import { bar } from '../text/format.ts';
import type { Words } from '../text/en.ts';
import { clip, named } from '../text/neutral.ts';
import { groupCell, groupWeight, overrideLines, sumLines } from './check-run-cells.ts';
import { runActions } from './check-run-actions.ts';
import { isToLookAt } from './findings.ts';
import { fitPage } from './fit.ts';
import { pageOf, type Page } from './page.ts';
import { layout, raw, weigh, type Cell } from './render.ts';
import type { Rendered } from './rendered.ts';
import { runParts, type RunParts } from './run-parts.ts';
import { asOf, localClock, localTime } from './times.ts';

const card = layout(template);

/** `list` is what the pages show: causes (unless told otherwise) or machines. */
export type CheckRunView = { readonly run: CheckRun; readonly page: number; readonly now: Instant; readonly list?: 'causes' | 'machines' };

const CAUSES = { most: 8, bytes: 9_500 } as const;
const MACHINES_A_PAGE = 20;
/** What all that stands above the causes may take. */
const HEAD_BYTES = 5_000;

/** The one card of a check of many machines: how far it is, then counts, sums, and one line for each cause. */
export function checkRunCard(view: CheckRunView, words: Words): Rendered {
  const { run } = view;
  // A run that looks again at one finding still has the others; a whole run that reads has nothing to show yet.
  if (run.status === 'failed' || (run.status === 'reading' && run.only === null)) return underWay(view, words);
  const parts = runParts(run);
  const title = run.status === 'reading' ? readingTitle(run, words) : titleOf(run, parts, words);
  const counts = words.cards.run.counts({ inTheWay: parts.inTheWay.length, look: parts.look.length, ready: parts.ready.length, unread: parts.unread.length });
  const { groups, rows, page } = listOf(view, parts, words);
  return card(`${title}. ${counts}`, {
    title,
    head: [counts, ...(page.last === 0 ? [] : [words.cards.run.page(page.number, page.last)]), ...slowed(run, words), ...(run.failure === null ? [] : [words.cards.run.againFailed(clip(run.failure, 240))])],
    notes: page.number === 0 ? fitNotes([...sumLines(parts.short, words), ...notesOf(run, { parts, machines: groups === null }, words)]) : [],
    groups: (groups ?? []).map((g, i) => groupCell(g, i, words)),
    rows,
    asOf: raw(`${asOf(run.endedAt ?? run.askedAt, view.now, words)}${rules(run, words)}`),
    ...runActions({ run, parts, page, groups }, words),
  });
}

type List = { readonly groups: readonly CauseGroup[] | null; readonly rows: readonly Cell[]; readonly page: Page<unknown> };

/** The page that is wanted: causes, or all machines one by one. */
function listOf(view: CheckRunView, parts: RunParts, words: Words): List {
  if (view.list === 'machines') {
    const page = pageOf(machineLines(parts, words), view.page, MACHINES_A_PAGE);
    return { groups: null, rows: page.rows, page };
  }
  const page = fitPage(parts.groups, view.page, { ...CAUSES, weight: (g) => groupWeight(g, words) });
  return { groups: page.rows, rows: [], page };
}

function whatOf(run: CheckRun, words: Words): string {
  return words.cards.run.wave(run.selection.kind === 'wave' ? run.selection.wave : null);
}

function readingTitle(run: CheckRun, words: Words): string {
  return words.cards.run.reading(whatOf(run, words), run.only?.check ?? null);
}

function titleOf(run: CheckRun, parts: RunParts, words: Words): string {
  const w = words.cards.run;
  const what = whatOf(run, words);
  if (run.machines.length === 0) return w.empty(what);
  const short = parts.short.filter(isInTheWay).length;
  const not = parts.inTheWay.length + parts.unread.length;
  return not + short === 0 ? w.allReady(what, run.machines.length) : w.notReady(what, { not, all: run.machines.length, short });
}

/** A run that is read for the first time, or that could not be read at all. */
function underWay(view: CheckRunView, words: Words): Rendered {
  const w = words.cards.run;
  const { run } = view;
  const failed = run.status === 'failed';
  const title = failed ? w.failed(whatOf(run, words)) : readingTitle(run, words);
  const all = run.machines.length;
  const progress = all === 0 ? [] : [w.progress(bar((run.reports.length / all) * 100), run.reports.length, all)];
  return card(title, {
    title,
    head: failed ? [w.failure(clip(run.failure ?? '', 280))] : [...progress, ...slowed(run, words)],
    notes: failed ? [w.tryAgain] : [],
    groups: [],
    rows: [],
    asOf: raw(words.common.asOf(localTime(run.endedAt ?? view.now))),
    ...runActions({ run, parts: null, page: pageOf([], 0), groups: null }, words),
  });
}

function slowed(run: CheckRun, words: Words): readonly Cell[] {
  if (run.slowed === null || run.status !== 'reading') return [];
  return [raw(words.cards.run.slowed(run.slowed.who, localClock(run.slowed.until)))];
}

function notesOf(run: CheckRun, o: { readonly parts: RunParts; readonly machines: boolean }, words: Words): readonly Cell[] {
  const w = words.cards.run;
  const { parts } = o;
  return [
    ...(run.status === 'reading' && run.endedAt !== null ? [raw(w.earlier(localTime(run.endedAt)))] : []),
    ...(parts.fitting === 0 ? [] : [w.sumsFit(parts.fitting)]),
    ...(parts.questions.all === 0 ? [] : [w.questions(parts.questions.all, parts.questions.inTheWay)]),
    ...(parts.unread.length === 0 ? [] : [w.unread(clip(parts.unread.join(', '), 240))]),
    ...overrideLines(run, words),
    ...(o.machines || run.machines.length === 0 ? [] : [w.causes(parts.groups.length)]),
  ];
}

/** Foreign text may be heavy: what does not fit is left to the pages, the counts above stay. */
function fitNotes(notes: readonly Cell[]): readonly Cell[] {
  let used = 0;
  return notes.filter((note) => {
    used += weigh(note) + 75;
    return used <= HEAD_BYTES;
  });
}

function machineLines(parts: RunParts, words: Words): readonly Cell[] {
  return [...parts.inTheWay, ...parts.look, ...parts.ready].map((r) => {
    const barring = r.findings.filter(isInTheWay).map((f: Finding) => named(clip(f.check, 24)));
    return words.cards.run.machine({ name: clip(r.name, 40), id: r.instanceId, inTheWay: barring.slice(0, 5), more: Math.max(0, barring.length - 5), look: r.findings.filter(isToLookAt).length });
  });
}

function rules(run: CheckRun, words: Words): string {
  const profile = run.reports[0]?.profile;
  return profile === undefined ? '' : ` · ${words.cards.report.rules(profile)}`;
}

