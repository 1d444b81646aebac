/** Walks of what holds for a whole scope: freezes, delegations, the hold of everything, and reviews, against a model written anew. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { approvalIdOf, conversationIdFromActivity } from '../../../src/domain/ids.ts';
import { decideGovernance, type GovernanceCommand, type GovernanceRefusal } from '../../../src/domain/governance/decide.ts';
import { emptyGovernance, evolveGovernance } from '../../../src/domain/governance/evolve.ts';
import { freezeAt } from '../../../src/domain/governance/freezes.ts';
import type { Governance, GovernanceEvent } from '../../../src/domain/governance/types.ts';
import { by, type Person } from '../../../src/domain/person.ts';
import { DAY, MINUTE } from '../../../src/domain/time.ts';
import { en } from '../../../src/text/en.ts';
import { ANA, OLA, person, T0 } from '../migration/fixtures.ts';

const CHATS = ['19:one', '19:two'].map(conversationIdFromActivity);
const PEOPLE = [OLA, ANA, person('bob')];
const REFUSED: { readonly [C in GovernanceRefusal['code']]: true } = { 'reason-needed': true, 'window-over': true, 'no-such-freeze': true, 'delegate-self': true, 'delegation-too-long': true, 'no-delegation': true, 'not-held': true };
const SEEN: { readonly [E in GovernanceEvent['type']]: true } = { FreezeAdded: true, DelegationGranted: true, DelegationEnded: true, ReviewOpened: true, ReviewClosed: true, AllHeld: true, AllReleased: true, Followed: true, Unfollowed: true, HabitSet: true, FreezeEnded: true };

type Said = { readonly who: number; readonly minutes: number; readonly what: (now: number) => GovernanceCommand | GovernanceEvent };

const reason = fc.constantFrom('audit week', ' ', 'audit week');
const minutes = fc.constantFrom(0, 5, 30, 90);
const commands = fc.oneof<fc.Arbitrary<Said['what']>[]>(
  fc.record({ reason, from: minutes, lasts: fc.constantFrom(-5, 10, 60) }).map((f) => (now) => ({ type: 'add-freeze', zone: 'UTC', reason: f.reason, from: now + f.from * MINUTE, to: now + (f.from + f.lasts) * MINUTE })),
  fc.record({ reason, number: fc.integer({ min: 1, max: 4 }) }).map((f) => () => ({ type: 'end-freeze', ...f })),
  fc.record({ to: fc.constantFrom(...PEOPLE), days: fc.constantFrom(-1, 1, 61) }).map((d) => (now) => ({ type: 'delegate', to: d.to, until: now + d.days * DAY })),
  fc.constant(() => ({ type: 'end-delegation' })),
  reason.map((text) => () => ({ type: 'hold-all', reason: text })),
  fc.constant(() => ({ type: 'release-all' })),
  fc.integer({ min: 1, max: 2 }).map((n) => (now) => ({ type: 'ReviewOpened', review: { approvalId: approvalIdOf(n), machine: 'web-01', people: PEOPLE, reason: 'all were away', due: now + DAY } })),
  fc.integer({ min: 1, max: 2 }).map((n) => () => ({ type: 'ReviewClosed', approvalId: approvalIdOf(n), reason: 'seen' })),
  fc.record({ at: fc.constantFrom(...CHATS), level: fc.constantFrom('all', 'failures') }).map((f) => (now) => ({ type: 'Followed', follow: { conversation: f.at, subject: 'w-weu-7', name: 'W07', level: f.level, since: now } })),
  fc.constantFrom(...CHATS).map((at) => () => ({ type: 'Unfollowed', conversation: at, subject: 'w-weu-7', name: 'W07' })),
  fc.constantFrom(...CHATS).map((at) => (now) => ({ type: 'HabitSet', habit: { conversation: at, zone: 'Europe/Rome', quiet: null, digest: null, since: now } })),
);
const walks = fc.array(fc.record<Said>({ who: fc.nat({ max: 2 }), minutes: fc.constantFrom(0, 1, 20), what: commands }), { minLength: 5, maxLength: 40 });

/** What should hold, kept in the plainest way: no row is ever changed, only looked for. */
type Model = { follows: Map<string, string>; habits: Set<string>; freezes: { number: number; from: number; to: number; ended: number | null }[]; standIns: { from: Person; to: Person; at: number; until: number }[]; held: boolean; reviews: Set<string> };

