import template from '../../cards/approval.json' with { type: 'json' };
import { isAnswerable, isSuspended } from '../domain/approval/open.ts';
import type { Approval } from '../domain/approval/types.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { Instant } from '../domain/time.ts';
import type { Words } from '../text/en.ts';
import { utc } from '../text/format.ts';
import { windowTextOf } from '../text/window.ts';
import { approvalEndedCard } from './approval-ended.ts';
import { contentFacts, evidenceLine, routeText } from './approval-facts.ts';
import { askedParts } from './approval-parts.ts';
import { approvalWaveCard } from './approval-wave.ts';
import { approvalWaveEndedCard } from './approval-wave-ended.ts';
import { layout, raw } from './render.ts';
import type { Rendered } from './rendered.ts';
import { localClock } from './times.ts';

const card = layout(template);

export type ApprovalView = { readonly approval: Approval; readonly migration: Migration; readonly now: Instant; readonly etag: number };

/** Asks for approval, or, once decided or too late, says how it ended; for one machine or for a wave. Inputs: `typed` and `comment` with Approve, `reason` with Reject, `question` with Ask. */
export function approvalCard(view: ApprovalView, words: Words): Rendered {
  const { approval: a, now } = view;
  if ((a.wave ?? null) !== null) return isAnswerable(a, now) ? approvalWaveCard(view, words) : approvalWaveEndedCard(a, words);
  return isAnswerable(a, now) ? ofMachine(view, words) : approvalEndedCard(view, words);
}

function ofMachine(view: ApprovalView, words: Words): Rendered {
  const { approval: a, migration: m } = view;
  const w = words.cards.approval;
  const title = w.title({ operation: a.operation, machine: a.machine, route: routeText(a.route, words), again: isSuspended(a) });
  const parts = askedParts(view, words);
  return card(`${title} (${a.id}. ${w.expiry(utc(parts.until))})`, {
    ...parts.cells,
    title,
    second: w.runs[a.operation](windowTextOf(a.window), a),
    third: raw(evidenceLine(a, words, localClock)),
    facts: contentFacts(a, m, words),
  });
}
