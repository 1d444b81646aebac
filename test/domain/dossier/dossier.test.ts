/** What people say and decide about prerequisites: who may what, what holds for how long, and that the log is the state. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decideDossier, settleRules, type DossierCommand } from '../../../src/domain/dossier/decide.ts';
import { additionOf, emptyDossier, evolveDossier } from '../../../src/domain/dossier/evolve.ts';
import { validAnswers, validOverrides } from '../../../src/domain/dossier/known.ts';
import { sameRule } from '../../../src/domain/dossier/rules.ts';
import type { Dossier, DossierEvent } from '../../../src/domain/dossier/types.ts';
import type { Finding, MissingRule } from '../../../src/domain/finding.ts';
import { by, FERRY } from '../../../src/domain/person.ts';
import { DAY, MINUTE } from '../../../src/domain/time.ts';
import { ANA, OLA, T0 } from '../migration/fixtures.ts';

const RULE: MissingRule = { groupId: 'sg-1', direction: 'out', ports: [443, 9443], peer: { kind: 'group', groupId: 'sg-2' }, description: 'Ferry' };
const finding = (o: Partial<Finding> = {}): Finding => ({
  check: 'NET-SG-OUT', title: 'Way out', verdict: 'block', severity: 'block', evidence: '9443 is closed.', expected: 'open', link: null, remedy: 'open it', curer: 'aws', cause: 'NET-SG-OUT:sg-1', causeText: 'closed',
  question: null, attested: null, override: null, overridable: true, missingRule: RULE, ...o,
});

/** Decides and applies, as the use cases do. */
function after(d: Dossier, command: DossierCommand, now = T0): Dossier {
  const decided = decideDossier(d, command, { who: OLA, now });
  if (!decided.ok) throw new Error(decided.error.code);
  return apply(d, decided.value, now);
}
const apply = (d: Dossier, events: readonly DossierEvent[], at = T0): Dossier => events.reduce((state, event) => evolveDossier(state, { event, at, actor: by(OLA) }), d);
const refusal = (d: Dossier, command: DossierCommand, now = T0): string | null => {
  const decided = decideDossier(d, command, { who: OLA, now });
  return decided.ok ? null : decided.error.code;
};
const NEW = emptyDossier('i-1');

describe('answers', () => {
  const answering = { type: 'answer', check: 'OS-SPACE', question: { text: 'Is there room?', validDays: 30 }, answer: 'yes', note: ' 3 GB free ' } as const;

  test('are kept with who, when and for how long, and the last one counts', () => {
    const d = after(after(NEW, answering), { ...answering, answer: 'no', note: '' }, T0 + DAY);
    expect(d.answers['OS-SPACE']).toEqual({ answer: 'no', note: '', by: OLA, at: T0 + DAY, until: T0 + 31 * DAY });
    expect(after(NEW, answering).answers['OS-SPACE']?.note).toBe('3 GB free');
  });

  test('to a check that asks nothing are refused', () => expect(refusal(NEW, { ...answering, question: null })).toBe('unknown-choice'));

  test('hold until their time is over; one about the machine comes before one about the scope', () => {
    const machine = after(NEW, answering);
    const scope = after(after(emptyDossier('scope'), { ...answering, answer: 'no' }), { ...answering, check: 'NET-DNS' });
    const known = (now: number) => [...validAnswers({ machine, scope }, now)].map(([check, a]) => [check, a.answer]);
    expect(known(T0 + 30 * DAY - 1)).toEqual([['OS-SPACE', 'yes'], ['NET-DNS', 'yes']]);
    expect(known(T0 + 30 * DAY)).toEqual([]);
    const later = after(scope, { ...answering, answer: 'no' }, T0 + DAY);
    expect(validAnswers({ machine, scope: later }, T0 + 30 * DAY).get('OS-SPACE')?.answer).toBe('no');
    expect(validAnswers({ machine: null, scope: null }, T0).size).toBe(0);
  });
});