function seeEvent(model: Model, e: GovernanceEvent, now: number): void {
  if (e.type === 'FreezeAdded') model.freezes.push({ number: e.freeze.number, from: e.freeze.from, to: e.freeze.to, ended: null });
  if (e.type === 'FreezeEnded') model.freezes = model.freezes.map((f) => (f.number === e.number ? { ...f, ended: now } : f));
  if (e.type === 'DelegationGranted') model.standIns = [...model.standIns.filter((d) => d.from.id !== e.delegation.from.id), e.delegation];
  if (e.type === 'DelegationEnded') model.standIns = model.standIns.filter((d) => d.from.id !== e.from.id);
  if (e.type === 'AllHeld' || e.type === 'AllReleased') model.held = e.type === 'AllHeld';
  if (e.type === 'ReviewOpened') model.reviews.add(e.review.approvalId);
  if (e.type === 'ReviewClosed') model.reviews.delete(e.approvalId);
  if (e.type === 'Followed') model.follows.set(e.follow.conversation, e.follow.level);
  if (e.type === 'Unfollowed') model.follows.delete(e.conversation);
  if (e.type === 'HabitSet') model.habits.add(e.habit.conversation);
}

function compare(g: Governance, model: Model, now: number): void {
  const frozen = model.freezes.some((f) => f.from <= now && now < f.to && (f.ended === null || now < f.ended));
  const standIns = (g.delegations ?? []).filter((d) => now < d.until && (d.endedAt === undefined || now < d.endedAt)).map((d) => `${d.from.name} ${d.to.name}`);
  expect({ frozen: freezeAt(g.freezes, now) !== null, held: (g.holdAll ?? null) !== null, reviews: (g.reviews ?? []).map((r) => r.approvalId).toSorted(), standIns: standIns.toSorted() })
    .toEqual({ frozen, held: model.held, reviews: [...model.reviews].toSorted(), standIns: model.standIns.filter((d) => now < d.until).map((d) => `${d.from.name} ${d.to.name}`).toSorted() });
  expect((g.follows ?? []).map((f) => `${f.conversation} ${f.level}`).toSorted()).toEqual([...model.follows].map(([at, level]) => `${at} ${level}`).toSorted());
  expect((g.habits ?? []).map((h) => h.conversation).toSorted()).toEqual([...model.habits].toSorted());
  expect(new Set(g.freezes.map((f) => f.number)).size).toBe(g.freezes.length);
}

const isEvent = (c: GovernanceCommand | GovernanceEvent): c is GovernanceEvent => c.type in SEEN;

describe('what holds for a scope', () => {
  test('is what was said last, each refusal changes nothing, and everything is met', () => {
    const refused = new Map<string, GovernanceRefusal['detail']>();
    const seen = new Set<string>();
    fc.assert(
      fc.property(walks, (walk) => {
        let g = emptyGovernance('weu');
        let now = T0;
        const model: Model = { follows: new Map(), habits: new Set(), freezes: [], standIns: [], held: false, reviews: new Set() };
        for (const said of walk) {
          now += said.minutes * MINUTE;
          const who = PEOPLE[said.who] ?? OLA;
          const wanted = said.what(now);
          const decided = isEvent(wanted) ? { ok: true as const, value: [wanted] } : decideGovernance(g, wanted, { who, now });
          if (!decided.ok) refused.set(decided.error.code, decided.error.detail);
          for (const event of decided.ok ? decided.value : []) {
            g = evolveGovernance(g, { event, at: now, actor: by(who) });
            seeEvent(model, event, now);
            seen.add(event.type);
          }
          compare(g, model, now);
        }
      }),
      { numRuns: 2_000 },
    );
    expect([...refused.keys()].toSorted()).toEqual(Object.keys(REFUSED).toSorted());
    expect([...seen].toSorted()).toEqual(Object.keys(SEEN).toSorted());
    for (const [code, detail] of refused) expect(en.rejection({ code: code as GovernanceRefusal['code'], detail })).toMatch(/^(?!.*(undefined|null)).{20,}/s);
  });

  test('leaves no dead end: whatever holds can be ended by an admin, or ends by itself', () => {
    fc.assert(
      fc.property(walks, (walk) => {
        let g = emptyGovernance('weu');
        let now = T0;
        const say = (c: GovernanceCommand, who: Person): void => {
          const decided = decideGovernance(g, c, { who, now });
          for (const event of decided.ok ? decided.value : []) g = evolveGovernance(g, { event, at: now, actor: by(who) });
        };
        for (const said of walk) {
          now += said.minutes * MINUTE;
          const wanted = said.what(now);
          if (!isEvent(wanted)) say(wanted, PEOPLE[said.who] ?? OLA);
        }
        for (const f of g.freezes) say({ type: 'end-freeze', number: f.number, reason: 'over' }, OLA);
        say({ type: 'release-all' }, OLA);
        for (const who of PEOPLE) say({ type: 'end-delegation' }, who);
        expect({ frozen: freezeAt(g.freezes, now), held: g.holdAll ?? null }).toEqual({ frozen: null, held: null });
        expect((g.delegations ?? []).filter((d) => now < d.until && (d.endedAt === undefined || now < d.endedAt))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
