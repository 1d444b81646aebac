import { describe, expect, test } from '@jest/globals';
import { decideApproval, type ApprovalCommand } from '../../../src/domain/approval/decide.ts';
import { evolveApproval } from '../../../src/domain/approval/evolve.ts';
import type { Approval } from '../../../src/domain/approval/types.ts';
import { by, type Person } from '../../../src/domain/person.ts';
import { userIdFromActivity } from '../../../src/domain/ids.ts';
import { ANA, approval, OLA, person, T0, TENANT } from '../migration/fixtures.ts';

const policy = (approvers: readonly string[]) => ({ tenants: [TENANT], viewers: [], operators: [], approvers: approvers.map((a) => (a === '*' ? ('*' as const) : userIdFromActivity(a))) });
const approve: ApprovalCommand = { type: 'approve', comment: 'tested' };
const NOBODY = { ...ANA, tenant: 'x' };

type Row = { readonly reason: string; readonly on?: Partial<Approval>; readonly who: Person; readonly command: ApprovalCommand; readonly approvers?: readonly string[]; readonly now?: number; readonly then: string };
const rows: readonly Row[] = [
  { reason: 'a second person may', who: ANA, command: approve, then: 'Approved' },
  { reason: 'four eyes: the requester may not', who: OLA, command: approve, then: 'requester-cannot-approve' },
  { reason: 'the same account with another display name is still the requester', who: { ...OLA, name: 'Somebody' }, command: approve, then: 'requester-cannot-approve' },
  { reason: 'nor with another spelling of the id', who: { ...OLA, id: userIdFromActivity(OLA.id.toUpperCase()) }, command: approve, then: 'requester-cannot-approve' },
  { reason: 'the requester may not reject either: that is withdraw', who: OLA, command: { type: 'reject', reason: 'no' }, then: 'requester-cannot-approve' },
  { reason: 'a reject says why', who: ANA, command: { type: 'reject', reason: '  ' }, then: 'reason-needed' },
  { reason: 'a reject with a reason ends it', who: ANA, command: { type: 'reject', reason: 'not tonight' }, then: 'Rejected' },
  { reason: 'an empty list means nobody', on: { approvers: [] }, who: ANA, command: approve, then: 'no-approvers' },
  { reason: 'a list emptied since the request means nobody', who: ANA, command: approve, approvers: [], then: 'no-approvers' },
  { reason: 'who left the list since does not count', who: ANA, command: approve, approvers: ['oid-bob'], then: 'not-an-approver' },
  { reason: 'who joined the list since does not count', on: { approvers: [userIdFromActivity('oid-bob')] }, who: ANA, command: approve, then: 'not-an-approver' },
  { reason: 'time is over', who: ANA, command: approve, now: T0 + 86_400_000, then: 'expired' },
  { reason: 'the last millisecond counts', who: ANA, command: approve, now: T0 + 86_399_999, then: 'Approved' },
  { reason: 'once decided, decided', on: { status: 'approved' }, who: ANA, command: approve, then: 'already-decided' },
  { reason: 'a rejected one stays rejected', on: { status: 'rejected' }, who: ANA, command: approve, then: 'already-decided' },
  { reason: 'only the requester withdraws', who: ANA, command: { type: 'withdraw', reason: '' }, then: 'not-the-requester' },
  { reason: 'the requester withdraws', who: OLA, command: { type: 'withdraw', reason: 'later' }, then: 'ApprovalWithdrawn' },
  { reason: 'an approved one can be withdrawn until it runs', on: { status: 'approved' }, who: OLA, command: { type: 'withdraw', reason: 'later' }, then: 'ApprovalWithdrawn' },
  { reason: 'a running one cannot', on: { status: 'running' }, who: OLA, command: { type: 'withdraw', reason: 'later' }, then: 'already-decided' },
  { reason: 'the same person counts once', on: { quorum: 2, approvals: [{ by: ANA, at: T0, comment: '' }] }, who: ANA, command: approve, then: 'already-decided' },
  { reason: 'an account of another tenant is nobody here, even where everyone may', who: NOBODY, command: approve, then: 'not-an-approver' },
];

describe('an answer to an approval', () => {
  test.each(rows)('$reason', (row) => {
    const a = approval(row.on);
    const answer = decideApproval(a, row.command, { who: row.who, now: row.now ?? T0, policy: policy(row.approvers ?? ['*']) });
    expect(answer.ok ? answer.value[0]?.type : answer.error.code).toBe(row.then);
  });

  test('reaches a quorum of two with two different people only', () => {
    let a = approval({ quorum: 2 });
    for (const who of [ANA, person('bob')]) {
      expect(a.status).toBe('requested');
      const answer = decideApproval(a, approve, { who, now: T0, policy: policy(['*']) });
      for (const event of answer.ok ? answer.value : []) a = evolveApproval(a, { event, at: T0, actor: by(who) });
    }
    expect(a.status).toBe('approved');
    expect(a.approvals.map((d) => d.by.name)).toEqual(['ana', 'bob']);
  });
});
