import { describe, expect, test } from '@jest/globals';
import { alarm, risksOf, type Alarm } from '../../../src/domain/notice/risk.ts';
import { MINUTE } from '../../../src/domain/time.ts';

/** `!` is at risk, `.` is fine; a look every five minutes. */
function alarmsIn(text: string): readonly number[] {
  let state: Alarm | null = null;
  const told: number[] = [];
  Array.from(text).forEach((look, i) => {
    const next: Alarm | null = alarm(state, { isAtRisk: look === '!', now: i * 5 * MINUTE });
    if (next !== null && next.since !== state?.since) told.push(i);
    state = next;
  });
  return told;
}

describe('a wave at risk', () => {
  test.each([
    { reason: 'fine is no news', looks: '....', told: [] },
    { reason: 'told once, however long it lasts', looks: '.!!!!!!!!!!!!!!', told: [1] },
    { reason: 'flapping is told once', looks: '!.!..!.....!!', told: [0] },
    { reason: 'fine for 25 minutes is not over', looks: '!.....!', told: [0] },
    { reason: 'fine for 30 minutes is over', looks: '!......!', told: [0, 7] },
    { reason: 'so it is after hours', looks: '!..................!', told: [0, 19] },
    { reason: 'nobody looked for an hour: since when it is fine counts from the first look', looks: '!.!.!', told: [0] },
  ])('$reason', ({ looks, told }) => expect(alarmsIn(looks)).toEqual(told));

  test('the same look again changes nothing', () => {
    const once = alarm(alarm(null, { isAtRisk: true, now: 0 }), { isAtRisk: false, now: MINUTE });
    expect(alarm(once, { isAtRisk: false, now: 2 * MINUTE })).toEqual(once);
  });

  test('a copy that stands still is a risk without a window too, and named once with one', () => {
    const stalled = [{ name: 'web-1', copy: { kind: 'stalled', since: 0, percent: null, causes: [] } as const }];
    expect(risksOf({ risks: [], stalled })).toEqual([{ code: 'stalled', machines: ['web-1'] }]);
    expect(risksOf({ risks: [{ code: 'tight', machines: [] }], stalled })).toEqual([{ code: 'tight', machines: [] }]);
    expect(risksOf({ risks: [], stalled: [] })).toEqual([]);
    expect(risksOf({ risks: [], stalled: stalled.map((s) => ({ ...s, held: true as const })) })).toEqual([]);
  });
});
