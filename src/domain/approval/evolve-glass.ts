import type { Actor } from '../person.ts';
import type { Instant } from '../time.ts';
import { isSuspended } from './open.ts';
import type { Approval, ApprovalEvent } from './types.ts';

type Happened = { readonly event: ApprovalEvent; readonly at: Instant; readonly actor: Actor };
type Broken = Extract<ApprovalEvent, { type: 'GlassBroken' }>;

/** Applies what two admins did in place of the approvers; null for every other event. */
export function evolveGlass(a: Approval, { event, at, actor }: Happened): Approval | null {
  switch (event.type) {
    case 'GlassAsked':
      return { ...a, glass: { ...a.glass, asked: { by: event.by, at, reason: event.reason, round: a.round ?? 0 } } };
    case 'GlassBroken':
      return broken(a, event, at);
    case 'GlassReviewed':
      return a.glass === undefined ? a : { ...a, glass: { ...a.glass, reviewed: { by: actor.kind === 'person' ? actor.person : null, at, reason: event.reason } } };
    case 'GlassReviewOverdue':
      return a.glass === undefined ? a : { ...a, glass: { ...a.glass, overdue: true, remindedAt: at } };
    default:
      return null;
  }
}

/** What is used anew is to be reviewed anew. */
function broken(a: Approval, event: Broken, at: Instant): Approval {
  const first = event.people[0];
  const round = a.round ?? 0;
  const asked = a.glass?.asked ?? (first === undefined ? null : { by: first, at, reason: event.reason, round });
  const held = a.suspended ?? null;
  const passed: Approval = held !== null && isSuspended(a) ? { ...a, evidence: held.evidence, suspended: null } : { ...a, status: 'approved' };
  return asked === null ? passed : { ...passed, glass: { asked, broken: { people: event.people, at, reason: event.reason, round } } };
}
