import template from '../../cards/approval-ended.json' with { type: 'json' };
import type { Approval } from '../domain/approval/types.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { Words } from '../text/en.ts';
import { contentFacts, evidenceLine, givenLines } from './approval-facts.ts';
import { buttons, execute } from './button.ts';
import { layout, raw, type Cell } from './render.ts';
import type { Rendered } from './rendered.ts';
import { localTime } from './times.ts';

const card = layout(template);

export type ApprovalEndedView = { readonly approval: Approval; readonly migration: Migration };

/** What became of a request: who, when, why. Nothing can be decided on it any more. */
export function approvalEndedCard(view: ApprovalEndedView, words: Words): Rendered {
  const w = words.cards.approval;
  const { approval: a, migration: m } = view;
  const title = w.terminalTitle(stateText(a, words), a.machine);
  return card(`${title} (${a.id})`, {
    title,
    lines: [w.quorumEnded(a.approvals.length, a.quorum), ...givenLines(a, words), ...closingLines(a, words), meaning(a, words), evidenceLine(a, words)],
    facts: contentFacts(a, m, words),
    actions: buttons(execute({ verb: 'status', id: m.instanceId, title: w.status, style: 'positive' })),
  });
}

function stateText(a: Approval, words: Words): string {
  // The open state has its own card; it is only named here to keep the table complete.
  return a.status === 'requested' ? words.state.phases['awaiting-approval'] : words.cards.approval.terminal[a.status];
}

function closingLines(a: Approval, words: Words): readonly Cell[] {
  if (a.closing === null) return [];
  const w = words.cards.approval;
  const { by, at, reason } = a.closing;
  const who = by === null ? w.closedAlone(localTime(at)) : w.closedBy(by.name, localTime(at));
  return reason.trim() === '' ? [raw(who)] : [raw(who), w.because(reason)];
}

function meaning(a: Approval, words: Words): string {
  const { ran, runs, nothing } = words.cards.approval.meaning;
  if (a.status === 'approved' || a.status === 'running') return runs;
  return a.status === 'done' || a.status === 'failed' ? ran : nothing;
}
