import { may, type AccessPolicy } from '../access.ts';
import { samePerson, type Person } from '../person.ts';
import { no, ok, type Result } from '../result.ts';
import { DAY, MINUTE, type Instant } from '../time.ts';
import { answerUntil, isOpen } from './open.ts';
import type { Approval, ApprovalEvent } from './types.ts';

/** What two admins may do when those who should approve cannot be reached, and what becomes of it afterwards. */
export type GlassCommand = { readonly type: 'break'; readonly reason: string } | { readonly type: 'confirm' } | { readonly type: 'review'; readonly reason: string };

export const GLASS_REFUSALS = ['not-allowed-here', 'already-decided', 'expired', 'requester-cannot-approve', 'reason-needed', 'glass-reason-short', 'glass-asked', 'glass-not-asked', 'glass-second-person', 'glass-no-review', 'glass-not-you'] as const;
export type GlassRefusal = { readonly code: (typeof GLASS_REFUSALS)[number]; readonly detail: Readonly<Record<string, string>> };

/** So few letters explain nothing to whoever reviews it. */
export const LEAST_GLASS_REASON = 20;
/** How long the first admin waits for a second one. */
export const SECOND_WITHIN = 30 * MINUTE;
/** How soon somebody else must have looked at it. */
export const REVIEW_WITHIN = DAY;

type Asked = { readonly who: Person; readonly now: Instant; readonly policy: AccessPolicy };
type Answer = Result<readonly ApprovalEvent[], GlassRefusal>;

/** Decides one step of a break-glass. It stands in for approvers only: windows, freezes, evidence and the state of the clouds count as ever. Pure. */
export function decideGlass(a: Approval, c: GlassCommand, asked: Asked): Answer {
  if (c.type === 'review') return review(a, c.reason, asked);
  if (!may(asked.policy, asked.who, 'admin')) return refuse(a, 'not-allowed-here', { role: 'admin' });
  if (!isOpen(a)) return refuse(a, 'already-decided', { status: a.status });
  if (asked.now >= answerUntil(a)) return refuse(a, 'expired');
  if (samePerson(a.requester, asked.who)) return refuse(a, 'requester-cannot-approve', { requester: a.requester.name });
  return c.type === 'break' ? askForIt(a, c.reason, asked) : confirm(a, asked);
}

/** True while the first admin waits for a second one. */
export function isGlassAsked(a: Approval, now: Instant): boolean {
  const asked = a.glass?.asked ?? null;
  return isOpen(a) && asked !== null && asked.round === (a.round ?? 0) && now < asked.at + SECOND_WITHIN && !isGlassBroken(a);
}

/** True when two admins stand in for the approvers of what is asked now; not for an earlier asking. */
export function isGlassBroken(a: Approval): boolean {
  return a.glass?.broken?.round === (a.round ?? 0);
}

/** At run both must still be admins. */
export function holdsByGlass(a: Approval, policy: AccessPolicy): boolean {
  const people = a.glass?.broken?.people ?? [];
  return isGlassBroken(a) && people.length === 2 && people.every((p) => may(policy, p, 'admin'));
}

/** Until when it must be reviewed; null when nothing is left to review. */
export function reviewDue(a: Approval): Instant | null {
  const broken = a.glass?.broken;
  return broken === undefined || a.glass?.reviewed !== undefined ? null : broken.at + REVIEW_WITHIN;
}

/** What is told when nobody reviewed it in time, and again every day until somebody did. */
export function overdueEvents(a: Approval, now: Instant): readonly ApprovalEvent[] {
  const due = reviewDue(a);
  const next = nextReminder(a);
  return due !== null && next !== null && now >= next ? [{ type: 'GlassReviewOverdue', due }] : [];
}

/** When people are told next that a review is missing; null when none is. */
export function nextReminder(a: Approval): Instant | null {
  const due = reviewDue(a);
  const told = a.glass?.remindedAt;
  return due === null || told === undefined ? due : told + DAY;
}

function askForIt(a: Approval, reason: string, { who, now }: Asked): Answer {
  if (reason.trim().length < LEAST_GLASS_REASON) return refuse(a, 'glass-reason-short', { least: String(LEAST_GLASS_REASON) });
  if (isGlassAsked(a, now)) return refuse(a, 'glass-asked', { by: a.glass?.asked.by.name ?? '' });
  return ok([{ type: 'GlassAsked', by: who, reason: reason.trim(), until: now + SECOND_WITHIN }]);
}

function confirm(a: Approval, { who, now, policy }: Asked): Answer {
  const first = a.glass?.asked;
  if (first === undefined || !isGlassAsked(a, now) || !may(policy, first.by, 'admin')) return refuse(a, 'glass-not-asked');
  if (samePerson(first.by, who)) return refuse(a, 'glass-second-person');
  return ok([{ type: 'GlassBroken', people: [first.by, who], reason: first.reason, reviewBy: now + REVIEW_WITHIN }]);
}

function review(a: Approval, reason: string, { who, policy }: Asked): Answer {
  if (!may(policy, who, 'admin') && !may(policy, who, 'auditor')) return refuse(a, 'not-allowed-here', { role: 'auditor' });
  if (reviewDue(a) === null) return refuse(a, 'glass-no-review');
  // Whoever used it, or gained by it, does not say that it was right.
  if ([...(a.glass?.broken?.people ?? []), a.requester].some((p) => samePerson(p, who))) return refuse(a, 'glass-not-you');
  return reason.trim() === '' ? refuse(a, 'reason-needed') : ok([{ type: 'GlassReviewed', reason: reason.trim() }]);
}

function refuse(a: Approval, code: GlassRefusal['code'], detail: GlassRefusal['detail'] = {}): Answer {
  return no({ code, detail: { id: a.id, machine: a.machine, ...detail } });
}
