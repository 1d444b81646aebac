import { describe, expect, test } from '@jest/globals';
import type { Approval, ApprovedMachine } from '../../../src/domain/approval/types.ts';
import { approvalIdOf, jobIdFromCloud, migrationId, waveIdOf } from '../../../src/domain/ids.ts';
import { resolvePlanDoubt } from '../../../src/domain/migration/plan-doubt.ts';
import type { Migration, PendingAct } from '../../../src/domain/migration/types.ts';
import type { Stand } from '../../../src/domain/wave/gate.ts';
import { nextForPlan, planContent, planGroups, planNameOf, type PlanNext, type PlanSeen } from '../../../src/domain/wave/plan.ts';
import { cutoverSet, testedTogether, testStep, verdictsOf, waitsForPlan } from '../../../src/domain/wave/plan-run.ts';
import type { PlanRun, Wave } from '../../../src/domain/wave/types.ts';
import { waveViewOf } from '../../cards/wave-views.ts';
import { migration, OLA } from '../migration/fixtures.ts';
import { approvalOf, NOW } from '../../cards/fixtures.ts';

const WAVE: Wave = { ...waveViewOf(3, () => 'tested').wave, policy: { onFailure: 'stop', drive: 'plan' } };
const link = (trouble: string | null = null) => ({ name: 'p', hash: 'now', savedAt: NOW, jobId: null, trouble });
const save = (over: object = {}) => ({ name: 'p', hash: 'wanted', at: NOW - 60_000, jobId: null, ...over });
const shown = (running: boolean) => ({ name: 'p', groups: [], actions: 0, allowedOperations: [], running: running ? { scenario: 'TestFailover', jobId: null } : null });

test('names have letters, digits and hyphens only, and groups are equal whatever the order inside them', () => {
  expect(planNameOf({ id: waveIdOf('rsv ä', '7 b') }, '0123456789')).toMatch(/^ferry-[a-z0-9-]+-01234567$/);
  expect(planGroups([{ group: 3, itemName: 'c' }, { group: 1, itemName: 'b' }, { group: 1, itemName: 'a' }])).toEqual([['a', 'b'], ['c']]);
  expect(planContent([['B', 'a'], [], ['c']])).toBe(planContent([['a', 'b'], ['C']]));
  expect(planContent([['a', 'b']])).not.toBe(planContent([['a'], ['b']]));
});

describe('what is done about the plan in the vault', () => {
  test.each<{ reason: string; wave: Partial<Wave>; seen: Partial<PlanSeen>; next: PlanNext }>([
    { reason: 'no plan yet', wave: {}, seen: { found: null, hash: null }, next: 'save' },
    { reason: 'it is as wanted, which is news', wave: { planSave: save() }, seen: { hash: 'wanted' }, next: 'saved' },
    { reason: 'it is as wanted, which is known', wave: { plan: { ...link(), hash: 'wanted' } }, seen: { hash: 'wanted' }, next: 'equal' },
    { reason: 'the wave was edited', wave: { plan: link() }, seen: {}, next: 'save' },
    { reason: 'the wave was edited while a request is open', wave: { plan: link() }, seen: { asked: true }, next: 'save' },
    { reason: 'a job of the plan runs', wave: { plan: link() }, seen: { found: shown(true) }, next: 'wait' },
    { reason: 'a save is on its way', wave: { plan: link(), planSave: save() }, seen: {}, next: 'wait' },
    { reason: 'a save came to nothing', wave: { plan: link(), planSave: save({ at: NOW - 700_000 }) }, seen: {}, next: 'save' },
    { reason: 'a save was refused a while ago', wave: { plan: link(), planSave: save({ at: NOW - 700_000, why: 'no' }) }, seen: {}, next: 'wait' },
    { reason: 'somebody changed it', wave: { plan: link() }, seen: { hash: 'other' }, next: 'drifted' },
    { reason: 'somebody deleted it', wave: { plan: link() }, seen: { found: null, hash: null }, next: 'drifted' },
    { reason: 'somebody changed it, which was told', wave: { plan: link('changed') }, seen: { hash: 'other' }, next: 'save' },
    { reason: 'somebody changed it while a request is open', wave: { plan: link('changed') }, seen: { hash: 'other', asked: true }, next: 'stands' },
    { reason: 'somebody put it back', wave: { plan: { ...link('changed'), hash: 'wanted' } }, seen: { hash: 'wanted', asked: true }, next: 'saved' },
  ])('$reason', ({ wave, seen, next }) => {
    expect(nextForPlan({ ...WAVE, ...wave }, { wanted: { name: 'p', hash: 'wanted' }, found: shown(false), hash: 'now', asked: false, now: NOW, settleMs: 600_000, ...seen })).toBe(next);
  });
});

