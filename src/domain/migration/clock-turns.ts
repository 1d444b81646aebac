import { freezeAt, endOfFreeze } from '../governance/freezes.ts';
import { isOpen, isSuspended } from '../approval/open.ts';
import { lineOf } from '../approval/subject.ts';
import type { Approval } from '../approval/types.ts';
import type { ApprovalId } from '../ids.ts';
import { MINUTE } from '../time.ts';
import { runGate, startBy, startGate, type Calendar } from '../window/gate.ts';
import { stopOf } from '../source-stop.ts';
import { denial, hasEnded, stuck } from './decision.ts';
import type { ActKind, Migration, MigrationEvent, Phase } from './types.ts';

/** Phases of a cutover in which nothing has been stopped yet. */
const UNTOUCHED: ReadonlySet<Phase> = new Set(['awaiting-approval', 'quiescing', 'draining']);

/** What the end of its request, the clock and the freeze calendar do to a cutover for which nothing has been stopped yet. Pure; needs no cloud. */
export function clockTurns(m: Migration, a: Approval | null, c: Calendar): readonly MigrationEvent[] {
  return UNTOUCHED.has(m.position.phase) ? untouchedTurns(m, a, c) : [];
}

/** The same wherever the source still runs: what the phase is called does not matter. */
export function untouchedTurns(m: Migration, a: Approval | null, c: Calendar): readonly MigrationEvent[] {
  const p = m.position;
  if (!('approvalId' in p)) return [];
  if (a === null || hasEnded(a)) return [{ type: 'CutoverDenied', approvalId: p.approvalId, ...denial(a) }];
  if (c.turn === 'passed' && m.stuck === null && m.drift === null) return [passed(m, a)];
  return isOpen(a) ? askedAnew(m, a, c) : given(m, { a, approvalId: p.approvalId }, c);
}

/** It was taken out of the wave's run, or the run went on without it: it goes back to where it rested, and can be asked for by itself. */
function passed(m: Migration, a: Approval): MigrationEvent {
  return { type: 'CutoverDenied', approvalId: a.id, outcome: 'withdrawn', left: true, reason: lineOf(a, m.id)?.why ?? 'the run went on without it' };
}

/** What is stuck or was changed outside waits for a person; only its time goes on. */
function given(m: Migration, { a, approvalId }: { readonly a: Approval; readonly approvalId: ApprovalId }, c: Calendar): readonly MigrationEvent[] {
  const gate = startGate(a, c);
  if (gate === 'over') return [timeIsOver(approvalId, a, c)];
  if (m.stuck !== null || m.drift !== null) return [];
  // What is held keeps its approval, and does not begin.
  if (gate === 'open' && isHeld(m, c)) return scheduled(m, a);
  if (gate === 'open') return m.position.phase === 'awaiting-approval' ? [{ type: 'CutoverApproved', approvalId }] : [];
  return [...scheduled(m, a), ...(gate === 'frozen' ? met(m, c) : [])];
}

function isHeld(m: Migration, c: Calendar): boolean {
  return c.held === true || c.turn === 'waits' || c.turn === 'stopped' || (m.hold ?? null) !== null;
}

/** Nothing has been stopped: it goes back to waiting for its approval, and an application that was stopped for it may run again. */
function askedAnew(m: Migration, a: Approval, c: Calendar): readonly MigrationEvent[] {
  const p = m.position;
  if (!('approvalId' in p)) return [];
  if (isSuspended(a) && startGate(a, c) === 'over') return [{ type: 'CutoverDenied', approvalId: p.approvalId, outcome: 'voided', kind: 'evidence', reason: 'the evidence got worse after it was approved, and it was not approved again in time' }];
  const waits = p.phase === 'awaiting-approval' && p.approvedAt === undefined;
  return waits || m.stuck !== null || m.drift !== null ? [] : [suspended(p.approvalId, a)];
}

