import { isGlassBroken } from './break-glass.ts';
import { isSuspended } from './open.ts';
import { rejectionsNeeded, rejectionsOf } from './rejections.ts';
import type { OperationPolicy } from './policy.ts';
import type { Approval, ApprovalEvent } from './types.ts';

type Terms = Pick<OperationPolicy, 'approvals' | 'seats' | 'rejections'>;

/** At run: what was decided since about how much an approval takes. An approval that would not be enough today is void before anything has begun; what runs already ends by the rules under which it began. */
export function recheckPolicy(a: Approval, policy: Terms): readonly ApprovalEvent[] {
  if (a.status !== 'approved' || isSuspended(a) || isGlassBroken(a)) return [];
  const why = stricterThan(a, policy);
  return why === null ? [] : [{ type: 'ApprovalVoided', kind: 'policy', reason: why }];
}

function stricterThan(a: Approval, policy: Terms): string | null {
  if (policy.approvals > a.quorum) return `since it was asked for it was decided that this takes ${policy.approvals} approvals, not ${a.quorum}`;
  const ends = Math.max(1, policy.rejections ?? 1);
  if (ends < rejectionsNeeded(a) && rejectionsOf(a).length >= ends) return `since it was asked for it was decided that ${ends === 1 ? '1 rejection ends' : `${ends} rejections end`} it, and ${rejectionsOf(a).map((d) => d.by.name).join(', ')} rejected it`;
  const seat = policy.seats.find((now) => now.needed > (a.seats?.find((then) => then.name === now.name)?.needed ?? 0));
  return seat === undefined ? null : `since it was asked for it was decided that this takes ${seat.needed} of ${seat.name}`;
}
