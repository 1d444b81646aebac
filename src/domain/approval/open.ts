import type { Instant } from '../time.ts';
import { runBy } from '../window/gate.ts';
import type { Approval } from './types.ts';

/** True while people are asked: for the first answers, or once more after the evidence got worse. */
export function isOpen(a: Approval): boolean {
  return a.status === 'requested' || isSuspended(a);
}

/** Approved, but not to be run before the same people have approved again. */
export function isSuspended(a: Approval): boolean {
  return (a.status === 'approved' || a.status === 'running') && (a.suspended ?? null) !== null;
}

/** Until when an open request may be answered. */
export function answerUntil(a: Approval): Instant {
  return isSuspended(a) ? runBy(a) : a.expiresAt;
}

/** True when it can be answered at this moment. */
export function isAnswerable(a: Approval, now: Instant): boolean {
  return isOpen(a) && now < answerUntil(a);
}
