import template from '../../cards/approval-ended.json' with { type: 'json' };
import { isSuspended } from '../domain/approval/open.ts';
import type { Approval } from '../domain/approval/types.ts';
import { standing } from '../domain/approval/quorum.ts';
import { approvalsStanding, rejectionsNeeded, rejectionsOf } from '../domain/approval/rejections.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { Words } from '../text/en.ts';
import { windowTextOf } from '../text/window.ts';
import { glassUsed } from './approval-glass.ts';
import { allRejections, contentFacts, evidenceLine, givenLines } from './approval-facts.ts';
import { buttons, execute } from './button.ts';
import { layout, raw, type Cell } from './render.ts';
import type { Rendered } from './rendered.ts';
import { exactTime } from './times.ts';

const card = layout(template);

export type ApprovalEndedView = { readonly approval: Approval; readonly migration: Migration };

export type Ended = Exclude<Approval['status'], 'requested'>;

/** What became of a request: who, when, why. Nothing can be decided on it any more. */
export function approvalEndedCard(view: ApprovalEndedView, words: Words): Rendered {
  const w = words.cards.approval;
  const { approval: a, migration: m } = view;
  const status = endedAs(a);
  const title = endedTitle(a, status, words);
  return card(`${title} (${a.id})`, {
    title,
    lines: endedLines(a, words).map((line) => (line === meaningOf(a, status, words) && isHeld(view) ? w.meaning.held(a.operation) : line)),
    evidence: evidenceLine(a, words),
    facts: contentFacts(a, m, words),
    detailsTitle: w.details,
    actions: buttons(execute({ verb: 'status', id: m.instanceId, title: w.status, style: 'positive' })),
  });
}

/** Nobody stops an application for what does not begin. */
function isHeld({ approval: a, migration: m }: ApprovalEndedView): boolean {
  return a.status === 'approved' && !isSuspended(a) && (m.hold ?? null) !== null;
}

/** What was asked for and how it ended, in one line. */
export function endedTitle(a: Approval, as: Ended, words: Words): string {
  const w = words.cards.approval;
  const wave = a.wave ?? null;
  return wave === null ? w.terminalTitle(w.terminal[as], a.operation, a.machine) : words.cards.approvalWave.endedTitle(w.terminal[as], { operation: a.operation, wave: a.machine, machines: wave.machines.length });
}

/** Who ended it, when and why, what that means, and who had answered. */
export function endedLines(a: Approval, words: Words): readonly Cell[] {
  const status = endedAs(a);
  const given = approvalsStanding(a);
  return [...closingLines(a, status, words), meaningOf(a, status, words), words.cards.approval.quorumEnded(given.length, standing(a, given).need), ...glassUsed(a, words), ...againstLines(a, words), ...givenLines(given, words)];
}

/** Everybody who rejected it, with the reason; also where there were too few of them. */
function againstLines(a: Approval, words: Words): readonly Cell[] {
  const have = rejectionsOf(a).length;
  return have === 0 ? [] : [words.cards.approval.rejectedByEnded(have, rejectionsNeeded(a)), ...allRejections(a, words)];
}

/** A request whose time is over cannot be answered, whether or not the timer has closed it already. */
export function endedAs(a: Approval): Ended {
  // What was asked anew and not approved again in time is void: see clock-turns.ts.
  if (isSuspended(a)) return 'voided';
  return a.status === 'requested' ? 'expired' : a.status;
}

function closingLines(a: Approval, status: Ended, words: Words): readonly Cell[] {
  const w = words.cards.approval;
  if (a.closing === null) return status === 'expired' ? [raw(w.lapsed(exactTime(a.expiresAt)))] : [];
  const { by, at, reason } = a.closing;
  const carriedOut = status === 'done' || status === 'failed';
  const who = by === null ? w.closedAlone(exactTime(at)) : w.closedBy(by.name, exactTime(at));
  // Each reason stands beside its giver.
  const hasOwnLines = status === 'rejected' && rejectionsOf(a).length > 0;
  const why = carriedOut ? w.outcome(reason) : w.because(reason);
  return [raw(carriedOut ? w.ended(exactTime(at)) : who), ...(reason.trim() === '' || hasOwnLines ? [] : [why])];
}

/** What an end means for the machines. */
export function meaningOf(a: Approval, status: Ended, words: Words): string {
  const w = words.cards.approval.meaning;
  const window = windowTextOf(a.window);
  const nothing = w.nothing(a.operation);
  const by: { readonly [S in Ended]: string } = { approved: a.operation !== 'cutover' ? w.begins : window === null ? w.next : w.scheduled(window), running: w.runs(a.operation), done: w.ran[a.operation], failed: w.began(a.operation), rejected: nothing, expired: nothing, withdrawn: nothing, voided: w.stopped, missed: w.missed };
  return by[status];
}
