import { expect, test } from '@jest/globals';
import { recheckPolicy } from '../../../src/domain/approval/stricter.ts';
import type { Approval, Seat } from '../../../src/domain/approval/types.ts';
import { ANA, approval, T0 } from '../migration/fixtures.ts';

const seat = (name: string, needed: number): Seat => ({ name, needed, holders: [] });
const given = (over: Partial<Approval> = {}): Approval => approval({ status: 'approved', quorum: 2, seats: [seat('owner', 1)], ...over });
const BROKEN = { asked: { by: ANA, at: T0, reason: '', round: 0 }, broken: { people: [ANA], at: T0, reason: '', round: 0 } };

test.each([
  { reason: 'as it was', a: given(), policy: { approvals: 2, seats: [seat('owner', 1)] }, void: null },
  { reason: 'fewer are needed now', a: given(), policy: { approvals: 1, seats: [] }, void: null },
  { reason: 'one more is needed', a: given(), policy: { approvals: 3, seats: [seat('owner', 1)] }, void: /3 approvals, not 2/ },
  { reason: 'a seat is needed that was not', a: given(), policy: { approvals: 2, seats: [seat('owner', 1), seat('operations', 1)] }, void: /1 of operations/ },
  { reason: 'more of a seat are needed', a: given(), policy: { approvals: 2, seats: [seat('owner', 2)] }, void: /2 of owner/ },
  { reason: 'of an older Ferry, without seats', a: approval({ status: 'approved', quorum: 1 }), policy: { approvals: 1, seats: [seat('owner', 1)] }, void: /1 of owner/ },
  { reason: 'it runs: it ends by the rules under which it began', a: given({ status: 'running' }), policy: { approvals: 3, seats: [] }, void: null },
  { reason: 'it waits for answers', a: given({ status: 'requested' }), policy: { approvals: 3, seats: [] }, void: null },
  { reason: 'it has ended', a: given({ status: 'rejected' }), policy: { approvals: 3, seats: [] }, void: null },
  { reason: 'one rejection ends it now, and there is one', a: given({ rejectQuorum: 2, rejections: [{ by: ANA, at: T0, comment: 'no' }] }), policy: { approvals: 2, seats: [] }, void: /1 rejection ends it, and ana rejected it/ },
  { reason: 'fewer rejections end it now, but there are not so many', a: given({ rejectQuorum: 3, rejections: [{ by: ANA, at: T0, comment: 'no' }] }), policy: { approvals: 2, seats: [], rejections: 2 }, void: null },
  { reason: 'one rejection ends it now, and nobody has rejected it', a: given({ rejectQuorum: 2 }), policy: { approvals: 2, seats: [], rejections: 1 }, void: null },
  { reason: 'more rejections would be needed now', a: given({ rejectQuorum: 2, rejections: [{ by: ANA, at: T0, comment: 'no' }] }), policy: { approvals: 2, seats: [], rejections: 3 }, void: null },
  { reason: 'two admins stand in for all approvers', a: given({ glass: BROKEN }), policy: { approvals: 3, seats: [] }, void: null },
])('$reason', ({ a, policy, void: why }) => {
  const events = recheckPolicy(a, policy);
  expect(events).toEqual(why === null ? [] : [{ type: 'ApprovalVoided', kind: 'policy', reason: expect.stringMatching(why) }]);
});
