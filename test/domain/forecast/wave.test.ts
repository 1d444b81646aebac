import { describe, expect, test } from '@jest/globals';
import { isWorthKeeping, sampleOf, type Sample } from '../../../src/domain/forecast/sample.ts';
import { waveForecast, type Traveller } from '../../../src/domain/forecast/wave.ts';
import { HOUR, MINUTE } from '../../../src/domain/time.ts';
import { at, liveOf, NOW } from '../../cards/fixtures.ts';

const window = { from: NOW + 8 * HOUR, to: NOW + 12 * HOUR, zone: 'UTC' };
const machine = (name: string, over: Partial<Traveller> = {}): Traveller => ({ name, group: 1, migration: at('tested'), live: liveOf(), copy: null, durations: null, ...over });
const stalled = { kind: 'stalled', since: NOW - 3 * HOUR, percent: 61, causes: [] } as const;
const range = (from: number, to: number) => ({ kind: 'range', from: NOW + from * HOUR, to: NOW + to * HOUR }) as const;
const told = (machines: readonly Traveller[], over: Partial<Parameters<typeof waveForecast>[0]> = {}) => waveForecast({ machines, window, stops: [], rpoLimitSeconds: 900, now: NOW, ...over });
const copying = (name: string, copy: Traveller['copy']) => machine(name, { migration: at('seeding'), copy });
const held = { hold: { by: at('tested').owner, at: NOW, reason: 'agent' } };

describe('a wave is at risk before its window is missed', () => {
  const cases: readonly (readonly [string, readonly Traveller[], Partial<Parameters<typeof waveForecast>[0]>, readonly string[]])[] = [
    ['when a first copy stands still', [machine('db01'), copying('web07', stalled)], {}, ['stalled:web07']],
    ['when a first copy may end after it opens', [copying('web07', range(6, 9))], {}, ['late:web07']],
    ['not when it ends in time', [copying('web07', range(2, 7))], {}, []],
    ['not when nobody knows yet', [copying('web07', { kind: 'unknown' })], {}, []],
    ['when a recovery point is too old so close to it', [machine('db03', { live: liveOf({ rpoSeconds: 4_260 }) })], {}, ['rpo:db03']],
    ['not when it is too old days before', [machine('db03', { live: liveOf({ rpoSeconds: 4_260 }) })], { window: { ...window, from: NOW + 30 * HOUR, to: NOW + 34 * HOUR } }, []],
    ['when its steps took longer before', [machine('db01', { durations: { test: 5 * HOUR, verdict: null, stop: null, failover: null } })], {}, ['short:']],
    ['not for a machine that somebody holds', [copying('web07', stalled), machine('db01')].map((t) => (t.name === 'web07' ? { ...t, migration: at('seeding', held) } : t)), {}, []],
    ['not without a window', [copying('web07', stalled)], { window: null }, []],
    ['not when the window is over', [copying('web07', stalled)], { window: { ...window, from: NOW - 2 * HOUR, to: NOW - HOUR } }, []],
  ];
  test.each(cases)('%s', (_reason, machines, over, risks) => expect(told(machines, over).risks.map((r) => `${r.code}:${r.machines.join()}`)).toEqual(risks));

  test('one machine that is not known yet leaves the end of all copies open', () => {
    expect(told([copying('a', range(1, 2)), copying('b', range(2, 5))]).copies).toEqual({ from: NOW + 2 * HOUR, to: NOW + 5 * HOUR });
    const open = told([copying('a', range(1, 2)), copying('b', { kind: 'unknown' })]);
    expect([open.copies, open.unknown]).toEqual([null, ['b']]);
  });
});

describe('what is kept of a look', () => {
  const kept: Sample = { at: NOW, rpoSeconds: 60, backlogMb: 1, percent: null, bytes: null };
  const cases: readonly (readonly [string, Partial<Sample>, boolean])[] = [
    ['the same figures a round later are not', { at: NOW + 2 * MINUTE }, false],
    ['the same figures five minutes later are', { at: NOW + 5 * MINUTE }, true],
    ['an RPO that doubled is, after a minute', { at: NOW + MINUTE, rpoSeconds: 120 }, true],
    ['an RPO that moved a little is not', { at: NOW + 2 * MINUTE, rpoSeconds: 90 }, false],
    ['another percent is', { at: NOW + MINUTE, percent: 1 }, true],
    ['nothing is within a minute', { at: NOW + MINUTE - 1, rpoSeconds: 9_000 }, false],
  ];
  test.each(cases)('%s', (_reason, over, worth) => expect(isWorthKeeping(kept, { ...kept, ...over })).toBe(worth));

  test('nothing of a machine that runs in Azure, that could not be read, or of which nothing is known', () => {
    expect(sampleOf(at('in-azure'), liveOf(), NOW)).toBeNull();
    expect(sampleOf(at('protected'), liveOf({ trouble: { since: NOW, why: '' } }), NOW)).toBeNull();
    expect(sampleOf(at('enabling'), liveOf({ rpoSeconds: null, percent: null }), NOW)).toBeNull();
    expect(sampleOf(at('protected'), liveOf(), NOW)).toEqual({ at: NOW, rpoSeconds: 240, backlogMb: 12, percent: null, bytes: null });
  });
});
