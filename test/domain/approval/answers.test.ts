/** What people can do with a request beside a first yes or no. */
import { describe, expect, test } from '@jest/globals';
import { recheckQuorum } from '../../../src/domain/approval/decide.ts';
import { answerUntil, isOpen } from '../../../src/domain/approval/open.ts';
import { groupIdFromSettings } from '../../../src/domain/ids.ts';
import type { Approval, EvidenceChange } from '../../../src/domain/approval/types.ts';
import { HOUR } from '../../../src/domain/time.ts';
import { nextNudge, nudgesDue } from '../../../src/domain/approval/nudges.ts';
import { ANA, approval, EVIDENCE, OLA, person, T0 } from '../migration/fixtures.ts';
import { after, electorate, idOf, said } from './support.ts';

const BOB = person('bob');
const CLEO = person('cleo');
const yes = { type: 'approve', comment: '' } as const;
const by = (...names: readonly string[]) => names.map((n) => ({ by: person(n), at: T0, comment: '' }));
const WINDOW = { from: T0 + 2 * HOUR, to: T0 + 6 * HOUR, zone: 'UTC' };
const CHANGES: readonly EvidenceChange[] = [{ what: 'rpo', then: 60, now: 4_260 }];
const worse = (a: Approval): Approval => after(a, [{ type: 'EvidenceWorsened', evidence: { ...EVIDENCE, rpoSeconds: 4_260 }, changes: CHANGES }]);

describe('a typed confirmation', () => {
  const asks = approval({ confirm: 'web-01' });

  test.each([
    { typed: 'web-01', then: null }, { typed: ' WEB-01 ', then: null }, { typed: '"web-01"', then: null },
    { typed: '', then: 'confirmation-needed' }, { typed: 'web-02', then: 'confirmation-needed' }, { typed: 'web-01 not yet', then: 'confirmation-needed' },
  ])('"$typed"', ({ typed, then }) => {
    const { refused, state } = said(asks, { ...yes, typed }, { who: ANA });
    expect(refused).toBe(then);
    expect(state.status).toBe(then === null ? 'approved' : 'requested');
  });

  test('is kept with the answer', () => {
    expect(said(asks, { ...yes, typed: 'Web-01' }, { who: ANA }).state.approvals[0]?.typed).toBe('web-01');
  });

  test('is not asked where the policy does not, but other words are no yes', () => {
    expect(said(approval(), { ...yes, typed: '' }, { who: ANA }).refused).toBeNull();
    expect(said(approval(), { ...yes, typed: 'not yet' }, { who: ANA }).refused).toBe('confirmation-needed');
  });
});

describe('somebody who stands in', () => {
  const lends = (from = ANA, to = BOB, until = T0 + HOUR) => electorate(['ana', 'cleo'], { delegations: [{ from, to, at: T0 - 1, until }] });
  const asked = (change: Partial<Approval> = {}): Approval => approval({ approvers: [idOf('ana'), idOf('cleo'), idOf('ola')], ...change });

  test('answers in the right of the approver', () => {
    expect(said(asked(), yes, { who: BOB, electorate: lends() }).state).toMatchObject({ status: 'approved', approvals: [{ by: BOB, for: ANA }] });
  });

  test.each([
    { reason: 'after the date', electorate: lends(ANA, BOB, T0) },
    { reason: 'when it was taken back', electorate: electorate(['ana'], { delegations: [{ from: ANA, to: BOB, at: T0 - 9, until: T0 + 9, endedAt: T0 }] }) },
    { reason: 'for somebody who is no approver any more', electorate: electorate(['cleo'], { delegations: [{ from: ANA, to: BOB, at: T0 - 1, until: T0 + HOUR }] }) },
    { reason: 'for the requester: that would be four eyes in one head', electorate: electorate(['ola', 'cleo'], { delegations: [{ from: OLA, to: BOB, at: T0 - 1, until: T0 + HOUR }] }) },
  ])('not $reason', (row) => {
    expect(said(asked(), yes, { who: BOB, electorate: row.electorate }).refused).toBe('not-an-approver');
  });

  test('never is the requester', () => {
    expect(said(asked(), yes, { who: OLA, electorate: lends(ANA, OLA) }).refused).toBe('requester-cannot-approve');
  });

  test('counts once together with the approver, whoever answers first', () => {
    const two = asked({ quorum: 2 });
    const first = said(two, yes, { who: BOB, electorate: lends() }).state;
    expect(said(first, yes, { who: ANA, electorate: lends() }).refused).toBe('already-decided');
    const own = said(two, yes, { who: ANA, electorate: lends() }).state;
    expect(said(own, yes, { who: BOB, electorate: lends() }).refused).toBe('already-decided');
    expect(said(own, yes, { who: CLEO, electorate: lends() }).state.status).toBe('approved');
  });

  test('for two approvers answers for one of them', () => {
    const both = electorate(['ana', 'cleo'], { delegations: [{ from: ANA, to: BOB, at: T0, until: T0 + HOUR }, { from: CLEO, to: BOB, at: T0, until: T0 + HOUR }] });
    const once = said(asked({ quorum: 2 }), yes, { who: BOB, electorate: both }).state;
    expect(once.approvals).toHaveLength(1);
    expect(said(once, yes, { who: BOB, electorate: both }).refused).toBe('already-decided');
  });

  test('takes the seat of the approver', () => {
    const seats = [{ name: 'owner', needed: 1, holders: [idOf('ana')] }];
    expect(said(asked({ seats }), yes, { who: BOB, electorate: { ...lends(), seats } }).state).toMatchObject({ status: 'approved', approvals: [{ seats: ['owner'] }] });
  });
});

