import template from '../../cards/approval.json' with { type: 'json' };
import { DECIDED, type Approval } from '../domain/approval/types.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { Instant } from '../domain/time.ts';
import type { Words } from '../text/en.ts';
import { utc } from '../text/format.ts';
import { clip } from '../text/neutral.ts';
import { contentFacts, evidenceLine, givenLines, routeText } from './approval-facts.ts';
import { approvalEndedCard } from './approval-ended.ts';
import { buttons, execute } from './button.ts';
import { reasonBox } from './reason-box.ts';
import { layout, raw } from './render.ts';
import type { Rendered } from './rendered.ts';
import { exactTime, localClock } from './times.ts';

const card = layout(template);

export type ApprovalView = { readonly approval: Approval; readonly migration: Migration; readonly now: Instant; readonly etag: number };

/** Asks for approval, or, once decided or too late, says how it ended. Inputs: `comment` with Approve, `reason` with Reject. */
export function approvalCard(view: ApprovalView, words: Words): Rendered {
  const { approval: a, migration: m, now, etag } = view;
  if (DECIDED.has(a.status) || now >= a.expiresAt) return approvalEndedCard(view, words);
  const w = words.cards.approval;
  const title = w.title(a.machine, routeText(a.route, words));
  const press = { id: a.id, etag } as const;
  return card(`${title} (${a.id}. ${w.expiry(utc(a.expiresAt))})`, {
    title,
    second: w.irreversible,
    third: raw(evidenceLine(a, words, localClock)),
    warnings: [...a.evidence.blocks.slice(0, 10).map((b) => w.block(clip(b, 240))), ...a.evidence.warnings.slice(0, 10).map((t) => w.warning(clip(t, 240)))],
    quorum: w.quorum(a.approvals.length, a.quorum),
    expiry: raw(w.expiry(exactTime(a.expiresAt))),
    given: givenLines(a, words),
    asked: w.asked(a.requester.name, a.note.trim()),
    commentLabel: w.comment,
    facts: contentFacts(a, m, words),
    typed: w.typed(a.id),
    detailsTitle: w.details,
    detailActions: buttons(execute({ verb: 'withdraw', ...press, title: w.withdraw, withInputs: false })),
    actions: buttons(execute({ verb: 'approve', ...press, title: w.approve, style: 'positive' })),
    refuse: reasonBox({ title: w.reject, label: w.reason, missing: w.reasonMissing, send: w.sendReject }, { verb: 'reject', ...press }),
  });
}
