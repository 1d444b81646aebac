import { describe, expect, test } from '@jest/globals';
import { failoverSet, groupsOf, shrinks, testedByPlan, waitsFor, type Foreseen } from '../../../src/domain/dry-run/by-plan.ts';
import type { AheadAct } from '../../../src/domain/dry-run/project.ts';
import { approvalIdOf, migrationId } from '../../../src/domain/ids.ts';
import type { Migration } from '../../../src/domain/migration/types.ts';
import { waveViewOf } from '../../cards/wave-views.ts';
import { migration, T0 } from '../migration/fixtures.ts';

const WAVE = { ...waveViewOf(3, () => 'tested').wave, policy: { onFailure: 'stop', drive: 'plan' } } as const;
const ids = ['m-00000000000000001-1', 'm-00000000000000002-1', 'm-00000000000000003-1'].map(migrationId);
const stopped = { phase: 'source-stopped', approvalId: approvalIdOf(1) } as const;
const m = (n: number, over: Partial<Migration> = {}): Migration => migration({ id: ids[n]!, instanceId: WAVE.members[n]!.instanceId, name: `m${n}`, position: { phase: 'quiescing', approvalId: approvalIdOf(1) }, ...over });
const act = (kind: AheadAct['kind'], after: AheadAct['after'] = [], planStep = false): AheadAct => ({ kind, comment: null, after, planStep });
const ahead = (one: Migration, acts: readonly AheadAct[], stop: string | null = null): Foreseen => ({ m: one, group: 1, projected: { acts, stop } });
const whole = [act('stopSource', ['approval', 'quiesce']), act('startFailover', [], true)];
const line = (n: number, needs: readonly number[] = [], state: 'in' | 'left' = 'in') => ({ migrationId: ids[n]!, group: n + 1, needs: needs.map((x) => ids[x]!), state });

describe('the machines that one failover would take', () => {
  test.each<{ reason: string; lines?: readonly ReturnType<typeof line>[]; onFailure?: 'stop' | 'go-on'; all: readonly Foreseen[]; stored?: readonly Migration[]; set: readonly string[] | null }>([
    { reason: 'all of them come as far', all: [ahead(m(0), whole), ahead(m(1), whole), ahead(m(2), whole)], set: ['m0', 'm1', 'm2'] },
    { reason: 'one comes to rest before, and keeps the others', all: [ahead(m(0), whole), ahead(m(1), [], 'no'), ahead(m(2), whole)], set: null },
    { reason: 'one comes to rest, and the others go on without it and what needs it', onFailure: 'go-on', lines: [line(0), line(1, [0]), line(2)], all: [ahead(m(0), [], 'no'), ahead(m(1), whole), ahead(m(2), whole)], set: ['m2'] },
    { reason: 'a command for one of them leads to the failover of all', all: [ahead(m(0), whole)], stored: [m(1), m(2)], set: ['m0', 'm1', 'm2'] },
    { reason: 'another one is stuck already', all: [ahead(m(0), whole)], stored: [m(1, { stuck: { since: T0, code: 'refused', act: null, failure: { code: '', message: '', causes: '', advice: '', task: null, activityId: null }, jobId: null } }), m(2)], set: null },
    { reason: 'one is out of the request, one runs in Azure', lines: [line(0), line(1, [], 'left'), line(2)], all: [ahead(m(0, { position: stopped }), [act('startFailover', [], true)])], stored: [m(1), m(2, { position: { phase: 'in-azure', failedOverAt: T0, vm: 'v' } })], set: ['m0'] },
  ])('$reason', ({ lines = [line(0), line(1), line(2)], onFailure = 'stop', all, stored = [], set }) => {
    expect(failoverSet({ machines: lines, onFailure }, all, stored)?.map((one) => one.m.name) ?? null).toEqual(set);
  });
});

describe('a test', () => {
  const run = { wave: WAVE.id, run: 't' };
  const testing = (n: number, over: Partial<Migration> = {}): Migration => m(n, { position: { phase: 'testing' }, testRun: run, ...over });
  const step = [act('startTestFailover', [], true)];
  const members = [0, 1, 2].map((n) => ({ m: testing(n), group: 1 }));
  test.each([
    { reason: 'all of them come to it', all: members.map((one) => ahead(one.m, step)), by: true },
    { reason: 'one would come to rest before: the others go by themselves then', all: members.map((one, n) => ahead(one.m, n === 0 ? [] : step, n === 0 ? 'no' : null)), by: false },
    { reason: 'one has remains to remove first', all: members.map((one, n) => ahead(one.m, n === 0 ? [act('cleanUpTestFailover'), ...step] : step)), by: true },
    { reason: 'the machine is none of them', all: [ahead(m(0, { id: migrationId('m-00000000000000009-1') }), step)], by: false },
  ])('$reason', ({ all, by }) => expect(testedByPlan(WAVE, members, all)).toBe(by));
});

describe('the plan of a wave is saved anew afterwards', () => {
  const newest = (over: Partial<Migration> = {}) => new Map([m(0), m(1), m(2, over)].map((one) => [one.instanceId, one]));
  const gone = { position: { phase: 'in-azure', failedOverAt: T0, vm: 'v' } } as const;
  test.each([
    { reason: 'one goes and others stay', wave: {}, all: [ahead(m(0), whole)], newest: newest(), is: true },
    { reason: 'one that is only kept as well', wave: { policy: { onFailure: 'stop', drive: 'kept' } } as const, all: [ahead(m(0), whole)], newest: newest(), is: true },
    { reason: 'one goes back to AWS', wave: {}, all: [ahead(m(0), [act('startSource')])], newest: newest(), is: true },
    { reason: 'the last ones go', wave: {}, all: [ahead(m(0), whole), ahead(m(1), whole)], newest: newest(gone), is: false },
    { reason: 'nobody goes', wave: {}, all: [ahead(m(0), [act('startTestFailover', [], true)])], newest: newest(), is: false },
    { reason: 'the one that went before goes back', wave: {}, all: [ahead(m(2, gone), [act('deallocateTarget'), act('startSource')])], newest: newest(gone), is: false },
    { reason: 'there is no plan', wave: { policy: { onFailure: 'stop', drive: 'machines' } } as const, all: [ahead(m(0), whole)], newest: newest(), is: false },
  ])('$reason: $is', (o) => expect(shrinks({ ...WAVE, ...o.wave }, o.all, o.newest)).toBe(o.is));
});

test('what lies before the request of a plan is what lies before the step of any machine, in its order', () => {
  const left = [act('startFailover', ['drain', 'quiesce', 'approval'], true)];
  expect(waitsFor([ahead(m(0), whole), ahead(m(1), left)], ['all-stopped'])).toEqual(['approval', 'quiesce', 'drain', 'all-stopped']);
  expect(groupsOf([{ m: m(2), group: 7 }, { m: m(0), group: 2 }, { m: m(1), group: 7 }])).toEqual([{ group: 2, machines: ['m0'] }, { group: 7, machines: ['m2', 'm1'] }]);
});
