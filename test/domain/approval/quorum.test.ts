/** When there are enough answers: by number, by seat, by different people. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { reachable, standing, type Rule } from '../../../src/domain/approval/quorum.ts';
import type { Decision, Seat } from '../../../src/domain/approval/types.ts';
import { ANA, OLA, person, T0 } from '../migration/fixtures.ts';
import { idOf } from './support.ts';

const seat = (name: string, needed: number, holders: readonly string[] = []): Seat => ({ name, needed, holders: holders.map((h) => (h === '*' ? '*' : idOf(h))) });
const given = (name: string, seats: readonly string[] = [], more: Partial<Decision> = {}): Decision => ({ by: person(name), at: T0, comment: '', seats, ...more });
const OWNER_AND_OPS = [seat('owner', 1), seat('operations', 1)];

type Row = { readonly reason: string; readonly rule: Rule; readonly answers: readonly Decision[]; readonly reached: boolean; readonly have: number };
const rows: readonly Row[] = [
  { reason: 'one of one', rule: { quorum: 1 }, answers: [given('ana')], reached: true, have: 1 },
  { reason: 'one of two', rule: { quorum: 2 }, answers: [given('ana')], reached: false, have: 1 },
  { reason: 'two different people', rule: { quorum: 2 }, answers: [given('ana'), given('bob')], reached: true, have: 2 },
  { reason: 'the same person twice is one answer', rule: { quorum: 2 }, answers: [given('ana'), given('ana')], reached: false, have: 1 },
  { reason: 'a stand-in and the one who is stood in for are one answer', rule: { quorum: 2 }, answers: [given('ana'), given('bob', [], { for: ANA })], reached: false, have: 1 },
  { reason: 'two stand-ins of two people are two answers', rule: { quorum: 2 }, answers: [given('bob', [], { for: ANA }), given('cleo', [], { for: person('dan') })], reached: true, have: 2 },
  { reason: 'an owner and one of operations', rule: { quorum: 2, seats: OWNER_AND_OPS }, answers: [given('ana', ['owner']), given('bob', ['operations'])], reached: true, have: 2 },
  { reason: 'two owners leave a seat empty', rule: { quorum: 2, seats: OWNER_AND_OPS }, answers: [given('ana', ['owner']), given('bob', ['owner'])], reached: false, have: 2 },
  { reason: 'one person with both roles fills one seat', rule: { quorum: 1, seats: OWNER_AND_OPS }, answers: [given('ana', ['owner', 'operations'])], reached: false, have: 1 },
  { reason: 'who could take both seats makes room', rule: { quorum: 2, seats: OWNER_AND_OPS }, answers: [given('ana', ['owner', 'operations']), given('bob', ['owner'])], reached: true, have: 2 },
  { reason: 'seats need as many people as they are, whatever the number says', rule: { quorum: 1, seats: [seat('owner', 2)] }, answers: [given('ana', ['owner'])], reached: false, have: 1 },
  { reason: 'the last editor alone is not enough', rule: { quorum: 1, lastEditor: ANA }, answers: [given('ana')], reached: false, have: 1 },
  { reason: 'nor by a stand-in', rule: { quorum: 1, lastEditor: ANA }, answers: [given('bob', [], { for: ANA })], reached: false, have: 1 },
  { reason: 'the last editor and somebody else are', rule: { quorum: 2, lastEditor: ANA }, answers: [given('ana'), given('bob')], reached: true, have: 2 },
  { reason: 'nobody is not enough', rule: { quorum: 1 }, answers: [], reached: false, have: 0 },
];

test.each(rows)('$reason', ({ rule, answers, reached, have }) => {
  expect(standing(rule, answers)).toMatchObject({ reached, have });
});

test('seats are shown by name, as far as they are filled', () => {
  expect(standing({ quorum: 2, seats: OWNER_AND_OPS }, [given('ana', ['operations'])]).seats).toEqual([{ name: 'owner', have: 0, need: 1 }, { name: 'operations', have: 1, need: 1 }]);
});

const NAMES = ['ana', 'bob', 'cleo', 'dan', 'eva'];
const SEATS = ['owner', 'operations', 'security'];
const anyRule = fc.record({ quorum: fc.integer({ min: 1, max: 4 }), seats: fc.array(fc.record({ name: fc.constantFrom(...SEATS), needed: fc.integer({ min: 1, max: 2 }) }), { maxLength: 3 }) })
  .map(({ quorum, seats }): Rule => ({ quorum, seats: SEATS.flatMap((name) => seats.filter((s) => s.name === name).slice(0, 1)).map((s) => seat(s.name, s.needed)) }));
const anyAnswers = fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 5 }).chain((names) => fc.tuple(...names.map((n) => fc.subarray(SEATS).map((seats) => given(n, seats)))));

/** Tries every way to seat the people. */
function canSeat(places: readonly string[], people: readonly Decision[]): boolean {
  const [first, ...rest] = places;
  if (first === undefined) return true;
  return people.some((p, i) => p.seats?.includes(first) === true && canSeat(rest, people.filter((_, j) => j !== i)));
}