const line = (id: string, over: Partial<ApprovedMachine> = {}): ApprovedMachine => ({ migrationId: migrationId(id), machine: id, group: 1, needs: [], content: id, evidence: approvalOf().evidence, state: 'in', ...over });
const request = (machines: readonly ApprovedMachine[], onFailure: 'stop' | 'go-on' = 'stop'): Approval => approvalOf({ id: approvalIdOf(1), status: 'running', wave: { id: WAVE.id, name: 'W07', machines, onFailure, removals: true, drive: 'plan' } });
const stand = (id: string, over: Partial<Stand> = {}): Stand => ({ id: migrationId(id), phase: 'source-stopped', stuck: false, drifted: false, held: false, ...over });
const names = (a: Approval, stands: readonly Stand[]) => cutoverSet(a, stands)?.map((m) => m.machine) ?? null;

describe('the machines of one failover', () => {
  const three = [line('a'), line('b', { needs: [migrationId('a')] }), line('c')];
  test.each<{ reason: string; a: Approval; stands: readonly Stand[]; set: readonly string[] | null }>([
    { reason: 'all are stopped', a: request(three), stands: [stand('a'), stand('b'), stand('c')], set: ['a', 'b', 'c'] },
    { reason: 'one is not stopped yet', a: request(three), stands: [stand('a'), stand('b', { phase: 'draining' }), stand('c')], set: null },
    { reason: 'one is stuck and keeps the others', a: request(three), stands: [stand('a', { stuck: true }), stand('b'), stand('c')], set: null },
    { reason: 'one is stuck, with what needs it, and the others go on', a: request(three, 'go-on'), stands: [stand('a', { stuck: true }), stand('b'), stand('c')], set: ['c'] },
    { reason: 'one was taken out', a: request([line('a', { state: 'left' }), line('c')]), stands: [stand('a', { held: true }), stand('c')], set: ['c'] },
    { reason: 'one runs in Azure already', a: request(three), stands: [stand('a', { phase: 'in-azure' }), stand('b'), stand('c')], set: ['b', 'c'] },
    { reason: 'one is held and still part of it', a: request(three), stands: [stand('a', { held: true }), stand('b'), stand('c')], set: null },
    { reason: 'none is left', a: request([line('a', { state: 'failed' })]), stands: [stand('a')], set: null },
  ])('$reason', ({ a, stands, set }) => expect(names(a, stands)).toEqual(set));
});

const RUN: PlanRun = { id: 'r', act: 'startFailover', name: 'p', members: [migrationId('a')], approvalId: approvalIdOf(1), intendedAt: NOW, status: 'accepted', jobId: jobIdFromCloud('j'), requestId: null, endedAt: null, notBefore: null, manual: null };

describe('whether a stopped machine leaves its failover to the plan', () => {
  const a = request([line('a'), line('b')]);
  test.each<{ reason: string; id: string; run: PlanRun | null; drive?: 'machines'; waits: boolean }>([
    { reason: 'the run is still to come', id: 'a', run: null, waits: true },
    { reason: 'its run was certainly not taken', id: 'a', run: { ...RUN, status: 'dropped' }, waits: true },
    { reason: 'it came back while the job still runs', id: 'a', run: RUN, waits: true },
    { reason: 'a run is being sent, and it is no part of it', id: 'b', run: { ...RUN, status: 'intended' }, waits: true },
    { reason: 'its run has ended', id: 'a', run: { ...RUN, status: 'ended' }, waits: false },
    { reason: 'its run was refused', id: 'a', run: { ...RUN, status: 'refused' }, waits: false },
    { reason: 'nobody knows, and a person had it try again', id: 'a', run: { ...RUN, status: 'uncertain' }, waits: false },
    { reason: 'the run was on an earlier approval', id: 'a', run: { ...RUN, status: 'ended', approvalId: approvalIdOf(9) }, waits: true },
    { reason: 'somebody took the wave off its plan', id: 'a', run: null, drive: 'machines', waits: false },
  ])('$reason', ({ id, run, drive, waits }) => {
    expect(waitsForPlan(a, { ...WAVE, policy: { onFailure: 'stop', drive: drive ?? 'plan' }, planRun: run }, migrationId(id))).toBe(waits);
  });

  test('a request that was not asked for like that goes machine by machine', () => {
    const { drive: _drive, ...wave } = a.wave!;
    expect(waitsForPlan({ ...a, wave }, WAVE, migrationId('a'))).toBe(false);
  });
});

