/** What keeps the next step of a cutover from beginning, and what follows from that. */
import { isOpen } from '../approval/open.ts';
import { covers } from '../approval/subject.ts';
import type { ApprovalId } from '../ids.ts';
import type { Instant } from '../time.ts';
import { runGate, type Calendar } from '../window/gate.ts';
import { frozenNow, suspended, windowMissed } from './clock-turns.ts';
import { happened, isGiven, NOTHING, stuck, type Decision, type Patience } from './decision.ts';
import { turnIn, type Observation } from './observation.ts';
import type { ActKind, Migration, MigrationEvent } from './types.ts';

export type Timing = { readonly now: Instant } & Patience;

/** The clock and the freezes of a look. */
export function calendarOf(o: Observation, t: Timing): Calendar {
  return { now: t.now, freezes: o.freezes, held: o.holdAll !== null, turn: turnIn(o), ...(t.marginMs === undefined ? {} : { marginMs: t.marginMs }) };
}

/** Why the step may not begin now. Before its window (a clock was put back) it waits; in every other case a person must know. */
export function barred(m: Migration, kind: ActKind, { o, t }: { readonly o: Observation; readonly t: Timing }): Decision {
  if (isAskedAnew(o)) return askedAnew(m, kind, { o, t });
  if (!isGiven(o.approval, o.contentHash)) return happened(lapsed(kind));
  const gate = runGate(o.approval, calendarOf(o, t));
  if (gate === 'frozen') return happened(frozenNow(m, kind, calendarOf(o, t)));
  return gate === 'over' ? happened(windowMissed(m, kind)) : NOTHING;
}

function isAskedAnew(o: Observation): boolean {
  return o.approval !== null && isOpen(o.approval) && covers(o.approval, o.contentHash);
}

/** Before the source is stopped there is nothing to wait with; after that it stays stopped until people have answered, or the time is over. */
function askedAnew(m: Migration, kind: ActKind, { o, t }: { readonly o: Observation; readonly t: Timing }): Decision {
  if (o.approval === null || !('approvalId' in m.position)) return NOTHING;
  if (runGate(o.approval, calendarOf(o, t)) === 'over') return happened(windowMissed(m, kind));
  return kind === 'stopSource' ? happened(suspended(m.position.approvalId, o.approval)) : NOTHING;
}

/** An approval that does not allow the step. */
export function lapsed(kind: ActKind): MigrationEvent {
  return stuck('approval-lapsed', kind, { code: 'ApprovalLapsed', message: 'The approval does not allow this any more: it was refused, withdrawn or voided, has expired, or is for something else.', causes: '', advice: 'Roll back: this starts the EC2 instance again if it was stopped. Then request a new cutover.' });
}

/** Nothing has been stopped yet: the machine goes back to where it rested. */
export function otherContent(approvalId: ApprovalId): Decision {
  return happened({ type: 'CutoverDenied', approvalId, outcome: 'voided', kind: 'content', reason: 'what was approved is not what would be done' });
}