/** The machine waits for its approval again. */
export function suspended(approvalId: ApprovalId, a: Approval): MigrationEvent {
  return { type: 'CutoverSuspended', approvalId, reason: isSuspended(a) ? 'the evidence got worse since it was approved' : 'too few of its approvals count any more' };
}

function scheduled(m: Migration, a: Approval): readonly MigrationEvent[] {
  const p = m.position;
  return p.phase === 'awaiting-approval' && p.approvedAt === undefined ? [{ type: 'CutoverScheduled', approvalId: p.approvalId, window: a.window ?? null }] : [];
}

function met(m: Migration, c: Calendar): readonly MigrationEvent[] {
  const freeze = freezeAt(c.freezes, c.now);
  return freeze === null || m.freezeMet === freeze.number ? [] : [{ type: 'FreezeMet', number: freeze.number, until: endOfFreeze(freeze), reason: freeze.reason }];
}

/** A freeze that lasts to the end leaves no time: the approval is voided by it. Otherwise the time was missed. */
export function timeIsOver(approvalId: ApprovalId, a: Approval, c: Calendar): MigrationEvent {
  const freeze = freezeAt(c.freezes, startBy(a, c) - 1);
  if (freeze !== null) return { type: 'CutoverDenied', approvalId, outcome: 'voided', kind: 'freeze', reason: `a freeze lasted to the end of its time: ${freeze.reason}` };
  const late = runGate(a, c) !== 'over';
  return { type: 'CutoverDenied', approvalId, outcome: 'missed', reason: late ? `fewer than ${minutes(c)} minutes of its time were left, so the EC2 machine was not stopped any more` : 'its time to run was over before the EC2 machine was stopped' };
}

function minutes({ marginMs = 0 }: Calendar): number {
  return Math.ceil(marginMs / MINUTE);
}

/** What a person reads first: is the source on? */
function stands(m: Migration): string {
  if (m.sourceStoppedAt !== null) return `The EC2 machine is stopped since ${new Date(m.sourceStoppedAt).toISOString().slice(0, 16).replace('T', ' ')} UTC; the failover has not been started.`;
  return stopOf(m) === 'person' ? 'A person was asked to stop the EC2 machine: look in AWS whether it is. The failover has not been started.' : 'The EC2 machine has not been stopped by Ferry.';
}

/** A cutover whose source is stopped, or about to be, when its time ends: nothing more begins, and a person decides. */
export function windowMissed(m: Migration, act: ActKind): MigrationEvent {
  return stuck('window-missed', act, {
    code: 'WindowMissed',
    message: `The time in which this cutover may run is over. ${stands(m)}`,
    causes: 'A step took longer than the window, or Ferry was not running.',
    advice: m.sourceStoppedAt === null ? 'Roll back: it starts the EC2 machine again if it was stopped. Then request a new cutover.' : 'Ask for a new approval: it goes on from here. Or roll back, which starts the EC2 machine again.',
  });
}

/** A freeze that begins when the source is stopped, or about to be, wins over the approval as well. */
export function frozenNow(m: Migration, act: ActKind, c: Calendar): MigrationEvent {
  const freeze = freezeAt(c.freezes, c.now);
  return stuck('frozen', act, {
    code: 'Frozen',
    message: `A freeze began: nothing is stopped or failed over. ${stands(m)}`,
    causes: freeze?.reason ?? '',
    advice: 'Retry when the freeze is over, within the time of the approval; or roll back, which starts the EC2 machine again if it was stopped.',
  });
}

/** The same for a machine that is stuck in a freeze when its time ends: only then does its approval end. */
export function frozenToTheEnd(m: Migration, a: Approval | null, c: Calendar): readonly MigrationEvent[] {
  if (m.stuck?.code !== 'frozen' || m.pending !== null || a === null || runGate(a, c) !== 'over') return [];
  return [windowMissed(m, m.stuck.act ?? 'startFailover')];
}
