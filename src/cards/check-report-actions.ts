/** The buttons of the report card: at most five, the step that helps most first; what is rare stands behind a choice. */
import { isInTheWay, isReady, type Finding } from '../domain/finding.ts';
import { clip, neutral } from '../text/neutral.ts';
import type { Words } from '../text/en.ts';
import { buttons, execute, type Button } from './button.ts';
import { isAnswerable, type CheckReportView, type Parts } from './findings.ts';
import type { Page } from './page.ts';
import { raw, type Cell } from './render.ts';

const CHOICES = 20;

type Shown = { readonly view: CheckReportView; readonly parts: Parts; readonly only: Finding | null; readonly page: Page<Finding>; readonly foldable: boolean };

/** The parts of the template that hold buttons. */
export function reportActions(s: Shown, words: Words): { readonly actions: Cell; readonly toggles: Cell; readonly more: Cell } {
  if (s.only !== null) return { actions: buttons(...oneActions(s, s.only, words)), toggles: [], more: [] };
  const more = moreOf(s, words);
  return {
    actions: buttons(...wholeActions(s, words), more.length === 0 ? exportButton(s, words) : null),
    toggles: s.foldable ? [words.cards.report.passes(s.parts.passes.length + s.parts.attested.length, s.parts.infos.length)] : [],
    more,
  };
}

function wholeActions(s: Shown, words: Words): readonly (Button | null)[] {
  const w = words.cards.report;
  const { report } = s.view;
  const id = report.instanceId;
  const asked = report.findings.filter(isAnswerable).length;
  const first = firstStep(s, words);
  const lead = first === null && asked > 0 ? 'positive' : undefined;
  const next = s.page.number < s.page.last ? s.page.number + 1 : 0;
  return [
    first,
    asked === 0 ? null : execute({ verb: 'answer', id, title: w.answer(asked), style: lead, withInputs: false }),
    execute({ verb: 'check', id, title: w.recheck, withInputs: false, ...(first === null && asked === 0 ? { style: 'positive' as const } : {}) }),
    s.page.last === 0 ? null : execute({ verb: 'check', id, title: w.page(next, s.page.last), data: pageData(s, next), withInputs: false }),
  ];
}

function pageData(s: Shown, page: number): { readonly [key: string]: string | number } {
  const topic = s.view.topic ?? null;
  return topic === null ? { page } : { page, topic };
}

/** What brings the machine on at once: replication, or the one rule that Ferry can add. */
function firstStep(s: Shown, words: Words): Button | null {
  const w = words.cards.report;
  const { report } = s.view;
  if (isReady(report)) return onward(s, words);
  const [rule, ...others] = report.findings.filter((f) => f.missingRule !== null && isInTheWay(f));
  if (rule === undefined || others.length > 0) return null;
  return execute({ verb: 'fix', id: report.instanceId, title: w.addRule, style: 'positive', data: { check: rule.check }, withInputs: false });
}

function onward({ view }: Shown, words: Words): Button {
  const press = { id: view.report.instanceId, style: 'positive', withInputs: false } as const;
  return view.next === 'status' ? execute({ verb: 'status', title: words.cards.machine.status, ...press }) : execute({ verb: 'replicate', title: words.cards.report.replicate, ...press });
}

function oneActions(s: Shown, f: Finding, words: Words): readonly (Button | null)[] {
  const w = words.cards.report;
  const id = s.view.report.instanceId;
  const data = { check: f.check };
  return [
    f.missingRule === null ? null : execute({ verb: 'fix', id, title: w.addRule, style: 'positive', data }),
    isAnswerable(f) ? execute({ verb: 'answer', id, title: w.answer(s.view.report.findings.filter(isAnswerable).length), style: 'positive' }) : null,
    execute({ verb: 'check', id, title: w.recheck, data: { only: f.check, alone: true } }),
    isInTheWay(f) && f.overridable ? execute({ verb: 'override', id, title: w.overrideOne, data }) : null,
    execute({ verb: 'check', id, title: w.whole, data: { page: 0 } }),
  ];
}

function exportButton(s: Shown, words: Words): Button {
  return execute({ verb: 'export', id: s.view.report.instanceId, title: words.cards.report.export, withInputs: false });
}

/** The findings of this page and its questions as a choice, with what can be done with one of them. */
function moreOf(s: Shown, words: Words): readonly Cell[] {
  const w = words.cards.report;
  const listed = [...s.page.rows, ...(s.page.number === 0 ? s.parts.asked : [])].slice(0, CHOICES);
  if (listed.length === 0) return [];
  const id = s.view.report.instanceId;
  return [{
    title: w.choose,
    label: w.chooseLabel,
    missing: w.chooseMissing,
    choices: raw(listed.map((f) => ({ title: neutral(`${clip(f.check, 24)} · ${clip(f.title, 40)}`), value: clip(f.check, 40).replaceAll('${', '$') }))),
    actions: buttons(
      execute({ verb: 'check', id, title: w.recheckOne }),
      listed.filter((f) => f.missingRule !== null).length > 0 ? execute({ verb: 'fix', id, title: w.addItsRule }) : null,
      listed.some((f) => isInTheWay(f) && f.overridable) ? execute({ verb: 'override', id, title: w.overrideOne }) : null,
      exportButton(s, words),
    ),
  }];
}
