import template from '../../cards/approval.json' with { type: 'json' };
import { answersOf } from '../domain/approval/decide.ts';
import { answerUntil, isAnswerable, isSuspended } from '../domain/approval/open.ts';
import { standing } from '../domain/approval/quorum.ts';
import type { Approval } from '../domain/approval/types.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { Instant } from '../domain/time.ts';
import type { Words } from '../text/en.ts';
import { utc } from '../text/format.ts';
import { clip } from '../text/neutral.ts';
import { windowTextOf } from '../text/window.ts';
import { changeLines } from './approval-changes.ts';
import { approvalEndedCard } from './approval-ended.ts';
import { glassWaiting } from './approval-glass.ts';
import { contentFacts, evidenceLine, givenLines, questionLines, routeText } from './approval-facts.ts';
import { buttons, execute } from './button.ts';
import { reasonBox } from './reason-box.ts';
import { layout, raw, type Cell } from './render.ts';
import type { Rendered } from './rendered.ts';
import { exactTime, localClock } from './times.ts';

const card = layout(template);

export type ApprovalView = { readonly approval: Approval; readonly migration: Migration; readonly now: Instant; readonly etag: number };

/** Asks for approval, or, once decided or too late, says how it ended. Inputs: `typed` and `comment` with Approve, `reason` with Reject, `question` with Ask. */
export function approvalCard(view: ApprovalView, words: Words): Rendered {
  const { approval: a, migration: m, now } = view;
  if (!isAnswerable(a, now)) return approvalEndedCard(view, words);
  const w = words.cards.approval;
  const again = isSuspended(a);
  const title = w.title({ operation: a.operation, machine: a.machine, route: routeText(a.route, words), again });
  const until = answerUntil(a);
  const { blocks, warnings } = shownEvidence(a);
  return card(`${title} (${a.id}. ${w.expiry(utc(until))})`, {
    title,
    second: w.runs[a.operation](windowTextOf(a.window)),
    third: raw(evidenceLine(a, words, localClock)),
    changes: changeLines(a, words),
    warnings: [...blocks.slice(0, 10).map((b) => w.block(clip(b, 240))), ...warnings.slice(0, 10).map((t) => w.warning(clip(t, 240)))],
    ...countLines(a, now, words),
    expiry: raw(w.expiry(exactTime(until))),
    given: givenLines(answersOf(a), words),
    asked: w.asked(a.requester.name, a.note.trim()),
    questions: questionLines(a, words),
    facts: contentFacts(a, m, words),
    typed: w.typed(a.id, a.confirm ?? null, again),
    detailsTitle: w.details,
    ...answerBoxes(view, words),
  });
}

/** What is to be approved: for a request that is asked again, what was measured since; what is new in it stands above already. */
function shownEvidence(a: Approval): Pick<Approval['evidence'], 'blocks' | 'warnings'> {
  const held = a.suspended ?? null;
  if (held === null) return a.evidence;
  const isNew = (block: string): boolean => held.changes.some((c) => c.what === 'block' && c.text === block);
  return { blocks: held.evidence.blocks.filter((b) => !isNew(b)), warnings: held.evidence.warnings };
}

function countLines(a: Approval, now: Instant, words: Words): { readonly quorum: Cell; readonly standing: readonly Cell[] } {
  const w = words.cards.approval;
  const s = standing(a, answersOf(a));
  const editor = a.lastEditor ?? null;
  return {
    quorum: w.quorum(s.have, s.need),
    standing: [...(s.seats.length === 0 ? [] : [w.seats(s.seats.slice(0, 6))]), ...(s.editorAlone && editor !== null ? [w.editorAlone(editor.name)] : []), ...glassWaiting(a, now, words)],
  };
}

/** One of two ways to approve: with what is to be typed, or at once with an open comment. */
function answerBoxes({ approval: a, etag }: ApprovalView, words: Words): { readonly [key: string]: Cell } {
  const w = words.cards.approval;
  const press = { id: a.id, etag, data: { round: a.round ?? 0 } } as const;
  const confirm = a.confirm ?? null;
  const approve = isSuspended(a) ? w.approveAgain : w.approve;
  const yes = execute({ verb: 'approve', ...press, title: confirm === null ? approve : w.sendApprove, style: 'positive' });
  return {
    confirm: confirm === null ? [] : [{ title: approve }],
    confirmText: { label: w.confirm(confirm ?? ''), missing: w.confirmMissing, comment: w.comment, actions: buttons(yes) },
    openComment: confirm === null ? [{ label: w.comment }] : [],
    actions: confirm === null ? buttons(yes) : buttons(),
    refuse: reasonBox({ title: w.reject, label: w.reason, missing: w.reasonMissing, send: w.sendReject }, { verb: 'reject', ...press }),
    ask: { title: w.ask, label: w.askLabel, missing: w.askMissing, actions: buttons(execute({ verb: 'ask', ...press, title: w.sendAsk })) },
    detailActions: buttons(execute({ verb: 'withdraw', ...press, title: w.withdraw, withInputs: false })),
  };
}
