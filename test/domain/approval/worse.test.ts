import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { testWorse, worseThan } from '../../../src/domain/approval/worse.ts';
import type { Evidence } from '../../../src/domain/evidence.ts';
import { EVIDENCE, T0 } from '../migration/fixtures.ts';

const LIMIT = { rpoSeconds: 900 };
const given = (change: Partial<Evidence>): Evidence => ({ ...EVIDENCE, ...change });
const fails = { works: false, at: T0, by: 'ola' };

test.each([
  { reason: 'the same is not worse', then: {}, now: {}, worse: [] },
  { reason: 'a little more is not', then: { rpoSeconds: 60 }, now: { rpoSeconds: 170 }, worse: [] },
  { reason: 'three times as much is not while it is small', then: { rpoSeconds: 30 }, now: { rpoSeconds: 290 }, worse: [] },
  { reason: 'three times as much and more than five minutes is', then: { rpoSeconds: 60 }, now: { rpoSeconds: 301 }, worse: ['rpo'] },
  { reason: 'over the limit is', then: { rpoSeconds: 800 }, now: { rpoSeconds: 901 }, worse: ['rpo'] },
  { reason: 'over the limit that was approved as such is not', then: { rpoSeconds: 4_000 }, now: { rpoSeconds: 4_100 }, worse: [] },
  { reason: 'an RPO that is not known any more is', then: { rpoSeconds: 60 }, now: { rpoSeconds: null }, worse: ['rpo'] },
  { reason: 'one that never was known is not', then: { rpoSeconds: null }, now: { rpoSeconds: null }, worse: [] },
  { reason: 'a worse health is', then: { replicationHealth: 'normal' }, now: { replicationHealth: 'warning' }, worse: ['health'] },
  { reason: 'a better one is not', then: { replicationHealth: 'critical' }, now: { replicationHealth: 'normal' }, worse: [] },
  { reason: 'a health that cannot be told is', then: { replicationHealth: 'critical' }, now: { replicationHealth: 'none' }, worse: ['health'] },
  { reason: 'a verdict that is gone is', then: {}, now: { test: null }, worse: ['test'] },
  { reason: 'a verdict that turned is', then: {}, now: { test: fails }, worse: ['test'] },
  { reason: 'no verdict before, none now', then: { test: null }, now: { test: null }, worse: [] },
  { reason: 'a new block is', then: {}, now: { blocks: ['Quota: 0 cores left'] }, worse: ['block'] },
  { reason: 'the same block with other figures is not', then: { blocks: ['Quota: 2 cores left'] }, now: { blocks: ['Quota: 1 core left'] }, worse: [] },
  { reason: 'all at once are all told', then: {}, now: { rpoSeconds: 4_260, replicationHealth: 'critical', test: null, blocks: ['A: b', 'C: d'] }, worse: ['rpo', 'health', 'test', 'block', 'block'] },
] as const satisfies readonly { reason: string; then: Partial<Evidence>; now: Partial<Evidence>; worse: readonly string[] }[])('$reason', ({ then, now, worse }) => {
  expect(worseThan(given(then), given(now), LIMIT).map((c) => c.what)).toEqual(worse);
});

test('what was approved once more does not ask again by itself', () => {
  const evidence = fc.record({ rpoSeconds: fc.option(fc.integer({ min: 0, max: 10_000 })), replicationHealth: fc.constantFrom('normal', 'warning', 'critical', 'none'), blocks: fc.array(fc.constantFrom('A: 1', 'B: 2', 'C: 3')) } as const).map((e) => given(e));
  fc.assert(fc.property(evidence, (e) => expect(worseThan(e, e, LIMIT)).toEqual([])));
});

test('a stopped machine is judged by its verdict alone', () => {
  expect(testWorse(EVIDENCE.test, EVIDENCE.test)).toEqual([]);
  expect(testWorse(EVIDENCE.test, null)).toEqual([{ what: 'test', then: EVIDENCE.test, now: null }]);
});
