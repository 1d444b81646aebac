import template from '../../cards/check-report.json' with { type: 'json' };
import { isReady, type CheckReport, type Finding, type Verdict } from '../domain/finding.ts';
import type { Instant } from '../domain/time.ts';
import type { Words } from '../text/en.ts';
import { clip } from '../text/neutral.ts';
import { buttons, execute } from './button.ts';
import { layout, raw, type Cell } from './render.ts';
import type { Rendered } from './rendered.ts';
import { asOf } from './times.ts';

const card = layout(template);

/** `showAll` shows the passes from the start; they are folded otherwise. */
export type CheckReportView = { readonly report: CheckReport; readonly showAll?: boolean; readonly now: Instant };

const COUNTED: readonly Verdict[] = ['block', 'unknown', 'warn', 'info', 'pass'];
const IN_THE_WAY: readonly Verdict[] = ['block', 'unknown', 'warn'];
// More in full would not fit a message; what is left is named with its remedy.
const IN_FULL = 10;

/** What the checks found on one machine: what blocks first, each with evidence, expectation and remedy. */
export function checkReportCard(view: CheckReportView, words: Words): Rendered {
  const w = words.cards.report;
  const { report } = view;
  const problems = IN_THE_WAY.flatMap((v) => of(report, v));
  const passes = of(report, 'pass');
  const title = w.title(report.name);
  const verdict = w.verdict[overall(report)];
  return card(`${title}: ${verdict}`, {
    title,
    verdict,
    counts: COUNTED.filter((v) => of(report, v).length > 0).map((v) => w.counts[v](of(report, v).length)).join(' · '),
    problems: problems.slice(0, IN_FULL).map((f) => inFull(f, words)),
    rest: [...problems.slice(IN_FULL).map((f) => `${heading(f, words)}: ${clip(f.remedy, 100)}`), ...of(report, 'info').map((f) => `${heading(f, words)}: ${clip(f.evidence, 160)}`)],
    passes: passes.map((f) => `✔ ${clip(f.title, 80)}: ${clip(f.evidence, 120)}`),
    showPasses: view.showAll === true,
    passesTitle: w.passes(passes.length),
    asOf: raw(`${asOf(report.at, view.now, words)} · ${w.rules(report.profile)}`),
    actions: actions(report, words),
  });
}

function actions(report: CheckReport, words: Words): Cell {
  const recheck = { verb: 'check', id: report.instanceId, title: words.cards.report.recheck } as const;
  if (!isReady(report)) return buttons(execute({ ...recheck, style: 'positive' }));
  return buttons(execute({ verb: 'replicate', id: report.instanceId, title: words.cards.report.replicate, style: 'positive' }), execute(recheck));
}

function heading(f: Finding, words: Words): string {
  return `${words.cards.report.marks[f.verdict]} · ${clip(f.title, 80)}`;
}

/** What was seen, what to do, and last what the rules say. */
function inFull(f: Finding, words: Words): Cell {
  const w = words.cards.report;
  return {
    title: heading(f, words),
    color: raw(f.verdict === 'block' ? 'Attention' : 'Default'),
    evidence: clip(f.evidence, 220),
    // A command is told from a sentence by its letters.
    remedies: f.remedy === '' ? [] : [{ text: `${w.remedy}: ${clip(f.remedy, 260)}`, font: raw(/^(?:aws|az) /.test(f.remedy) ? 'Monospace' : 'Default') }],
    expected: w.expected(clip(f.expected, 220), clip(f.check, 24)),
  };
}

function of(report: CheckReport, v: Verdict): readonly Finding[] {
  return report.findings.filter((f) => f.verdict === v);
}

function overall(report: CheckReport): 'ready' | 'blocked' | 'unknown' {
  if (isReady(report)) return 'ready';
  return report.findings.some((f) => f.verdict === 'block') ? 'blocked' : 'unknown';
}
