import type { Words } from '../text/en.ts';
import type { DoctorFinding, DoctorReport, DoctorState, PermissionList } from '../usecases/doctor-types.ts';
import { execute } from './button.ts';
import { raw } from './render.ts';
import type { Rendered } from './rendered.ts';
import { sectionsCard, type Section, type SectionLine } from './sections.ts';
import { asOf } from './times.ts';

export type DoctorCardView = { readonly report: DoctorReport; readonly now: number };

const ORDER: readonly DoctorState[] = ['bad', 'warn', 'unknown', 'ok'];

/** What is not well comes first, each with its cure; what is well is one line each. */
export function doctorCard({ report, now }: DoctorCardView, words: Words): Rendered {
  const w = words.cards.doctor;
  const sections = ORDER.map((state): Section => ({ heading: w.states[state], lines: report.findings.filter((f) => f.state === state).flatMap((f) => linesOf(f, words)) }));
  return sectionsCard({
    title: w.title(report.scope),
    verdict: w.verdict(report.findings),
    lead: [],
    sections: sections.filter((s) => s.lines.length > 0),
    foot: [raw(asOf(report.at, now, words))],
    actions: [execute({ verb: 'doctor', title: w.again, style: 'positive' }), execute({ verb: 'doctor', title: w.sendNotice, data: { act: 'notice' } }), execute({ verb: 'doctor', title: w.permissions, data: { act: 'permissions' } })],
  }, words);
}

function linesOf(f: DoctorFinding, words: Words): readonly SectionLine[] {
  const w = words.cards.doctor;
  const { cure } = w.said(f);
  return [{ text: w.line(f) }, ...(cure === null || f.state === 'ok' ? [] : [{ text: w.cure(cure) }])];
}

/** What each command needs to be allowed; an action that many commands need stands at the first of them. */
export function permissionsCard({ scope, verbs }: PermissionList, words: Words): Rendered {
  const w = words.cards.doctor;
  const shown = new Set<string>();
  const sections = verbs.map(({ verb, needs }): Section => {
    const fresh = needs.filter((n) => !shown.has(`${n.cloud} ${n.scope} ${n.action}`));
    for (const n of fresh) shown.add(`${n.cloud} ${n.scope} ${n.action}`);
    return { heading: verb === 'watch' ? w.byItself : verb, lines: fresh.map((n) => ({ text: w.need({ ...n, optional: n.optional === true }) })) };
  });
  const all = verbs.flatMap((l) => l.needs);
  const writes = new Set(all.filter((n) => n.kind === 'write').map((n) => `${n.cloud} ${n.scope} ${n.action}`));
  return sectionsCard({ title: w.permissionsTitle(scope), verdict: w.permissionsVerdict(shown.size, writes.size), lead: [w.permissionsLead], sections: sections.filter((s) => s.lines.length > 0), foot: [], actions: [execute({ verb: 'doctor', title: w.again })] }, words);
}