describe('people who left', () => {
  const approved = approval({ quorum: 2, status: 'approved', approvers: [idOf('ana'), idOf('bob'), idOf('cleo')], approvals: by('ana', 'bob'), window: WINDOW, expiresAt: WINDOW.from });

  test('do not count at run: it goes back to one of two and may be answered until it may not run any more', () => {
    const events = recheckQuorum(approved, electorate(['ana', 'cleo']));
    expect(events).toEqual([{ type: 'ApproversLost', people: [BOB], reopened: true }]);
    const back = after(approved, events, WINDOW.from + 1);
    expect(back).toMatchObject({ status: 'requested', approvals: [{ by: ANA }], round: 1, expiresAt: WINDOW.to });
    expect(said(back, yes, { who: CLEO, now: WINDOW.from + 2, electorate: electorate(['ana', 'cleo']) }).state.status).toBe('approved');
  });

  test('change nothing while enough are left', () => {
    expect(recheckQuorum(approved, electorate(['ana', 'bob']))).toEqual([]);
    expect(recheckQuorum({ ...approved, approvals: by('ana', 'bob', 'cleo') }, electorate(['ana', 'cleo']))).toEqual([]);
  });

  test('reopen also what runs already, so that no failover begins', () => {
    expect(after({ ...approved, status: 'running' }, recheckQuorum({ ...approved, status: 'running' }, electorate([]))).status).toBe('requested');
  });

  test('do not count at the click of somebody else', () => {
    const one = { ...approved, status: 'requested', approvals: by('bob') } as const;
    const { state, events } = said(one, yes, { who: ANA, electorate: electorate(['ana', 'cleo']) });
    expect(events.map((e) => e.type)).toEqual(['ApproversLost', 'Approved']);
    expect(state).toMatchObject({ status: 'requested', approvals: [{ by: ANA }] });
  });

  test('are not given up at a click while a group cannot be read', () => {
    const silent = { ...electorate(['ana']), policy: { ...electorate(['ana']).policy, silent: [{ group: groupIdFromSettings('00000000-0000-4000-8000-0000000000f1'), roles: ['approver'], seats: [], state: 'unreadable', why: 'it does not answer' }] } } as const;
    const one = { ...approved, status: 'requested', approvals: by('bob') } as const;
    expect(said(one, yes, { who: ANA, electorate: silent })).toMatchObject({ events: [{ type: 'Approved', reached: false }], state: { approvals: [{ by: BOB }, { by: ANA }], status: 'requested' } });
  });

  test('of a seat do not fill it any more', () => {
    const seats = [{ name: 'owner', needed: 1, holders: [idOf('ana')] }];
    const seated = approval({ quorum: 1, status: 'approved', seats, approvals: [{ by: ANA, at: T0, comment: '', seats: ['owner'] }] });
    expect(recheckQuorum(seated, electorate(['*'], { seats }))).toEqual([]);
    expect(recheckQuorum(seated, electorate(['*'], { seats: [{ ...seats[0]!, holders: [] }] }))).toHaveLength(1);
  });
});

