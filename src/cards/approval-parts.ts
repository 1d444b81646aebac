/** What the approval cards of a machine and of a wave have in common while they ask. */
import { answersOf } from '../domain/approval/decide.ts';
import { answerUntil, isSuspended } from '../domain/approval/open.ts';
import { standing } from '../domain/approval/quorum.ts';
import { rejectionsNeeded, rejectionsOf } from '../domain/approval/rejections.ts';
import type { Approval } from '../domain/approval/types.ts';
import type { Instant } from '../domain/time.ts';
import type { Words } from '../text/en.ts';
import { clip } from '../text/neutral.ts';
import { changeLines } from './approval-changes.ts';
import { givenLines, questionLines, rejectionLines } from './approval-facts.ts';
import { glassWaiting } from './approval-glass.ts';
import { buttons, execute } from './button.ts';
import { reasonBox } from './reason-box.ts';
import { raw, type Cell } from './render.ts';
import { exactTime } from './times.ts';

/** A request that can be answered now. */
export type AskedView = { readonly approval: Approval; readonly now: Instant; readonly etag: number };

/** The lines below the first three, and the ways to answer. */
export function askedParts(view: AskedView, words: Words): { readonly until: Instant; readonly cells: { readonly [key: string]: Cell } } {
  const { approval: a, now } = view;
  const w = words.cards.approval;
  const until = answerUntil(a);
  const { blocks, warnings } = shownEvidence(a);
  return {
    until,
    cells: {
      changes: changeLines(a, words),
      warnings: [...blocks.slice(0, 10).map((b) => w.block(clip(b, 240))), ...warnings.slice(0, 10).map((t) => w.warning(clip(t, 240)))],
      ...countLines(a, now, words),
      expiry: raw(w.expiry(exactTime(until))),
      given: givenLines(answersOf(a), words),
      asked: w.asked(a.requester.name, a.note.trim()),
      questions: questionLines(a, words),
      typed: w.typed(a.id, a.confirm ?? null, isSuspended(a)),
      detailsTitle: w.details,
      ...answerBoxes(view, words),
    },
  };
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
    standing: [...against(a, words), ...(s.seats.length === 0 ? [] : [w.seats(s.seats.slice(0, 6))]), ...(s.editorAlone && editor !== null ? [w.editorAlone(editor.name)] : []), ...glassWaiting(a, now, words)],
  };
}

/** Said before anybody has decided, where one rejection is not enough to end it. */
function against(a: Approval, words: Words): readonly Cell[] {
  const need = rejectionsNeeded(a);
  return need === 1 ? [] : [words.cards.approval.rejections(rejectionsOf(a).length, need), ...rejectionLines(a, words)];
}

/** One of two ways to approve: with what is to be typed, or at once with an open comment. */
function answerBoxes({ approval: a, etag }: AskedView, words: Words): { readonly [key: string]: Cell } {
  const w = words.cards.approval;
  const press = { id: a.id, etag, data: { round: a.round ?? 0 } } as const;
  const confirm = a.confirm ?? null;
  const approve = isSuspended(a) ? w.approveAgain : w.approve;
  const yes = execute({ verb: 'approve', ...press, title: confirm === null ? approve : w.sendApprove, style: 'positive' });
  return {
    confirm: confirm === null ? [] : [{ title: approve }],
    confirmText: { label: confirmLabel(a, words), missing: (a.wave ?? null) === null ? w.confirmMissing : words.cards.approvalWave.confirmMissing, comment: w.comment, actions: buttons(yes) },
    openComment: confirm === null ? [{ label: w.comment }] : [],
    actions: confirm === null ? buttons(yes) : buttons(),
    refuse: reasonBox({ title: w.reject, label: w.reason, missing: w.reasonMissing, send: w.sendReject }, { verb: 'reject', ...press }),
    ask: { title: w.ask, label: w.askLabel, missing: w.askMissing, actions: buttons(execute({ verb: 'ask', ...press, title: w.sendAsk })) },
    detailActions: buttons(execute({ verb: 'dryrun', id: a.id, title: words.dryRun.detailsButton, withInputs: false }), execute({ verb: 'withdraw', ...press, title: w.withdraw(rejectionsNeeded(a) > 1), withInputs: false })),
  };
}

function confirmLabel(a: Approval, words: Words): string {
  const what = a.confirm ?? '';
  return (a.wave ?? null) === null ? words.cards.approval.confirm(what) : words.cards.approvalWave.confirm(what, what !== a.machine);
}
