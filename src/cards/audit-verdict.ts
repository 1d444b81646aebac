import template from '../../cards/audit-verdict.json' with { type: 'json' };
import type { Words } from '../text/en.ts';
import { clip, neutral } from '../text/neutral.ts';
import type { AuditVerdict } from '../usecases/audit-types.ts';
import { buttons, execute } from './button.ts';
import { layout } from './render.ts';
import type { Rendered } from './rendered.ts';

const card = layout(template);
const SHOWN = 10;

export type AuditVerdictView = { readonly verdict: AuditVerdict; readonly target: string; readonly named: string };

/** What a walk over the records found: the first wrong one by name, what that means, and what to do. */
export function auditVerdictCard({ verdict, target, named }: AuditVerdictView, words: Words): Rendered {
  const w = words.cards.audit;
  const { faults } = verdict;
  const [first, ...others] = faults;
  const title = w.verdict.title(clip(target, 80), faults.length);
  const found = first === undefined ? [w.verdict.whole] : [w.verdict.first(first), ...others.slice(0, SHOWN).map(w.verdict.fault), ...(others.length > SHOWN ? [w.verdict.more(others.length - SHOWN)] : []), w.verdict.advice];
  const lines = [...found, w.verdict.line(verdict.records, verdict.streams)];
  return card(`${title}. ${found[0] ?? ''}`, { title, lines: lines.map((text) => ({ text })), actions: buttons(execute({ verb: 'audit', id: neutral(named), title: w.show })) });
}
