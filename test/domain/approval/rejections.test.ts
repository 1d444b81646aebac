/** A request that it takes several people to reject: who counts, once, and by what was said last. */
import { describe, expect, test } from '@jest/globals';
import { recheckQuorum, type ApprovalCommand } from '../../../src/domain/approval/decide.ts';
import { groupIdFromSettings } from '../../../src/domain/ids.ts';
import type { Approval, ApprovalStatus } from '../../../src/domain/approval/types.ts';
import type { Person } from '../../../src/domain/person.ts';
import { HOUR } from '../../../src/domain/time.ts';
import { ANA, approval, EVIDENCE, OLA, person, T0 } from '../migration/fixtures.ts';
import { after, electorate, idOf, said } from './support.ts';

const [BOB, CLEO, DAN] = [person('bob'), person('cleo'), person('dan')];
const yes: ApprovalCommand = { type: 'approve', comment: '' };
const no = (reason = 'not tonight'): ApprovalCommand => ({ type: 'reject', reason });
const back: ApprovalCommand = { type: 'withdraw', reason: '' };
const asked = (change: Partial<Approval> = {}): Approval => approval({ quorum: 2, rejectQuorum: 2, approvers: ['ola', 'ana', 'bob', 'cleo', 'dan'].map(idOf), ...change });

type Said = readonly [Person, ApprovalCommand, string?];
/** What is said one after the other; a third entry is the refusal that is expected. */
function talk(a: Approval, all: readonly Said[], e = electorate(['*'])): Approval {
  return all.reduce((state, [who, command, refused]) => {
    const answer = said(state, command, { who, electorate: e });
    expect([who.name, command.type, answer.refused]).toEqual([who.name, command.type, refused ?? null]);
    return answer.state;
  }, a);
}
const names = (all: Approval['approvals'] | undefined): readonly string[] => (all ?? []).map((d) => d.by.name);

type Row = { readonly reason: string; readonly n?: number; readonly says: readonly Said[]; readonly status: ApprovalStatus; readonly yes?: readonly string[]; readonly no?: readonly string[] };
const rows: readonly Row[] = [
  { reason: 'one of two leaves it open', says: [[BOB, no()]], status: 'requested', no: ['bob'] },
  { reason: 'the second one ends it', says: [[BOB, no()], [CLEO, no()]], status: 'rejected', no: ['bob', 'cleo'] },
  { reason: 'the same person twice is one', says: [[BOB, no()], [BOB, no('again'), 'rejection-stands']], status: 'requested', no: ['bob'] },
  { reason: 'another spelling of the same id is the same person', says: [[BOB, no()], [{ ...BOB, id: idOf('BOB'), name: 'Somebody' }, no(), 'rejection-stands']], status: 'requested', no: ['bob'] },
  { reason: 'three of three', n: 3, says: [[BOB, no()], [CLEO, no()], [DAN, no()]], status: 'rejected', no: ['bob', 'cleo', 'dan'] },
  { reason: 'two of three', n: 3, says: [[BOB, no()], [CLEO, no()]], status: 'requested', no: ['bob', 'cleo'] },
  { reason: 'a full quorum is approved, one of two against it', says: [[BOB, no()], [CLEO, yes], [DAN, yes]], status: 'approved', yes: ['cleo', 'dan'], no: ['bob'] },
  { reason: 'less than a quorum is not, however few rejected', n: 3, says: [[BOB, no()], [CLEO, yes]], status: 'requested', yes: ['cleo'], no: ['bob'] },
  { reason: 'no, then yes: the yes counts', says: [[BOB, no()], [BOB, yes], [CLEO, no()]], status: 'requested', yes: ['bob'], no: ['cleo'] },
  { reason: 'yes, then no: the no counts', says: [[BOB, yes], [BOB, no()], [CLEO, yes]], status: 'requested', yes: ['cleo'], no: ['bob'] },
  { reason: 'to and fro is one answer', says: [[BOB, no()], [BOB, yes], [BOB, no()], [BOB, yes], [CLEO, yes]], status: 'approved', yes: ['bob', 'cleo'] },
  { reason: 'taken back is nothing', says: [[BOB, no()], [BOB, back], [CLEO, no()]], status: 'requested', no: ['cleo'] },
  { reason: 'a reason is needed for each', says: [[BOB, no(' '), 'reason-needed']], status: 'requested' },
  { reason: 'the requester is none of them', says: [[OLA, no(), 'requester-cannot-approve'], [BOB, no()]], status: 'requested', no: ['bob'] },
  { reason: 'nor an account of another tenant', says: [[{ ...BOB, tenant: 'x' }, no(), 'not-an-approver']], status: 'requested' },
  { reason: 'nor anybody who was not asked', says: [[person('eve'), no(), 'not-an-approver']], status: 'requested' },
  { reason: 'what is rejected takes no yes any more', says: [[BOB, no()], [CLEO, no()], [DAN, yes, 'already-decided'], [BOB, yes, 'already-decided'], [BOB, back, 'not-the-requester']], status: 'rejected', no: ['bob', 'cleo'] },
  { reason: 'what is approved takes no no any more', says: [[BOB, no()], [CLEO, yes], [DAN, yes], [ANA, no(), 'already-decided'], [BOB, back, 'not-the-requester']], status: 'approved', yes: ['cleo', 'dan'], no: ['bob'] },
];