describe('overrides', () => {
  const letting = (o: Partial<Finding> = {}, reason = 'the owner accepted it'): DossierCommand => ({ type: 'override', finding: finding(o), reason });

  test.each([
    { reason: 'a pass needs none', command: letting({ verdict: 'pass' }), code: 'nothing-to-override' },
    { reason: 'a warning is in nobody\'s way', command: letting({ verdict: 'warn' }), code: 'nothing-to-override' },
    { reason: 'an unknown of a check that only warns is in nobody\'s way', command: letting({ verdict: 'unknown', severity: 'warn' }), code: 'nothing-to-override' },
    { reason: 'what nobody may let pass', command: letting({ overridable: false }), code: 'not-overridable' },
    { reason: 'nine characters are no reason', command: letting({}, ' 123456789 '), code: 'reason-needed' },
    { reason: 'ten are', command: letting({}, '1234567890'), code: null },
    { reason: 'an unknown of a check that could block', command: letting({ verdict: 'unknown' }), code: null },
  ])('$reason', ({ command, code }) => expect(refusal(NEW, command)).toBe(code));

  test('bind the cause and run out', () => {
    const d = after(NEW, letting());
    expect(d.overrides).toEqual([{ check: 'NET-SG-OUT', cause: 'NET-SG-OUT:sg-1', reason: 'the owner accepted it', by: OLA, at: T0, until: T0 + 30 * DAY }]);
    expect(validOverrides(d, T0 + 30 * DAY - 1)).toHaveLength(1);
    expect(validOverrides(d, T0 + 30 * DAY)).toHaveLength(0);
    expect(after(d, letting({ cause: 'NET-SG-OUT:sg-9' }), T0 + 1).overrides.map((o) => o.cause)).toEqual(['NET-SG-OUT:sg-9']);
  });

  test('are withdrawn with a reason, once', () => {
    const d = after(NEW, letting());
    expect(refusal(d, { type: 'withdraw', check: 'NET-SG-OUT', reason: 'no' })).toBe('reason-needed');
    expect(refusal(d, { type: 'withdraw', check: 'AZ-RG', reason: 'we were wrong' })).toBe('nothing-to-override');
    const taken = after(d, { type: 'withdraw', check: 'NET-SG-OUT', reason: 'we were wrong' });
    expect(taken.overrides).toEqual([]);
    expect(refusal(taken, { type: 'withdraw', check: 'NET-SG-OUT', reason: 'we were wrong' })).toBe('nothing-to-override');
    expect(refusal(d, { type: 'withdraw', check: 'NET-SG-OUT', reason: 'we were wrong' }, T0 + 31 * DAY)).toBe('nothing-to-override');
  });
});

