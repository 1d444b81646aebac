import type { ApprovalId } from '../ids.ts';
import { samePerson, type Actor, type Person } from '../person.ts';
import { unreachable } from '../result.ts';
import type { Follow } from '../notice/follow.ts';
import type { Instant } from '../time.ts';
import { governanceIdOf, type Delegation, type Governance, type GovernanceEvent, type Review } from './types.ts';

/** A scope in which nothing was decided yet. */
export function emptyGovernance(scope: string): Governance {
  return { id: governanceIdOf(scope), scope, freezes: [] };
}

/** Applies one event; pure, the stored state equals the fold of its log. */
export function evolveGovernance(g: Governance, { event, at, actor }: { readonly event: GovernanceEvent; readonly at: Instant; readonly actor: Actor }): Governance {
  switch (event.type) {
    case 'FreezeAdded':
      return { ...g, freezes: [...g.freezes, event.freeze] };
    case 'FreezeEnded':
      return { ...g, freezes: g.freezes.map((f) => (f.number === event.number ? { ...f, endedAt: at } : f)) };
    case 'DelegationGranted':
      return { ...g, delegations: [...withEnded(g, event.delegation.from, at), event.delegation] };
    case 'DelegationEnded':
      return { ...g, delegations: withEnded(g, event.from, at) };
    case 'AllHeld':
      return actor.kind === 'person' ? { ...g, holdAll: { by: actor.person, at, reason: event.reason } } : g;
    case 'AllReleased':
      return { ...g, holdAll: null };
    case 'Followed':
      return { ...g, follows: [...withoutFollow(g, event.follow), event.follow] };
    case 'Unfollowed':
      return { ...g, follows: withoutFollow(g, event) };
    case 'HabitSet':
      return { ...g, habits: [...(g.habits ?? []).filter((h) => h.conversation !== event.habit.conversation), event.habit] };
    case 'ReviewOpened':
      return { ...g, reviews: [...withoutReview(g, event.review.approvalId), event.review] };
    case 'ReviewClosed':
      return { ...g, reviews: withoutReview(g, event.approvalId) };
    default:
      return unreachable(event);
  }
}

function withoutFollow(g: Governance, which: Pick<Follow, 'conversation' | 'subject'>): readonly Follow[] {
  return (g.follows ?? []).filter((f) => f.conversation !== which.conversation || f.subject !== which.subject);
}

/** One review for each approval: what was used anew is reviewed anew. */
function withoutReview(g: Governance, id: ApprovalId): readonly Review[] {
  return (g.reviews ?? []).filter((r) => r.approvalId !== id);
}

/** One person stands in for an approver at a time: the newest takes the place of the one before. */
function withEnded(g: Governance, from: Person, at: Instant): readonly Delegation[] {
  return (g.delegations ?? []).map((d) => (samePerson(d.from, from) && at < Math.min(d.until, d.endedAt ?? d.until) ? { ...d, endedAt: at } : d));
}
