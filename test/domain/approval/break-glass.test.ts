import { describe, expect, test } from '@jest/globals';
import { DAY } from '../../../src/domain/time.ts';
import type { AccessPolicy } from '../../../src/domain/access.ts';
import { decideGlass, GLASS_REFUSALS, holdsByGlass, isGlassAsked, isGlassBroken, overdueEvents, REVIEW_WITHIN, reviewDue, SECOND_WITHIN, type GlassCommand } from '../../../src/domain/approval/break-glass.ts';
import { recheckQuorum } from '../../../src/domain/approval/decide.ts';
import { evolveApproval } from '../../../src/domain/approval/evolve.ts';
import type { Approval, ApprovalEvent } from '../../../src/domain/approval/types.ts';
import { emptyGovernance, evolveGovernance } from '../../../src/domain/governance/evolve.ts';
import { userIdFromActivity } from '../../../src/domain/ids.ts';
import { by, FERRY, type Person } from '../../../src/domain/person.ts';
import { en } from '../../../src/text/en.ts';
import { approvalOf, NOW } from '../../cards/fixtures.ts';

const person = (id: string): Person => ({ id: userIdFromActivity(id), tenant: 't-1', name: id });
const [ADA, ABE, ALMA, AUDREY, OLA] = ['ada', 'abe', 'alma', 'audrey', 'ola'].map(person) as [Person, Person, Person, Person, Person];
const POLICY: AccessPolicy = { tenants: ['t-1'], viewers: [], operators: [OLA.id], approvers: [], admins: [ADA.id, ABE.id, ALMA.id], auditors: [AUDREY.id] };
const REASON = 'all approvers are on one flight';
const BREAK: GlassCommand = { type: 'break', reason: REASON };
const CONFIRM: GlassCommand = { type: 'confirm' };
const REVIEW: GlassCommand = { type: 'review', reason: 'it was right, the line was down' };

const fresh = (over: Partial<Approval> = {}): Approval => approvalOf({ requester: OLA, requestedAt: NOW, expiresAt: NOW + 3 * REVIEW_WITHIN, status: 'requested', approvals: [], quorum: 2, ...over });
const decide = (a: Approval, c: GlassCommand, who: Person, o: { readonly now?: number; readonly policy?: AccessPolicy } = {}) => decideGlass(a, c, { who, now: o.now ?? NOW, policy: o.policy ?? POLICY });

/** Carries out steps that must all be allowed. */
function after(a: Approval, ...steps: readonly (readonly [GlassCommand, Person, number?])[]): Approval {
  let state = a;
  for (const [c, who, now = NOW] of steps) {
    const decided = decide(state, c, who, { now });
    if (!decided.ok) throw new Error(decided.error.code);
    for (const event of decided.value) state = evolveApproval(state, { event, at: now, actor: by(who) });
  }
  return state;
}