describe('the count', () => {
  test('agrees with trying out every way to seat the people', () => {
    fc.assert(fc.property(anyRule, anyAnswers, (rule, answers) => {
      const places = (rule.seats ?? []).flatMap((s) => Array.from({ length: s.needed }, () => s.name));
      const people = Math.max(rule.quorum, places.length);
      expect(standing(rule, answers).reached).toBe(answers.length >= people && canSeat(places, answers));
    }), { numRuns: 2_000 });
  });

  test('does not depend on the order, and never shrinks when somebody joins', () => {
    fc.assert(fc.property(anyRule, anyAnswers, (rule, answers) => {
      const all = standing(rule, answers);
      expect(standing(rule, answers.toReversed()).reached).toBe(all.reached);
      if (standing(rule, answers.slice(1)).reached) expect(all.reached).toBe(true);
    }), { numRuns: 1_000 });
  });

  test('gives nobody two seats and counts nobody twice', () => {
    fc.assert(fc.property(anyRule, anyAnswers, (rule, answers) => {
      const twice = standing(rule, [...answers, ...answers]);
      expect(twice).toEqual(standing(rule, answers));
      expect(twice.seats.reduce((sum, s) => sum + s.have, 0)).toBeLessThanOrEqual(answers.length);
    }), { numRuns: 1_000 });
  });
});

describe('a request that can never be approved', () => {
  test.each([
    { reason: 'nobody is named', approvers: [], rule: { quorum: 1 }, reached: false },
    { reason: 'only the requester is named', approvers: ['ola'], rule: { quorum: 1 }, reached: false },
    { reason: 'one other person is named and one is needed', approvers: ['ola', 'ana'], rule: { quorum: 1 }, reached: true },
    { reason: 'two are needed and one is there', approvers: ['ola', 'ana'], rule: { quorum: 2 }, reached: false },
    { reason: 'everybody may', approvers: ['*'], rule: { quorum: 3 }, reached: true },
    { reason: 'the only other one has edited the plan', approvers: ['ana'], rule: { quorum: 1, lastEditor: ANA }, reached: false },
    { reason: 'a seat has no holder but the requester', approvers: ['ana', 'bob'], rule: { quorum: 1, seats: [seat('owner', 1, ['ola'])] }, reached: false },
    { reason: 'a seat that everybody may take', approvers: ['ana'], rule: { quorum: 1, seats: [seat('owner', 1, ['*'])] }, reached: true },
  ])('$reason', ({ approvers, rule, reached }) => {
    expect(reachable({ rule, approvers: approvers.map((a) => (a === '*' ? '*' : idOf(a))), requester: OLA }).reached).toBe(reached);
  });
});
