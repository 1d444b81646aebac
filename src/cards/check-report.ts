import template from '../../cards/check-report.json' with { type: 'json' };
import { isReady, type CheckReport, type Finding, type Verdict } from '../domain/finding.ts';
import type { Instant } from '../domain/time.ts';
import type { Words } from '../text/en.ts';
import { age } from '../text/format.ts';
import { clip } from '../text/neutral.ts';
import { buttons, execute } from './button.ts';
import { layout, raw, type Cell } from './render.ts';
import type { Rendered } from './rendered.ts';
import { localTime } from './times.ts';

const card = layout(template);

/** `showAll` shows the passes from the start; they are folded otherwise. */
export type CheckReportView = { readonly report: CheckReport; readonly showAll?: boolean; readonly now: Instant };

const SEVERITY: readonly Verdict[] = ['block', 'unknown', 'warn', 'info'];
const COLOR: { readonly [V in Verdict]: string } = { block: 'Attention', unknown: 'Warning', warn: 'Warning', info: 'Default', pass: 'Good' };
// More in full would not fit a message; what is left is named with its remedy.
const IN_FULL = 10;

/** What the checks found on one machine: what blocks first, each with evidence, expectation and remedy. */
export function checkReportCard(view: CheckReportView, words: Words): Rendered {
  const w = words.cards.report;
  const { report } = view;
  const problems = SEVERITY.flatMap((v) => report.findings.filter((f) => f.verdict === v));
  const passes = report.findings.filter((f) => f.verdict === 'pass');
  const title = w.title(report.name);
  const verdict = w.verdict[overall(report)];
  return card(`${title}: ${verdict}`, {
    title,
    verdict,
    counts: w.counts(counts(report)),
    problems: problems.slice(0, IN_FULL).map((f) => inFull(f, words)),
    rest: problems.slice(IN_FULL).map((f) => `${w.also}: ${heading(f, words)}. ${clip(f.remedy, 100)}`),
    passes: passes.map((f) => `✔ ${clip(f.title, 80)}: ${clip(f.evidence, 120)}`),
    showPasses: view.showAll === true,
    passesTitle: w.passes(passes.length),
    asOf: raw(w.asOf(localTime(report.at), age(view.now - report.at), report.profile)),
    actions: actions(report, words),
  });
}

function actions(report: CheckReport, words: Words): Cell {
  const recheck = { verb: 'check', id: report.instanceId, title: words.cards.report.recheck } as const;
  if (!isReady(report)) return buttons(execute({ ...recheck, style: 'positive' }));
  return buttons(execute({ verb: 'replicate', id: report.instanceId, title: words.cards.report.replicate, style: 'positive' }), execute(recheck));
}

function heading(f: Finding, words: Words): string {
  return `${words.cards.report.marks[f.verdict]} · ${clip(f.title, 80)} (${clip(f.check, 24)})`;
}

function inFull(f: Finding, words: Words): Cell {
  const w = words.cards.report;
  const lines = [
    { text: `${w.seen}: ${clip(f.evidence, 220)}`, font: 'Monospace' },
    { text: `${w.expected}: ${clip(f.expected, 220)}`, font: 'Default' },
    { text: `${w.remedy}: ${clip(f.remedy, 260)}`, font: 'Monospace' },
  ];
  const known = [f.evidence, f.expected, f.remedy];
  return { title: heading(f, words), color: raw(COLOR[f.verdict]), lines: lines.filter((_, i) => known[i] !== '') };
}

function counts(report: CheckReport): { readonly [V in Verdict]: number } {
  const of = (v: Verdict): number => report.findings.filter((f) => f.verdict === v).length;
  return { block: of('block'), unknown: of('unknown'), warn: of('warn'), info: of('info'), pass: of('pass') };
}

function overall(report: CheckReport): 'ready' | 'blocked' | 'unknown' {
  if (isReady(report)) return 'ready';
  return report.findings.some((f) => f.verdict === 'block') ? 'blocked' : 'unknown';
}
