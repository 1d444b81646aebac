/** How an approval ends by the clock alone, before anything was stopped: in its own words, each for its own reason. */
import { expect, test } from '@jest/globals';
import { clockTurns } from '../../../src/domain/migration/clock-turns.ts';
import type { Approval } from '../../../src/domain/approval/types.ts';
import type { Calendar } from '../../../src/domain/window/gate.ts';
import { MINUTE } from '../../../src/domain/time.ts';
import { approvalFollows } from '../../../src/usecases/approval-follows.ts';
import { after } from '../approval/support.ts';
import { approval, EVIDENCE, migration, T0 } from './fixtures.ts';

const WINDOW = { from: T0, to: T0 + 60 * MINUTE, zone: 'UTC' };
const given = (over: Partial<Approval> = {}): Approval => approval({ status: 'approved', window: WINDOW, expiresAt: T0, ...over });
const worse = after(given(), [{ type: 'EvidenceWorsened', evidence: EVIDENCE, changes: [{ what: 'rpo', then: 60, now: 4_260 }] }]);
const freeze = { number: 1, from: T0 + 59 * MINUTE, to: T0 + 90 * MINUTE, zone: 'UTC', reason: 'year end', by: null };
const at = (now: number, over: Partial<Calendar> = {}): Calendar => ({ now, freezes: [], ...over });

test.each([
  { reason: 'nothing began in its window', a: given(), c: at(WINDOW.to), ends: { outcome: 'missed' }, status: 'missed' },
  { reason: 'a freeze lasted to its end', a: given(), c: at(WINDOW.to, { freezes: [freeze] }), ends: { outcome: 'voided', kind: 'freeze' }, status: 'voided' },
  { reason: 'the evidence got worse, and nobody approved again in time', a: worse, c: at(WINDOW.to), ends: { outcome: 'voided', kind: 'evidence' }, status: 'voided' },
  { reason: 'too little of its window is left to stop anything', a: given(), c: at(WINDOW.to - 10 * MINUTE, { marginMs: 15 * MINUTE }), ends: { outcome: 'missed' }, status: 'missed' },
])('$reason', ({ a, c, ends, status }) => {
  const m = migration({ position: { phase: 'quiescing', approvalId: a.id } });
  const [event, ...more] = clockTurns(m, a, c);
  expect([event, more]).toMatchObject([{ type: 'CutoverDenied', approvalId: a.id, ...ends }, []]);
  expect(after(a, event === undefined ? [] : approvalFollows(a, event))).toMatchObject({ status, closing: 'kind' in ends ? { kind: ends.kind } : {} });
});

test('evidence that got worse keeps it waiting until its time is over', () => {
  const m = migration({ position: { phase: 'awaiting-approval', approvalId: worse.id } });
  expect(clockTurns(m, worse, at(WINDOW.to - 1))).toEqual([]);
});