test.each(rows)('$reason', (row) => {
  const a = talk(asked({ rejectQuorum: row.n ?? 2 }), row.says);
  expect({ status: a.status, yes: names(a.approvals), no: names(a.rejections) }).toEqual({ status: row.status, yes: row.yes ?? [], no: row.no ?? [] });
});

test('it ends with the words of everybody who rejected it, and each record carries its own', () => {
  const first = said(asked(), no('no backup'), { who: BOB });
  expect(first.events).toEqual([{ type: 'Rejected', reason: 'no backup', decision: { by: BOB, at: T0, comment: 'no backup' }, reached: false }]);
  const second = said(first.state, no('the shop is open'), { who: CLEO });
  expect(second.events).toMatchObject([{ type: 'Rejected', reason: 'the shop is open', reached: true }]);
  expect(second.state).toMatchObject({ status: 'rejected', closing: { by: CLEO, reason: 'bob: no backup; cleo: the shop is open' }, rejections: [{ by: BOB, comment: 'no backup' }, { by: CLEO, comment: 'the shop is open' }] });
});

test.each([{ reason: 'left out', change: {} }, { reason: 'one', change: { rejectQuorum: 1 } }])('$reason: one rejection ends it, with a record as ever', ({ change }) => {
  expect(said(approval(change), no(), { who: BOB })).toMatchObject({ events: [{ type: 'Rejected', reason: 'not tonight' }], state: { status: 'rejected', closing: { by: BOB, reason: 'not tonight' } } });
  expect(said(approval(change), no(), { who: BOB }).state).not.toHaveProperty('rejections');
});

describe('people who left', () => {
  const one = talk(asked(), [[BOB, no()]]);
  const without = electorate(['ana', 'cleo', 'dan']);

  test('are none of those who reject; the record says whose word was lost', () => {
    const { events, state } = said(one, no(), { who: CLEO, electorate: without });
    expect(events).toMatchObject([{ type: 'ApproversLost', people: [BOB], reopened: false, rejected: true }, { type: 'Rejected', reached: false }]);
    expect([state.status, names(state.rejections)]).toEqual(['requested', ['cleo']]);
  });

  test('do not stand on the card after the next yes either', () => {
    expect(names(said(one, yes, { who: CLEO, electorate: without }).state.rejections)).toEqual([]);
  });

  test('are not known to have left while a group cannot be read: their no counts', () => {
    const silent = { policy: { ...without.policy, silent: [{ group: groupIdFromSettings('00000000-0000-4000-8000-0000000000f1'), roles: ['approver'], seats: [], state: 'unreadable', why: 'it does not answer' }] } } as const;
    expect(said(one, no(), { who: CLEO, electorate: silent }).state.status).toBe('rejected');
  });
});