describe('the test of all machines of a wave', () => {
  const run = { wave: WAVE.id, run: 't' };
  const tested = (n: number, over: Partial<Migration> = {}): Migration => migration({ id: migrationId(`m-0000000000000000${n}-1`), instanceId: WAVE.members[n]!.instanceId, name: `m${n}`, position: { phase: 'testing' }, testRun: run, ...over });
  const cleaning = { position: { phase: 'cleaning-test' } } as const;
  test.each<{ reason: string; all: readonly Migration[]; wave?: Partial<Wave>; step: string | null }>([
    { reason: 'all are to be tested', all: [tested(0), tested(1), tested(2)], step: 'startTestFailover' },
    { reason: 'one had remains of an earlier test, and has removed them by itself', all: [tested(0), tested(1, { finished: 'cleanUpTestFailover' }), tested(2)], step: 'startTestFailover' },
    { reason: 'one removes them still', all: [tested(0), tested(1, { pending: { kind: 'cleanUpTestFailover', intendedAt: NOW, status: 'accepted', jobId: null, comment: null } }), tested(2)], step: null },
    { reason: 'it was started, which the vault does not show yet', all: [tested(0), tested(1, { finished: 'startTestFailover' }), tested(2)], step: null },
    { reason: 'one waits for its verdict', all: [tested(0, cleaning), tested(1, { position: { phase: 'test-review', testVm: 't', since: NOW } }), tested(2, cleaning)], step: null },
    { reason: 'all have their verdict', all: [tested(0, cleaning), tested(1, cleaning), tested(2, cleaning)], step: 'cleanUpTestFailover' },
    { reason: 'one was asked for by itself', all: [tested(0), tested(1, { testRun: { ...run, run: 'other' } }), tested(2)], step: null },
    { reason: 'the plan is only kept', all: [tested(0), tested(1), tested(2)], wave: { policy: { onFailure: 'stop', drive: 'kept' } }, step: null },
  ])('$reason: $step', ({ all, wave = {}, step }) => expect(testStep(all, { ...WAVE, ...wave })).toBe(step));

  test('is one job only when exactly its machines are asked for, in one network', () => {
    const all = [tested(0), tested(1), tested(2)].map((m) => ({ ...m, position: { phase: 'protected' } as const }));
    const by = (machines: readonly Migration[], wave: Wave = WAVE) => testedTogether([wave], new Map(machines.map((m) => [m.instanceId, m])), all.map((m) => m.id))?.name ?? null;
    expect(by(all)).toBe(WAVE.name);
    expect(by(all, { ...WAVE, policy: { onFailure: 'stop', drive: 'kept' } })).toBeNull();
    expect(by(all.map((m, n) => (n === 0 ? { ...m, target: { ...m.target, testNetworkId: '/other' } } : m)))).toBeNull();
    expect(testedTogether([WAVE], new Map(all.map((m) => [m.instanceId, m])), all.slice(1).map((m) => m.id))).toBeNull();
  });

  test('gives the verdicts along with the clean-up', () => {
    const verdict = { works: true, reason: '', by: OLA, at: NOW };
    expect(verdictsOf([tested(0, { verdict }), tested(1, { verdict: { ...verdict, works: false, reason: 'no login' } })])).toBe('1 of 2 machines work; m1: no login (ola)');
  });
});

describe('a machine that shows no trace of the run', () => {
  const act: PendingAct = { kind: 'startFailover', intendedAt: NOW, status: 'intended', jobId: null, comment: null, plan: { wave: WAVE.id, run: 'r' } };
  const after = (ms: number, run: PlanRun | null) => resolvePlanDoubt(act, run, { now: NOW + ms, settleMs: 600_000 }).map((e) => (e.type === 'BecameStuck' ? e.stuck.code : e.type));
  test.each<{ reason: string; ms: number; run: PlanRun | null; events: readonly string[] }>([
    { reason: 'waits for hours while the job of the plan runs', ms: 9_000_000, run: RUN, events: [] },
    { reason: 'waits until the job of the plan was looked for', ms: 900_000, run: { ...RUN, status: 'intended' }, events: [] },
    { reason: 'is shown to a person when nothing was found', ms: 600_000, run: { ...RUN, status: 'uncertain' }, events: ['outcome-unknown'] },
    { reason: 'is shown to a person when nobody ever looked', ms: 1_200_000, run: { ...RUN, status: 'intended' }, events: ['outcome-unknown'] },
    { reason: 'is given a moment after the end', ms: 60_000, run: { ...RUN, status: 'ended', endedAt: NOW }, events: [] },
    { reason: 'was not reached', ms: 130_000, run: { ...RUN, status: 'ended', endedAt: NOW }, events: ['JobFailed'] },
    { reason: 'is refused with all others', ms: 1, run: { ...RUN, status: 'refused', why: 'no' }, events: ['ActRefused', 'refused'] },
    { reason: 'is free again when it was certainly not taken', ms: 1, run: { ...RUN, status: 'dropped', notBefore: NOW + 9 }, events: ['ActDropped'] },
    { reason: 'is shown to a person when the wave knows another run', ms: 600_000, run: null, events: ['outcome-unknown'] },
  ])('$reason', ({ ms, run, events }) => expect(after(ms, run)).toEqual(events));
});
