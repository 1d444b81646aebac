import { samePerson, type Actor, type Person } from '../person.ts';
import type { Instant } from '../time.ts';
import { runBy } from '../window/gate.ts';
import { evolveGlass } from './evolve-glass.ts';
import { evolveWave, withEvidence } from './evolve-wave.ts';
import { isSuspended } from './open.ts';
import { reasonsOf, rejectionsOf, withoutVoice } from './rejections.ts';
import type { Approval, ApprovalEvent, ApprovalStatus, Decision, VoidKind } from './types.ts';

type Happened = { readonly event: ApprovalEvent; readonly at: Instant; readonly actor: Actor };
type Of<T extends ApprovalEvent['type']> = Extract<ApprovalEvent, { type: T }>;

/** Applies one event to an approval; pure, the stored state equals the fold of its log. */
export function evolveApproval(before: Approval | null, h: Happened): Approval {
  const { event } = h;
  if (event.type === 'ApprovalRequested') return event.approval;
  if (before === null) throw new Error(`an approval begins with ApprovalRequested, not ${event.type}`);
  return answered(before, event) ?? askedAnew(before, event, h.at) ?? noted(before, event, h.at) ?? evolveGlass(before, h) ?? ended(before, h);
}

function answered(a: Approval, event: ApprovalEvent): Approval | null {
  switch (event.type) {
    case 'Approved':
      return approved(withoutRejections(a, event.decision), event);
    case 'Rejected':
      return event.reached === false && event.decision !== undefined ? rejectedBy(a, event.decision) : null;
    case 'DecisionTakenBack':
      return withoutAnswersOf(a, [event.by]);
    default:
      return null;
  }
}

function approved(a: Approval, { decision, reached }: Of<'Approved'>): Approval {
  const held = a.suspended ?? null;
  if (held === null || !isSuspended(a)) return { ...a, approvals: [...a.approvals, decision], status: reached ? 'approved' : a.status };
  const again = [...held.again, decision];
  return reached ? withEvidence({ ...a, approvals: again, evidence: held.evidence, suspended: null }, held.machines ?? []) : { ...a, suspended: { ...held, again } };
}

/** A no that is not the last one needed; what was said before in the same right counts no longer. */
function rejectedBy(a: Approval, d: Decision): Approval {
  const rest = keeping(a, (given) => withoutVoice(given, d));
  return { ...rest, rejections: [...rejectionsOf(rest), d] };
}

function withoutRejections(a: Approval, said: Decision): Approval {
  return a.rejections === undefined ? a : { ...a, rejections: withoutVoice(a.rejections, said) };
}

function withoutAnswersOf(a: Approval, people: readonly Person[]): Approval {
  return keeping(a, (given) => given.filter((d) => !people.some((p) => samePerson(p, d.by))));
}

/** Of what counts at the moment: a suspended request keeps its former answers as they were. */
function keeping(before: Approval, stay: (given: readonly Decision[]) => readonly Decision[]): Approval {
  const a = before.rejections === undefined ? before : { ...before, rejections: stay(before.rejections) };
  const held = a.suspended ?? null;
  if (held !== null && isSuspended(a)) return { ...a, suspended: { ...held, again: stay(held.again) } };
  return { ...a, approvals: stay(a.approvals) };
}

function askedAnew(a: Approval, event: ApprovalEvent, at: Instant): Approval | null {
  switch (event.type) {
    case 'ApproversLost':
      return event.reopened ? reopened(a, event.people, at) : withoutAnswersOf(a, event.people);
    case 'EvidenceWorsened':
      return { ...anew(a, at), suspended: { since: at, evidence: event.evidence, changes: event.changes, again: [], ...(event.machines === undefined ? {} : { machines: event.machines }) } };
    default:
      return null;
  }
}

/** Back to "1 of 2"; it may be answered for as long as it may run. */
function reopened(a: Approval, lost: readonly Person[], at: Instant): Approval {
  return { ...anew(withoutAnswersOf(a, lost), at), status: 'requested', expiresAt: runBy(a), lost };
}

function anew(a: Approval, at: Instant): Approval {
  return { ...a, round: (a.round ?? 0) + 1, askedAgainAt: at, nudged: [], ...(a.lost === undefined ? {} : { lost: [] }) };
}

function noted(a: Approval, event: ApprovalEvent, at: Instant): Approval | null {
  switch (event.type) {
    case 'QuestionAsked':
      return { ...a, questions: [...(a.questions ?? []), { by: event.by, at, text: event.text }] };
    case 'ApproversReminded':
      return { ...a, nudged: [...(a.nudged ?? []), ...event.nudges] };
    case 'DecisionRefused':
      return a;
    default:
      return evolveWave(a, event);
  }
}

function ended(before: Approval, h: Happened): Approval {
  const event = h.event as Of<'Rejected' | 'ApprovalExpired' | 'ApprovalWithdrawn' | 'ApprovalVoided' | 'ApprovalMissed' | 'RunStarted' | 'RunEnded'>;
  switch (event.type) {
    case 'Rejected':
      return rejected(event.decision === undefined ? before : rejectedBy(before, event.decision), { ...h, reason: event.reason });
    case 'ApprovalExpired':
      return closed(before, 'expired', { ...h, reason: 'nobody answered in time' });
    case 'ApprovalWithdrawn':
      return closed(before, 'withdrawn', { ...h, reason: event.reason });
    case 'ApprovalVoided':
      return voided(closed(before, 'voided', { ...h, reason: event.reason }), event.kind);
    case 'ApprovalMissed':
      return closed(before, 'missed', { ...h, reason: event.reason });
    case 'RunStarted':
      return { ...before, status: 'running' };
    case 'RunEnded':
      return closed(before, event.success ? 'done' : 'failed', { ...h, reason: event.reason });
  }
}

function rejected(a: Approval, h: Omit<Happened, 'event'> & { readonly reason: string }): Approval {
  return closed(a, 'rejected', { ...h, reason: reasonsOf(a, h.reason) });
}

function voided(a: Approval, kind: VoidKind | undefined): Approval {
  return kind === undefined || a.closing === null ? a : { ...a, closing: { ...a.closing, kind } };
}

function closed(a: Approval, status: ApprovalStatus, h: { readonly at: Instant; readonly actor: Actor; readonly reason: string }): Approval {
  return { ...a, status, closing: { at: h.at, by: h.actor.kind === 'person' ? h.actor.person : null, reason: h.reason } };
}
