import { describe, expect, test } from '@jest/globals';
import { nextNudge, nudgesDue } from '../../../src/domain/approval/nudges.ts';
import type { Approval } from '../../../src/domain/approval/types.ts';
import { HOUR, MINUTE } from '../../../src/domain/time.ts';
import { approval, T0 } from '../migration/fixtures.ts';
import { after, idOf } from './support.ts';

const waits = (change: Partial<Approval> = {}): Approval => approval({ expiresAt: T0 + 24 * HOUR, backups: [idOf('bea')], ...change });

/** Lets a request wait to its end, looked at every `step`; what was told when. */
function told(a: Approval, step = MINUTE): readonly { readonly at: number; readonly nudges: readonly string[] }[] {
  const said: { at: number; nudges: readonly string[] }[] = [];
  let state = a;
  for (let now = T0; now <= T0 + 25 * HOUR; now += step) {
    const nudges = nudgesDue(state, now);
    if (nudges.length > 0) said.push({ at: (now - T0) / HOUR, nudges });
    state = nudges.length === 0 ? state : after(state, [{ type: 'ApproversReminded', nudges }], now);
  }
  return said;
}

describe('a request that waits', () => {
  test('is told about at half of its time, at the last quarter and half an hour before its end, each once', () => {
    expect(told(waits())).toEqual([{ at: 12, nudges: ['escalated'] }, { at: 18, nudges: ['quarter-left'] }, { at: 23.5, nudges: ['half-hour-left'] }]);
  });

  test('escalates to nobody where no backup is named', () => {
    expect(told(waits({ backups: [] })).flatMap((t) => t.nudges)).toEqual(['quarter-left', 'half-hour-left']);
    const { backups: _none, ...old } = waits();
    expect(told(old).flatMap((t) => t.nudges)).toEqual(['quarter-left', 'half-hour-left']);
  });

  test('of a short life has no last half hour', () => {
    expect(told(waits({ expiresAt: T0 + 20 * MINUTE })).flatMap((t) => t.nudges)).toEqual(['escalated', 'quarter-left']);
  });

  test('is told about once when Ferry was away for long', () => {
    expect(told(waits(), 20 * HOUR)).toEqual([{ at: 20, nudges: ['escalated', 'quarter-left'] }]);
  });

  test.each(['approved', 'rejected', 'withdrawn', 'expired', 'voided', 'missed', 'done'] as const)('that is %s is not told about', (status) => {
    expect(nudgesDue(waits({ status }), T0 + 20 * HOUR)).toEqual([]);
    expect(nextNudge(waits({ status }), T0)).toBeNull();
  });

  test('is told about anew when it is asked anew', () => {
    const reminded = after(waits({ status: 'approved' }), [{ type: 'ApproversReminded', nudges: ['quarter-left'] }, { type: 'ApproversLost', people: [], reopened: true }], T0 + 20 * HOUR);
    expect(nextNudge(reminded, T0 + 20 * HOUR)).toBe(T0 + 22 * HOUR);
  });

  test('wakes exactly when the next thing is due', () => {
    expect(nextNudge(waits(), T0)).toBe(T0 + 12 * HOUR);
    expect(nextNudge(waits({ nudged: ['escalated'] }), T0)).toBe(T0 + 18 * HOUR);
    expect(nextNudge(waits({ nudged: ['escalated', 'quarter-left', 'half-hour-left'] }), T0)).toBeNull();
  });
});
