/** Walks of a request through everything that people, the clock and the clouds can do to it. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { APPROVAL_REFUSALS, recheckQuorum, type ApprovalCommand } from '../../../src/domain/approval/decide.ts';
import { answerUntil, isAnswerable, isOpen, isSuspended } from '../../../src/domain/approval/open.ts';
import { nudgesDue } from '../../../src/domain/approval/nudges.ts';
import type { Approval, ApprovalEvent, ApprovalEventType, ApprovalStatus } from '../../../src/domain/approval/types.ts';
import { samePerson, type Person } from '../../../src/domain/person.ts';
import { MINUTE } from '../../../src/domain/time.ts';
import { runBy } from '../../../src/domain/window/gate.ts';
import { en } from '../../../src/text/en.ts';
import { ANA, approval, EVIDENCE, OLA, person, T0 } from '../migration/fixtures.ts';
import { after, electorate, idOf, said } from './support.ts';

const PEOPLE = [OLA, ANA, person('bob'), person('cleo')];
const NAMES = ['ola', 'ana', 'bob', 'cleo'];
const ENDS: ReadonlySet<ApprovalStatus> = new Set(['done', 'failed', 'rejected', 'expired', 'withdrawn', 'voided', 'missed']);

type Move =
  | { readonly do: 'say'; readonly who: number; readonly command: ApprovalCommand }
  | { readonly do: 'members'; readonly names: readonly string[] }
  | { readonly do: 'stand-in'; readonly from: number; readonly to: number }
  | { readonly do: 'run' } | { readonly do: 'worse' } | { readonly do: 'end'; readonly success: boolean } | { readonly do: 'timer'; /** The clock goes on, but the timer does not come. */ readonly late: boolean };