describe('rules', () => {
  const asking = (measured: MissingRule | null, rule = RULE): DossierCommand => ({ type: 'ask-rule', check: 'NET-SG-OUT', rule, measured });
  const ended = (outcome: 'added' | 'unclear', rule = RULE): DossierEvent => ({ type: 'RuleAdditionEnded', rule, outcome, why: '', requestId: 'r-1' });

  test.each([
    { reason: 'nothing is missing any more', command: asking(null), code: 'nothing-missing' },
    { reason: 'another port is missing by now', command: asking({ ...RULE, ports: [9443] }), code: 'changed-meanwhile' },
    { reason: 'another group is missing by now', command: asking({ ...RULE, groupId: 'sg-9' }), code: 'changed-meanwhile' },
    { reason: 'the other direction', command: asking({ ...RULE, direction: 'in' }), code: 'changed-meanwhile' },
    { reason: 'another peer', command: asking({ ...RULE, peer: { kind: 'cidr', cidr: '10.0.0.0/8' } }), code: 'changed-meanwhile' },
    { reason: 'the order of ports and the description make no difference', command: asking({ ...RULE, ports: [9443, 443], description: 'other words' }), code: null },
  ])('$reason', ({ command, code }) => expect(refusal(NEW, command)).toBe(code));

  test('what is stored is what was measured, with its check', () => {
    const measured = { ...RULE, description: 'measured' };
    expect(after(NEW, asking(measured)).rules).toEqual([{ rule: measured, at: T0, outcome: 'asked', why: '', requestId: null, check: 'NET-SG-OUT' }]);
  });

  test('two people at once send one call; a minute later it may be asked for again', () => {
    const d = after(NEW, asking(RULE));
    expect(refusal(d, asking(RULE), T0 + MINUTE - 1)).toBe('busy');
    expect(refusal(d, asking(RULE), T0 + MINUTE)).toBeNull();
    expect(refusal(apply(d, [ended('unclear')]), asking(RULE), T0 + 1)).toBeNull();
    expect(refusal(d, asking({ ...RULE, groupId: 'sg-9' }, { ...RULE, groupId: 'sg-9' }), T0 + 1)).toBeNull();
  });

  const passed = finding({ verdict: 'pass', missingRule: null });
  test.each([
    { reason: 'unclear, and the rule is there: it was added', d: apply(after(NEW, asking(RULE)), [ended('unclear')]), f: passed, now: T0 + 1, outcome: ['added'] },
    { reason: 'unclear, and still missing at once: it may be on its way', d: apply(after(NEW, asking(RULE)), [ended('unclear')]), f: finding(), now: T0 + 1, outcome: [] },
    { reason: 'unclear, and still missing after a minute: it was not added', d: apply(after(NEW, asking(RULE)), [ended('unclear')]), f: finding(), now: T0 + MINUTE, outcome: ['refused'] },
    { reason: 'asked for a moment ago: the call may be running', d: after(NEW, asking(RULE)), f: passed, now: T0 + 1, outcome: [] },
    { reason: 'asked for, the process died, and the rule is there', d: after(NEW, asking(RULE)), f: passed, now: T0 + MINUTE, outcome: ['added'] },
    { reason: 'asked for, the process died, and the rule is not there', d: after(NEW, asking(RULE)), f: finding(), now: T0 + MINUTE, outcome: ['refused'] },
    { reason: 'another rule is missing by now: this one is there', d: after(NEW, asking(RULE)), f: finding({ missingRule: { ...RULE, ports: [443] } }), now: T0 + MINUTE, outcome: ['added'] },
    { reason: 'the group could not be read: nothing is concluded', d: after(NEW, asking(RULE)), f: finding({ verdict: 'unknown', missingRule: null }), now: T0 + MINUTE, outcome: [] },
    { reason: 'the finding of another check says nothing about it', d: after(NEW, asking(RULE)), f: finding({ check: 'NET-SG-IN-APP', missingRule: null }), now: T0 + MINUTE, outcome: [] },
    { reason: 'what ended is settled', d: apply(after(NEW, asking(RULE)), [ended('added')]), f: finding(), now: T0 + MINUTE, outcome: [] },
  ])('$reason', ({ d, f, now, outcome }) => {
    const events = settleRules(d, f, now);
    expect(events.map((e) => e.type === 'RuleAdditionEnded' && e.outcome)).toEqual(outcome);
    // Once settled it stays so.
    expect(settleRules(apply(d, events, now), f, now + MINUTE)).toEqual(outcome.length === 0 && now < T0 + MINUTE ? expect.anything() : []);
  });

  test('one entry for each rule, its last attempt', () => {
    const other = { ...RULE, groupId: 'sg-9' };
    let d = after(NEW, asking(RULE));
    d = apply(d, [ended('added')], T0 + 1);
    d = after(d, asking(other, other), T0 + 2);
    d = after(d, asking(RULE), T0 + 3);
    expect(d.rules.map((r) => [r.rule.groupId, r.outcome, r.at])).toEqual([['sg-9', 'asked', T0 + 2], ['sg-1', 'asked', T0 + 3]]);
    expect(additionOf(d, other)?.outcome).toBe('asked');
    expect(additionOf(d, { ...RULE, ports: [1] })).toBeNull();
  });
});

