import template from '../../cards/audit.json' with { type: 'json' };
import { targetName } from '../domain/audit/target.ts';
import type { Recorded } from '../ports/changes.ts';
import type { Words } from '../text/en.ts';
import { clip, neutral } from '../text/neutral.ts';
import type { AuditView } from '../usecases/audit-types.ts';
import { buttons, execute } from './button.ts';
import { layout } from './render.ts';
import type { Rendered } from './rendered.ts';

const card = layout(template);

/** The newest records with who, by object id and tenant; `named` is what the buttons say again, `canExport` whether a file may be given here. */
export type AuditCardView = { readonly view: AuditView; readonly named: string; readonly canExport: boolean };

/** The newest records of the audit and whether its chain is whole. */
export function auditCard({ view, named, canExport }: AuditCardView, words: Words): Rendered {
  const w = words.cards.audit;
  const title = w.title(clip(targetName(view.target), 80));
  const chain = chainLine(view, words);
  const press = { verb: 'audit', id: neutral(named) } as const;
  return card(`${title}: ${chain}`, {
    title,
    chain,
    counts: view.total === 0 ? w.none : w.counts(view.total, view.streams),
    rows: view.records.map((r) => ({ head: w.head(r), what: clip(words.history(r.event), 300), who: whoLine(r, words) })),
    actions: buttons(execute({ ...press, title: w.verify, data: { act: 'verify' } }), canExport ? execute({ ...press, title: w.export, data: { act: 'export' } }) : null),
  });
}

function chainLine({ verdict }: AuditView, words: Words): string {
  const w = words.cards.audit;
  if (verdict === null) return w.notWalked;
  return verdict.faults.length === 0 ? w.whole : w.broken(verdict.faults.length);
}

function whoLine(r: Recorded, words: Words): string {
  return r.actor.kind === 'ferry' ? words.cards.audit.ferry : words.cards.audit.person(r.actor.person);
}