const round = fc.constantFrom(null, 0, 1, 2);
const command = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('approve' as const), comment: fc.constant(''), typed: fc.constantFrom('web-01', 'web-01', 'web-01', ''), round, again: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('reject' as const), reason: fc.constantFrom('', 'no', 'no'), round }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('withdraw' as const), reason: fc.constant('') }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('ask' as const), text: fc.constantFrom('', 'why?') }) },
);
const who = fc.nat({ max: 3 });
const move = fc.oneof<fc.WeightedArbitrary<Move>[]>(
  { weight: 10, arbitrary: fc.record({ do: fc.constant('say' as const), who, command }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('members' as const), names: fc.subarray(NAMES, { minLength: 1 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('stand-in' as const), from: who, to: who }) },
  { weight: 1, arbitrary: fc.constant({ do: 'run' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'worse' as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('end' as const), success: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('timer' as const), late: fc.boolean() }) },
);

type Needed = { readonly yes: number; readonly no: number };

function makeRun({ yes: quorum, no: against }: Needed) {
  const r = {
    now: T0, a: approval({ quorum, ...(against > 1 ? { rejectQuorum: against } : {}), confirm: 'web-01', lastEditor: person('bob'), approvers: NAMES.map(idOf), expiresAt: T0 + 60 * MINUTE, window: { from: T0 + 60 * MINUTE, to: T0 + 66 * MINUTE, zone: 'UTC' } }),
    members: NAMES as readonly string[], standIns: [] as { from: Person; to: Person; at: number; until: number }[], violations: [] as string[], refusals: new Set<string>(), seen: new Set<ApprovalEventType>(), statuses: new Set<ApprovalStatus>(['requested']),
  };
  const now = () => electorate(r.members, { delegations: r.standIns });

  function keep(events: readonly ApprovalEvent[]): void {
    r.a = after(r.a, events, r.now);
    events.forEach((e) => r.seen.add(e.type));
  }

  /** Written anew, not with Ferry's own count: different people who may approve now, not the requester, not the last editor alone. */
  function enoughNow(): boolean {
    const heads = r.a.approvals.filter((d) => r.members.some((n) => idOf(n) === (d.for ?? d.by).id)).flatMap((d) => [d.by.id]);
    const others = r.a.approvals.filter((d) => !samePerson(d.by, person('bob')) && (d.for === undefined || !samePerson(d.for, person('bob'))) && r.members.some((n) => idOf(n) === (d.for ?? d.by).id));
    return new Set(heads).size >= quorum && others.length > 0;
  }

  function say(m: Extract<Move, { do: 'say' }>): void {
    const p = PEOPLE[m.who] ?? OLA;
    const before = r.a;
    const { state, refused, events } = said(r.a, m.command, { who: p, now: r.now, electorate: now() });
    r.a = state;
    events.forEach((e) => r.seen.add(e.type));
    if (refused !== null) r.refusals.add(refused);
    if (refused === null && ENDS.has(before.status)) r.violations.push(`${m.command.type} was taken although it was ${before.status}`);
    if (refused === null && samePerson(p, OLA) && m.command.type !== 'withdraw') r.violations.push('the requester answered');
    if (r.a.status === 'rejected' && before.status !== 'rejected') ended(before, p);
    if (before.status === 'requested' && r.a.status === 'approved' && !enoughNow()) r.violations.push('approved without enough');
  }

  /** Written anew: with the one who says it now there are enough heads that may answer, and one fewer was not enough. */
  function ended(before: Approval, last: Person): void {
    const heads = new Set([...(before.rejections ?? []).filter((d) => r.members.some((n) => idOf(n) === (d.for ?? d.by).id)).map((d) => d.by.id), last.id]);
    if (heads.size !== against) r.violations.push(`rejected by ${heads.size} of ${against}`);
    if (r.a.closing?.by?.id !== last.id) r.violations.push('it was not ended by the last one who rejected it');
  }

  function run(): void {
    keep(recheckQuorum(r.a, now()));
    if (r.a.status !== 'approved' || isSuspended(r.a) || r.now >= runBy(r.a)) return;
    if (!enoughNow()) r.violations.push('it would run without a quorum of people who may approve now');
    keep([{ type: 'RunStarted' }]);
  }

  function timer(late = false): void {
    r.now += 11 * MINUTE;
    if (late) return;
    const due = nudgesDue(r.a, r.now);
    if (due.some((n) => r.a.nudged?.includes(n))) r.violations.push('told twice');
    if (due.length > 0) keep([{ type: 'ApproversReminded', nudges: due }]);
    if (r.a.status === 'requested' && r.now >= r.a.expiresAt) keep([{ type: 'ApprovalExpired' }]);
    if ((r.a.status === 'approved' || (r.a.status === 'running' && isSuspended(r.a))) && r.now >= runBy(r.a)) keep([{ type: 'ApprovalMissed', reason: 'too late' }]);
  }

  function step(m: Move): void {
    if (m.do === 'say') say(m);
    if (m.do === 'members') r.members = m.names;
    if (m.do === 'stand-in') r.standIns.push({ from: PEOPLE[m.from] ?? OLA, to: PEOPLE[m.to] ?? OLA, at: r.now, until: r.now + 20 * MINUTE });
    if (m.do === 'run') run();
    if (m.do === 'worse' && (r.a.status === 'approved' || r.a.status === 'running') && !isSuspended(r.a)) keep([{ type: 'EvidenceWorsened', evidence: { ...EVIDENCE, rpoSeconds: 4_260 }, changes: [{ what: 'rpo', then: 60, now: 4_260 }] }]);
    if (m.do === 'end' && r.a.status === 'running' && !isSuspended(r.a)) keep([{ type: 'RunEnded', success: m.success, reason: '' }]);
    if (m.do === 'timer') timer(m.late);
    r.statuses.add(r.a.status);
    check();
  }

  function check(): void {
    const no = r.a.rejections ?? [];
    if (against === 1 && no.length > 0) r.violations.push('a rejection is kept although one is enough');
    if (isOpen(r.a) && no.length >= against && against > 1) r.violations.push('open although enough have rejected');
    // The former answers of a request that is asked anew stay as they were; what counts is what was said since.
    for (const given of (r.a.suspended ?? null) !== null ? [r.a.approvals, [...(r.a.suspended?.again ?? []), ...no]] : [[...r.a.approvals, ...no]]) {
      const voices = given.flatMap((d) => (d.for === undefined ? [d.by.id] : [d.by.id, d.for.id]));
      if (new Set(voices).size !== voices.length) r.violations.push('somebody counts twice');
      if (voices.some((id) => id === OLA.id)) r.violations.push("the requester's voice counts");
    }
  }

  return { r, step, timer };
}

const moves = fc.array(move, { minLength: 5, maxLength: 60 });
const quorum = fc.record({ yes: fc.integer({ min: 1, max: 3 }), no: fc.integer({ min: 1, max: 3 }) });

describe('a request', () => {
  test('is never approved, and never runs, without enough different people who may approve at that moment', () => {
    const seen = new Set<ApprovalEventType>();
    const statuses = new Set<ApprovalStatus>();
    const refusals = new Set<string>();
    fc.assert(
      fc.property(moves, quorum, (list, needed) => {
        const run = makeRun(needed);
        list.forEach(run.step);
        expect(run.r.violations).toEqual([]);
        run.r.seen.forEach((t) => seen.add(t));
        run.r.statuses.forEach((s) => statuses.add(s));
        run.r.refusals.forEach((c) => refusals.add(c));
      }),
      { numRuns: 5_000 },
    );
    // Walks that never come far would prove nothing.
    expect([...statuses].toSorted()).toEqual(['approved', 'done', 'expired', 'failed', 'missed', 'rejected', 'requested', 'running', 'withdrawn']);
    expect([...seen]).toEqual(expect.arrayContaining(['Approved', 'DecisionTakenBack', 'ApproversLost', 'EvidenceWorsened', 'QuestionAsked', 'ApproversReminded', 'RunStarted', 'Rejected']));
    expect([...refusals].toSorted()).toEqual(APPROVAL_REFUSALS.filter((c) => c !== 'no-approvers').toSorted());
  });

  test('comes to an end by the clock alone, wherever chance has led it', () => {
    fc.assert(
      fc.property(moves, quorum, (list, needed) => {
        const run = makeRun(needed);
        list.forEach(run.step);
        for (let i = 0; i < 20; i++) run.timer();
        // What runs ends with its failover, which is the migration's own story.
        expect(ENDS.has(run.r.a.status) || run.r.a.status === 'running').toBe(true);
        expect(isAnswerable(run.r.a, run.r.now)).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  test('can be answered whenever it is open and its time is not over, by somebody who may', () => {
    fc.assert(
      fc.property(moves, quorum, (list, needed) => {
        const run = makeRun(needed);
        list.forEach(run.step);
        const { a, now } = run.r;
        fc.pre(isOpen(a) && now < answerUntil(a));
        const answer = said(a, { type: 'reject', reason: 'no', round: a.round ?? 0 }, { who: ANA, now, electorate: electorate(NAMES) });
        // A no that counts already, the own one or one given for her, need not be said twice.
        const has = (a.rejections ?? []).some((d) => samePerson(d.by, ANA) || (d.for !== undefined && samePerson(d.for, ANA)));
        expect(answer.refused).toBe(has ? 'rejection-stands' : null);
      }),
      { numRuns: 1_000 },
    );
  });
});

test.each(APPROVAL_REFUSALS)('the refusal %s has words', (code) => {
  const text = en.rejection({ code, detail: { id: 'A-7', machine: 'web-01' } });
  expect(text.length).toBeGreaterThan(20);
  expect(text).not.toMatch(/undefined|null/);
});

test('a request that an older Ferry stored is answered, asked anew and ended like any other', () => {
  const stored = JSON.parse(JSON.stringify({ ...approval({ quorum: 2 }), window: undefined })) as Approval;
  const one = said(stored, { type: 'approve', comment: 'tested' }, { who: ANA }).state;
  const two = said(one, { type: 'approve', comment: '', round: 0 }, { who: person('bob') }).state;
  expect([one.status, two.status]).toEqual(['requested', 'approved']);
  const back = after(two, recheckQuorum(two, electorate(['ana'])));
  expect(back).toMatchObject({ status: 'requested', round: 1, approvals: [{ by: ANA }], expiresAt: stored.expiresAt });
  expect(after(back, [{ type: 'ApprovalExpired' }])).toMatchObject({ status: 'expired' });
});
