import { isListed, isOurTenant, type AccessPolicy } from '../access.ts';
import { samePerson, type Person } from '../person.ts';
import { no, ok, type Result } from '../result.ts';
import type { Instant } from '../time.ts';
import { DECIDED, type Approval, type ApprovalEvent } from './types.ts';

/** What a person may ask of an approval, and what the clock brings about. */
export type ApprovalCommand =
  | { readonly type: 'approve'; readonly comment: string }
  | { readonly type: 'reject'; readonly reason: string }
  | { readonly type: 'withdraw'; readonly reason: string };

export type ApprovalRefusal = { readonly code: 'already-decided' | 'expired' | 'requester-cannot-approve' | 'not-an-approver' | 'no-approvers' | 'reason-needed' | 'not-the-requester'; readonly detail: Readonly<Record<string, string>> };

type Asked = { readonly who: Person; readonly now: Instant; /** Today's approvers: someone who left the group since the request does not count. */ readonly policy: AccessPolicy };
type Answer = Result<readonly ApprovalEvent[], ApprovalRefusal>;

/** Decides one answer to an approval. The requester never approves; the list is checked as it was at the request and as it is now. Pure. */
export function decideApproval(a: Approval, command: ApprovalCommand, asked: Asked): Answer {
  if (command.type === 'withdraw') return withdraw(a, command.reason, asked);
  if (DECIDED.has(a.status)) return no({ code: 'already-decided', detail: closingDetail(a) });
  if (asked.now >= a.expiresAt) return no({ code: 'expired', detail: { id: a.id } });
  const barred = whyBarred(a, asked);
  if (barred !== null) return no(barred);
  if (command.type === 'reject') return command.reason.trim() === '' ? no({ code: 'reason-needed', detail: { id: a.id } }) : ok([{ type: 'Rejected', reason: command.reason }]);
  if (a.approvals.some((d) => samePerson(d.by, asked.who))) return no({ code: 'already-decided', detail: { id: a.id, status: 'approved by you', by: asked.who.name } });
  const reached = a.approvals.length + 1 >= a.quorum;
  return ok([{ type: 'Approved', decision: { by: asked.who, at: asked.now, comment: command.comment }, reached }]);
}

function whyBarred(a: Approval, asked: Asked): ApprovalRefusal | null {
  const now = asked.policy.approvers;
  if (a.approvers.length === 0 || now.length === 0) return { code: 'no-approvers', detail: { id: a.id } };
  if (samePerson(a.requester, asked.who)) return { code: 'requester-cannot-approve', detail: { id: a.id, requester: a.requester.name } };
  if (!isOurTenant(asked.policy, asked.who) || !isListed(a.approvers, asked.who) || !isListed(now, asked.who)) return { code: 'not-an-approver', detail: { id: a.id } };
  return null;
}

function withdraw(a: Approval, reason: string, asked: Asked): Answer {
  if (!samePerson(a.requester, asked.who)) return no({ code: 'not-the-requester', detail: { id: a.id, requester: a.requester.name } });
  if (a.status !== 'requested' && a.status !== 'approved') return no({ code: 'already-decided', detail: closingDetail(a) });
  return ok([{ type: 'ApprovalWithdrawn', reason }]);
}

function closingDetail(a: Approval): Readonly<Record<string, string>> {
  const by = a.closing?.by?.name ?? a.approvals.at(-1)?.by.name ?? '';
  return { id: a.id, status: a.status, by };
}