describe('evidence that got worse', () => {
  const approved = approval({ quorum: 2, status: 'approved', approvals: by('ana', 'bob'), window: WINDOW, expiresAt: WINDOW.from });
  const held = worse(approved);

  test('keeps it approved, but asks the same people again', () => {
    expect(held).toMatchObject({ status: 'approved', round: 1, suspended: { changes: CHANGES, again: [] } });
    expect(isOpen(held)).toBe(true);
    expect(answerUntil(held)).toBe(WINDOW.to);
  });

  test('is approved again by as many people as before, and only then is what was approved', () => {
    const one = said(held, { ...yes, round: 1 }, { who: ANA }).state;
    expect(one).toMatchObject({ status: 'approved', suspended: { again: [{ by: ANA }] }, evidence: EVIDENCE });
    expect(said(one, { ...yes, round: 1 }, { who: ANA }).refused).toBe('already-decided');
    const two = said(one, { ...yes, round: 1 }, { who: BOB }).state;
    expect(two).toMatchObject({ status: 'approved', suspended: null, evidence: { rpoSeconds: 4_260 }, approvals: [{ by: ANA }, { by: BOB }] });
    expect(isOpen(two)).toBe(false);
  });

  test('can be rejected by one', () => {
    expect(said(held, { type: 'reject', reason: 'not with this', round: 1 }, { who: ANA }).state.status).toBe('rejected');
  });

  test('is not approved by a card from before, nor by words that may not know of it', () => {
    expect(said(held, { ...yes, round: 0 }, { who: ANA }).refused).toBe('asked-again');
    expect(said(held, { type: 'reject', reason: 'no', round: 0 }, { who: ANA }).refused).toBe('asked-again');
    expect(said(held, { ...yes, round: null }, { who: ANA }).refused).toBe('asked-again');
    expect(said(held, { ...yes, round: null, again: true }, { who: ANA }).refused).toBeNull();
  });

  test('is not rechecked while it is asked again', () => {
    expect(recheckQuorum(held, electorate([]))).toEqual([]);
  });

  test('cannot be answered when its time to run is over', () => {
    expect(said(held, { ...yes, round: 1 }, { who: ANA, now: WINDOW.to }).refused).toBe('expired');
  });
});

describe('taking back', () => {
  const one = approval({ quorum: 2, approvals: by('ana') });

  test('an approver takes the own answer back until there are enough', () => {
    expect(said(one, { type: 'withdraw', reason: '' }, { who: ANA })).toMatchObject({ events: [{ type: 'DecisionTakenBack' }], state: { approvals: [], status: 'requested' } });
    expect(said({ ...one, status: 'approved', approvals: by('ana', 'bob') }, { type: 'withdraw', reason: '' }, { who: ANA }).refused).toBe('quorum-met');
    expect(said({ ...one, status: 'done' }, { type: 'withdraw', reason: '' }, { who: ANA }).refused).toBe('already-decided');
  });

  test('is nothing for somebody who has not answered', () => {
    expect(said(one, { type: 'withdraw', reason: '' }, { who: BOB }).refused).toBe('not-the-requester');
  });

  test('of a second yes leaves the first one as it was', () => {
    const held = said(worse(approval({ quorum: 2, status: 'approved', approvals: by('ana', 'bob') })), { ...yes, round: 1 }, { who: ANA }).state;
    expect(said(held, { type: 'withdraw', reason: '' }, { who: ANA }).state).toMatchObject({ approvals: [{ by: ANA }, { by: BOB }], suspended: { again: [] } });
  });
});

describe('a question', () => {
  test('stops no clock: the request expires, and is told about, when it would have', () => {
    const before = approval({ backups: [BOB.id] });
    const after = said(before, { type: 'ask', text: 'Is the backup done?' }, { who: ANA }).state;
    expect([after.expiresAt, nextNudge(after, T0), nudgesDue(after, before.expiresAt - 1)]).toEqual([before.expiresAt, nextNudge(before, T0), nudgesDue(before, before.expiresAt - 1)]);
    expect(nudgesDue(after, before.expiresAt - 1)).not.toEqual([]);
  });

  test('is kept and decides nothing', () => {
    expect(said(approval(), { type: 'ask', text: ' Is the backup done? ' }, { who: ANA }).state).toMatchObject({ status: 'requested', approvals: [], questions: [{ by: ANA, text: 'Is the backup done?' }] });
  });

  test.each([
    { reason: 'without words', who: ANA, text: ' ', then: 'question-needed' },
    { reason: 'of somebody who may not answer', who: { ...ANA, tenant: 'x' }, text: 'why?', then: 'not-an-approver' },
    { reason: 'of the requester', who: OLA, text: 'why?', then: 'requester-cannot-approve' },
  ])('$reason is refused', ({ who, text, then }) => {
    expect(said(approval(), { type: 'ask', text }, { who }).refused).toBe(then);
  });
});