describe('the log', () => {
  const port = fc.constantFrom(22, 443, 9443);
  const rule: fc.Arbitrary<MissingRule> = fc.record({
    groupId: fc.constantFrom('sg-1', 'sg-2'), direction: fc.constantFrom('in', 'out'), ports: fc.uniqueArray(port, { minLength: 1 }), description: fc.constantFrom('a', 'b'),
    peer: fc.oneof(fc.constant({ kind: 'group' as const, groupId: 'sg-3' }), fc.constant({ kind: 'cidr' as const, cidr: '10.0.0.4/32' })),
  });
  const check = fc.constantFrom('NET-SG-OUT', 'OS-SPACE', 'AZ-RG');
  const command: fc.Arbitrary<DossierCommand> = fc.oneof(
    fc.record({ type: fc.constant('answer' as const), check, question: fc.option(fc.constant({ text: 'Well?', validDays: 7 })), answer: fc.constantFrom('yes', 'no', 'skip'), note: fc.string() }),
    fc.record({ type: fc.constant('override' as const), reason: fc.string({ maxLength: 20 }), finding: fc.record({ check, verdict: fc.constantFrom('pass', 'warn', 'unknown', 'block'), overridable: fc.boolean() }).map((o) => finding(o as Partial<Finding>)) }),
    fc.record({ type: fc.constant('withdraw' as const), check, reason: fc.string({ maxLength: 20 }) }),
    fc.record({ type: fc.constant('ask-rule' as const), check, rule, measured: fc.option(rule) }),
  );
  const step = fc.oneof(fc.record({ command, passes: fc.nat(DAY) }), fc.record({ settles: fc.boolean(), passes: fc.nat(2 * MINUTE) }));

  test('whatever people ask for: folding the events gives the state, and no rule is being added twice at once', () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let now = T0;
      let state = NEW;
      const log: { readonly event: DossierEvent; readonly at: number }[] = [];
      for (const s of steps) {
        now += s.passes;
        const events = 'command' in s ? decideDossier(state, s.command, { who: ANA, now }) : { ok: true as const, value: settleRules(state, finding({ missingRule: s.settles ? RULE : null }), now) };
        if (!events.ok) continue;
        for (const event of events.value) {
          log.push({ event, at: now });
          state = evolveDossier(state, { event, at: now, actor: by(ANA) });
        }
      }
      const folded = log.reduce((d, h) => evolveDossier(d, { ...h, actor: FERRY }), NEW);
      expect(folded).toEqual(state);
      expect(JSON.parse(JSON.stringify(folded))).toEqual(state);
      for (const [i, r] of state.rules.entries()) expect(state.rules.findIndex((other) => sameRule(other.rule, r.rule))).toBe(i);
      expect(new Set(state.overrides.map((o) => o.check)).size).toBe(state.overrides.length);
    }));
  });

  test('policies: one entry for each name, and the last choice counts', () => {
    const policy = { name: 'p', retentionMinutes: 1440, appConsistentMinutes: 0, rpoThresholdMinutes: 15 };
    const events: readonly DossierEvent[] = [
      { type: 'PolicyCreationAsked', policy }, { type: 'PolicyCreationEnded', policy, outcome: 'created', why: '', requestId: 'r' }, { type: 'PolicyCreationAsked', policy: { ...policy, name: 'q' } },
      { type: 'PolicyChosen', choice: { name: 'p', by: OLA, at: T0 } }, { type: 'PolicyChosen', choice: { name: null, by: OLA, at: T0 } },
    ];
    const d = apply(emptyDossier('scope'), events);
    expect(d.policies?.map((p) => [p.policy.name, p.outcome])).toEqual([['p', 'created'], ['q', 'asked']]);
    expect(d.chosenPolicy?.name).toBeNull();
  });
});