describe('somebody who stands in', () => {
  const lends = electorate(['ana', 'cleo', 'dan'], { delegations: [{ from: ANA, to: BOB, at: T0 - 1, until: T0 + HOUR }] });

  test.each<Row>([
    { reason: 'counts once together with the approver, whoever rejects first', says: [[BOB, no()], [ANA, no(), 'rejection-stands']], status: 'requested', no: ['bob'] },
    { reason: 'the approver first', says: [[ANA, no()], [BOB, no(), 'rejection-stands']], status: 'requested', no: ['ana'] },
    { reason: 'cannot approve against the no of the approver', says: [[ANA, no()], [BOB, yes, 'rejection-stands']], status: 'requested', no: ['ana'] },
    { reason: 'the approver has the last word over a stand-in', says: [[BOB, no()], [ANA, yes]], status: 'requested', yes: ['ana'] },
    { reason: 'a no for the approver takes the place of the yes', says: [[ANA, yes], [BOB, no()], [CLEO, yes]], status: 'requested', yes: ['cleo'], no: ['bob'] },
    { reason: 'the no of the approver takes the place of the yes of a stand-in', says: [[BOB, yes], [ANA, no()], [CLEO, yes]], status: 'requested', yes: ['cleo'], no: ['ana'] },
    { reason: 'may think again', says: [[BOB, no()], [BOB, yes], [CLEO, yes]], status: 'approved', yes: ['bob', 'cleo'] },
  ])('$reason', (row) => {
    const a = talk(asked(), row.says, lends);
    expect({ status: a.status, yes: names(a.approvals), no: names(a.rejections) }).toEqual({ status: row.status, yes: row.yes ?? [], no: row.no ?? [] });
  });
});

describe('asked anew', () => {
  const approved = talk(asked(), [[DAN, no()], [ANA, yes], [BOB, yes]]);
  const held = after(approved, [{ type: 'EvidenceWorsened', evidence: { ...EVIDENCE, rpoSeconds: 4_260 }, changes: [{ what: 'rpo', then: 60, now: 4_260 }] }]);
  const again: ApprovalCommand = { ...yes, type: 'approve', comment: '', round: 1 };

  test('for worse evidence: a no still stands, one more ends it', () => {
    expect(names(held.rejections)).toEqual(['dan']);
    expect(talk(held, [[CLEO, no('not with this')]]).status).toBe('rejected');
  });

  test('for worse evidence: enough approve again, the no stands beside it', () => {
    expect(talk(held, [[ANA, again], [BOB, again]])).toMatchObject({ status: 'approved', suspended: null, rejections: [{ by: DAN }] });
  });

  test('for people who left: whoever has rejected can approve after all', () => {
    const reopened = after(approved, recheckQuorum(approved, electorate(['ana', 'dan', 'cleo'])));
    expect(reopened).toMatchObject({ status: 'requested', approvals: [{ by: ANA }], rejections: [{ by: DAN }] });
    expect(talk(reopened, [[DAN, again]])).toMatchObject({ status: 'approved', approvals: [{ by: ANA }, { by: DAN }], rejections: [] });
  });

  test('at run nobody is an approver who has rejected since', () => {
    // Approved once, then against it when it got worse; two admins let it pass, and are none any more.
    const against = talk(held, [[DAN, again], [ANA, no('too old')]]);
    const passed = after(against, [{ type: 'GlassBroken', people: [CLEO, BOB], reason: 'nobody can be reached', reviewBy: T0 + HOUR }]);
    expect(names(passed.approvals)).toEqual(['ana', 'bob']);
    expect(recheckQuorum(passed, electorate(['*']))).toEqual([{ type: 'ApproversLost', people: [ANA], reopened: true }]);
  });
});
