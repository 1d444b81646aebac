import type { Actor } from '../person.ts';
import type { Instant } from '../time.ts';
import type { Approval, ApprovalEvent, ApprovalStatus } from './types.ts';

/** Applies one event to an approval; pure, the stored state equals the fold of its log. */
export function evolveApproval(before: Approval | null, h: { readonly event: ApprovalEvent; readonly at: Instant; readonly actor: Actor }): Approval {
  const { event } = h;
  if (event.type === 'ApprovalRequested') return event.approval;
  if (before === null) throw new Error(`an approval begins with ApprovalRequested, not ${event.type}`);
  switch (event.type) {
    case 'Approved':
      return { ...before, approvals: [...before.approvals, event.decision], status: event.reached ? 'approved' : before.status };
    case 'Rejected':
      return closed(before, 'rejected', { ...h, reason: event.reason });
    case 'ApprovalExpired':
      return closed(before, 'expired', { ...h, reason: 'nobody answered in time' });
    case 'ApprovalWithdrawn':
      return closed(before, 'withdrawn', { ...h, reason: event.reason });
    case 'ApprovalVoided':
      return closed(before, 'voided', { ...h, reason: event.reason });
    case 'RunStarted':
      return { ...before, status: 'running' };
    case 'RunEnded':
      return closed(before, event.success ? 'done' : 'failed', { ...h, reason: event.reason });
    case 'DecisionRefused':
      return before;
  }
}

function closed(a: Approval, status: ApprovalStatus, h: { readonly at: Instant; readonly actor: Actor; readonly reason: string }): Approval {
  return { ...a, status, closing: { at: h.at, by: h.actor.kind === 'person' ? h.actor.person : null, reason: h.reason } };
}
