import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decideGovernance } from '../../../src/domain/governance/decide.ts';
import { emptyGovernance, evolveGovernance } from '../../../src/domain/governance/evolve.ts';
import { freezeAt, freezesAhead } from '../../../src/domain/governance/freezes.ts';
import type { Freeze, Governance, GovernanceEvent } from '../../../src/domain/governance/types.ts';
import { by } from '../../../src/domain/person.ts';
import { HOUR } from '../../../src/domain/time.ts';
import { answerBy, nextTurn, runBy, runGate } from '../../../src/domain/window/gate.ts';
import { OLA, T0 } from '../migration/fixtures.ts';

const window = { from: T0 + HOUR, to: T0 + 2 * HOUR, zone: 'UTC' };
const freeze = (from: number, to: number, number = 1): Freeze => ({ number, from: T0 + from * HOUR, to: T0 + to * HOUR, zone: 'UTC', reason: 'year end', by: OLA });
const DAY = 24 * HOUR;

describe('the gate of a request', () => {
  test('opens with its window and shuts for good with its end', () => {
    const gate = (now: number): string => runGate({ window, expiresAt: T0 + HOUR }, { now, freezes: [] });
    expect([T0, window.from - 1, window.from, window.to - 1, window.to, T0 + DAY].map(gate)).toEqual(['early', 'early', 'open', 'open', 'over', 'over']);
  });

  test('without a window is open until the approval expires', () => {
    expect([T0, T0 + DAY - 1, T0 + DAY].map((now) => runGate({ expiresAt: T0 + DAY }, { now, freezes: [] }))).toEqual(['open', 'open', 'over']);
  });

  test('a freeze holds it, but what is over stays over', () => {
    expect([T0 + 1.5 * HOUR, T0 + 1.7 * HOUR, window.to].map((now) => runGate({ window, expiresAt: T0 }, { now, freezes: [freeze(1.2, 1.6), freeze(1.9, 9)] }))).toEqual(['frozen', 'open', 'over']);
  });

  test('is worth looking at again at each turn, and at no other time', () => {
    const times = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 2 }).map(([a = 0, b = 0]) => [Math.min(a, b), Math.max(a, b) + 1] as const);
    fc.assert(fc.property(times, fc.array(times, { maxLength: 4 }), fc.integer({ min: 0, max: 70 }), ([from, to], frozen, now) => {
      const request = { window: { from, to, zone: 'UTC' }, expiresAt: from };
      const freezes = frozen.map(([a, b], i) => ({ ...freeze(0, 0, i), from: a, to: b }));
      const next = nextTurn(request, { now, freezes });
      for (let at = now; at < (next ?? 80); at++) expect(runGate(request, { now: at, freezes })).toBe(runGate(request, { now, freezes }));
      expect(next === null).toBe(now >= runBy(request));
    }));
  });
});

test('a request may be answered for a day, but not after its window has opened, nor after one that is open has ended', () => {
  expect(answerBy(null, { now: T0, lifeMs: DAY })).toBe(T0 + DAY);
  expect(answerBy(window, { now: T0, lifeMs: DAY })).toBe(window.from);
  expect(answerBy({ ...window, from: T0 + 3 * DAY, to: T0 + 4 * DAY }, { now: T0, lifeMs: DAY })).toBe(T0 + DAY);
  expect(answerBy(window, { now: window.from, lifeMs: DAY })).toBe(window.to);
});

describe('freezes', () => {
  const over = (g: Governance, events: readonly GovernanceEvent[], at: number): Governance => events.reduce((s, event) => evolveGovernance(s, { event, at, actor: by(OLA) }), g);
  const add = (g: Governance, from: number, to: number): Governance => {
    const answer = decideGovernance(g, { type: 'add-freeze', from: T0 + from * HOUR, to: T0 + to * HOUR, zone: 'UTC', reason: 'year end' }, { who: OLA, now: T0 });
    if (!answer.ok) throw new Error(answer.error.code);
    return over(g, answer.value, T0);
  };

  test('are numbered, and of two the one that lasts longest is the one that holds', () => {
    const g = add(add(emptyGovernance('weu'), 0, 2), 1, 5);
    expect(g.freezes.map((f) => f.number)).toEqual([1, 2]);
    expect([0, 1, 2, 5].map((h) => freezeAt(g.freezes, T0 + h * HOUR)?.number ?? null)).toEqual([1, 2, 2, null]);
  });

  test('end early, once', () => {
    const g = add(emptyGovernance('weu'), 0, 5);
    const end = decideGovernance(g, { type: 'end-freeze', number: 1, reason: 'done' }, { who: OLA, now: T0 + HOUR });
    const ended = over(g, end.ok ? end.value : [], T0 + HOUR);
    expect(freezeAt(ended.freezes, T0 + HOUR)).toBeNull();
    expect(freezesAhead(ended.freezes, T0 + HOUR)).toEqual([]);
    expect(decideGovernance(ended, { type: 'end-freeze', number: 1, reason: 'again' }, { who: OLA, now: T0 + HOUR })).toMatchObject({ ok: false, error: { code: 'no-such-freeze' } });
  });

  test('need a reason and a time that lies ahead', () => {
    const g = emptyGovernance('weu');
    const refused = (from: number, to: number, reason: string): unknown => decideGovernance(g, { type: 'add-freeze', from: T0 + from, to: T0 + to, zone: 'UTC', reason }, { who: OLA, now: T0 });
    expect(refused(0, HOUR, ' ')).toMatchObject({ error: { code: 'reason-needed' } });
    expect(refused(-HOUR, 0, 'x')).toMatchObject({ error: { code: 'window-over' } });
    expect(refused(HOUR, HOUR, 'x')).toMatchObject({ error: { code: 'window-over' } });
  });
});