describe('break-glass', () => {
  test('two admins fill the quorum; the event names both, the reason and until when it is reviewed', () => {
    const asked = after(fresh(), [BREAK, ADA]);
    expect(asked.status).toBe('requested');
    expect(isGlassAsked(asked, NOW)).toBe(true);
    const broken = after(asked, [CONFIRM, ABE, NOW + 1]);
    expect(broken).toMatchObject({ status: 'approved', glass: { broken: { people: [ADA, ABE], reason: REASON } } });
    expect(reviewDue(broken)).toBe(NOW + 1 + REVIEW_WITHIN);
    expect(recheckQuorum(broken, { policy: POLICY })).toEqual([]);
  });

  const asked = after(fresh(), [BREAK, ADA]);
  const broken = after(asked, [CONFIRM, ABE]);
  const reviewed = after(broken, [REVIEW, ALMA]);
  test.each([
    { reason: 'only admins', a: fresh(), c: BREAK, who: AUDREY, code: 'not-allowed-here' },
    { reason: 'a short reason explains nothing', a: fresh(), c: { type: 'break', reason: 'approvers are away   ' }, who: ADA, code: 'glass-reason-short' },
    { reason: 'an admin who asked for the cutover', a: fresh({ requester: ADA }), c: BREAK, who: ADA, code: 'requester-cannot-approve' },
    { reason: 'the requester does not confirm either', a: after(fresh({ requester: ABE }), [BREAK, ADA]), c: CONFIRM, who: ABE, code: 'requester-cannot-approve' },
    { reason: 'one person is not two', a: asked, c: CONFIRM, who: ADA, code: 'glass-second-person' },
    { reason: 'another admin asks again instead of confirming', a: asked, c: BREAK, who: ABE, code: 'glass-asked' },
    { reason: 'nobody asked', a: fresh(), c: CONFIRM, who: ABE, code: 'glass-not-asked' },
    { reason: 'the second one comes too late', a: asked, c: CONFIRM, who: ABE, now: NOW + SECOND_WITHIN, code: 'glass-not-asked' },
    { reason: 'the first one is no admin any more', a: asked, c: CONFIRM, who: ABE, policy: { ...POLICY, admins: [ABE.id] }, code: 'glass-not-asked' },
    { reason: 'the request is over', a: fresh({ status: 'rejected' }), c: BREAK, who: ADA, code: 'already-decided' },
    { reason: 'its time is over', a: fresh({ expiresAt: NOW }), c: BREAK, who: ADA, code: 'expired' },
    { reason: 'it was used already', a: broken, c: CONFIRM, who: ALMA, code: 'already-decided' },
    { reason: 'nothing to review before', a: asked, c: REVIEW, who: AUDREY, code: 'glass-no-review' },
    { reason: 'nothing to review afterwards', a: reviewed, c: REVIEW, who: AUDREY, code: 'glass-no-review' },
    { reason: 'the first one does not review it', a: broken, c: REVIEW, who: ADA, code: 'glass-not-you' },
    { reason: 'nor the second', a: broken, c: REVIEW, who: ABE, code: 'glass-not-you' },
    { reason: 'nor whoever it was used for', a: after(fresh({ requester: AUDREY }), [BREAK, ADA], [CONFIRM, ABE]), c: REVIEW, who: AUDREY, code: 'glass-not-you' },
    { reason: 'nor somebody without the role', a: broken, c: REVIEW, who: OLA, code: 'not-allowed-here' },
    { reason: 'a review says something', a: broken, c: { type: 'review', reason: ' ' }, who: ALMA, code: 'reason-needed' },
  ] as const)('is refused: $reason', ({ a, c, who, code, ...o }) => {
    expect(decide(a, c, who, o)).toMatchObject({ ok: false, error: { code } });
  });

  test('after half an hour somebody may ask anew', () => {
    const again = after(asked, [BREAK, ABE, NOW + SECOND_WITHIN], [CONFIRM, ADA, NOW + SECOND_WITHIN + 1]);
    expect(again.glass?.broken?.people).toEqual([ABE, ADA]);
  });

  test.each([AUDREY, ALMA])('$name reviews it, once', (who) => {
    const done = after(broken, [REVIEW, who]);
    expect(done.glass?.reviewed).toMatchObject({ by: who, reason: 'it was right, the line was down' });
    expect(reviewDue(done)).toBeNull();
  });

  test('nobody reviewed it in time: told once', () => {
    const due = NOW + REVIEW_WITHIN;
    expect(overdueEvents(broken, due - 1)).toEqual([]);
    const events = overdueEvents(broken, due);
    expect(events).toEqual([{ type: 'GlassReviewOverdue', due }]);
    const told = events.reduce((a: Approval, event: ApprovalEvent) => evolveApproval(a, { event, at: due, actor: FERRY }), broken);
    expect(overdueEvents(told, due + 1)).toEqual([]);
    // Every day until somebody did.
    expect(overdueEvents(told, due + DAY - 1)).toEqual([]);
    expect(overdueEvents(told, due + DAY)).toEqual(events);
    expect(overdueEvents(reviewed, due)).toEqual([]);
    expect(after(told, [REVIEW, AUDREY, due + 2]).glass?.reviewed).toBeDefined();
  });

  test('whoever is no admin at run does not stand in for anybody: it is asked anew, and the glass is whole again', () => {
    const policy = { ...POLICY, admins: [ADA.id] };
    expect(holdsByGlass(broken, policy)).toBe(false);
    const events = recheckQuorum(broken, { policy });
    expect(events).toEqual([{ type: 'ApproversLost', people: [], reopened: true }]);
    const anew = events.reduce((a: Approval, event: ApprovalEvent) => evolveApproval(a, { event, at: NOW, actor: FERRY }), broken);
    expect(anew.status).toBe('requested');
    expect(isGlassBroken(anew)).toBe(false);
    expect(decide(anew, CONFIRM, ABE)).toMatchObject({ ok: false, error: { code: 'glass-not-asked' } });
  });

  test('evidence that got worse asks anew; it can be used for what is shown then', () => {
    const worse: ApprovalEvent = { type: 'EvidenceWorsened', evidence: broken.evidence, changes: [{ what: 'rpo', then: 60, now: 4_000 }] };
    const suspended = evolveApproval(broken, { event: worse, at: NOW, actor: FERRY });
    expect(isGlassBroken(suspended)).toBe(false);
    const again = after(suspended, [BREAK, ABE], [CONFIRM, ALMA]);
    expect(again).toMatchObject({ status: 'approved', suspended: null, glass: { broken: { people: [ABE, ALMA] } } });
    expect(again.glass?.reviewed).toBeUndefined();
  });

  test('every refusal has a sentence', () => {
    for (const code of GLASS_REFUSALS) expect(en.rejection({ code, detail: { id: 'A-7', least: '20', by: 'Ada' } })).toMatch(/\w{3,}.*\./);
  });
});

test('the scope keeps what is to be reviewed until it was', () => {
  const review = { approvalId: approvalOf().id, machine: 'web-01', people: [ADA, ABE], reason: REASON, due: NOW };
  const opened = evolveGovernance(emptyGovernance('s'), { event: { type: 'ReviewOpened', review }, at: NOW, actor: by(ABE) });
  expect(evolveGovernance(opened, { event: { type: 'ReviewOpened', review: { ...review, due: NOW + 1 } }, at: NOW, actor: by(ABE) }).reviews).toEqual([{ ...review, due: NOW + 1 }]);
  expect(evolveGovernance(opened, { event: { type: 'ReviewClosed', approvalId: review.approvalId, reason: 'seen' }, at: NOW, actor: by(AUDREY) }).reviews).toEqual([]);
});
