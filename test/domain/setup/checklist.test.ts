/** The checklist: every state of every step, and that nothing unknown is ever called done. */
import { describe, expect, test } from '@jest/globals';
import type { CheckReport, Finding } from '../../../src/domain/finding.ts';
import type { Migration, Position } from '../../../src/domain/migration/types.ts';
import type { SavedPlan } from '../../../src/domain/plans.ts';
import { checklist, nextStep } from '../../../src/domain/setup/checklist.ts';
import { SETUP_STEPS, type SetupFacts, type SetupStep, type SetupStepId } from '../../../src/domain/setup/types.ts';
import { at, findingOf, NOW, person } from '../../cards/fixtures.ts';

const machines = ['i-1', 'i-2'].map((instanceId, n) => ({ instanceId, name: `web-0${n + 1}` }));
const pass = (check: string): Finding => findingOf({ check, verdict: 'pass', remedy: '', cause: null });
const block = (check: string): Finding => findingOf({ check, verdict: 'block', cause: `${check}:closed` });
const SCOPE = ['ASR-VAULT', 'ASR-MODE', 'ASR-APPL', 'ASR-APPL-HW', 'ASR-POLICY'];
const MACHINE = ['NET-SG-OUT', 'NET-SG-IN-APP', 'NET-NACL', 'NET-VPC', 'ASR-DISC', 'ASR-ACCT'];
const report = (instanceId: string, findings: readonly Finding[]): readonly [string, CheckReport] => [instanceId, { instanceId, name: instanceId, at: NOW, profile: 'modern-2026', findings }];
const plan = (kind: SavedPlan['kind'], selection: SavedPlan['selection']): SavedPlan => ({ kind, selection, by: person('Rita'), at: NOW, machines: 2, wish: null, open: 0 });
const facts = (change: Partial<SetupFacts> = {}): SetupFacts => ({
  now: NOW, machines, waves: ['W07'], plans: [plan('capacity', { kind: 'all' }), plan('network', { kind: 'wave', wave: 'w7' })],
  scopeFindings: { known: true, at: NOW, value: SCOPE.map(pass) }, reports: new Map(machines.map((m) => report(m.instanceId, MACHINE.map(pass)))), migrations: new Map(), ...change,
});
const step = (f: SetupFacts, id: SetupStepId): SetupStep => checklist(f).find((s) => s.id === id)!;
const withScope = (finding: Finding): SetupFacts => facts({ scopeFindings: { known: true, at: NOW, value: [...SCOPE.filter((c) => c !== finding.check).map(pass), finding] } });
const withReports = (...each: readonly (readonly Finding[] | null)[]): SetupFacts => facts({ reports: new Map(machines.flatMap((m, n) => (each[n] === null || each[n] === undefined ? [] : [report(m.instanceId, each[n])]))) });
const withPhases = (...phases: readonly (Position['phase'] | null)[]): SetupFacts => facts({ migrations: new Map(machines.flatMap((m, n): readonly (readonly [string, Migration])[] => (phases[n] === null || phases[n] === undefined ? [] : [[m.instanceId, at(phases[n])]]))) });

test('has every step once, in the order in which they are taken', () => {
  expect(checklist(facts()).map((s) => s.id)).toEqual([...SETUP_STEPS]);
});

describe('plans', () => {
  test.each([
    { plans: [], waves: ['W07'], state: 'todo', reason: 'nobody saved one' },
    { plans: [plan('capacity', { kind: 'all' })], waves: ['W07', 'W08'], state: 'done', reason: 'one for everything' },
    { plans: [plan('capacity', { kind: 'wave', wave: 'W07' })], waves: ['W07', 'W08'], state: 'todo', reason: 'one wave is missing' },
    { plans: [plan('capacity', { kind: 'wave', wave: 'W07' }), plan('capacity', { kind: 'wave', wave: 'wave-8' })], waves: ['W07', 'W08'], state: 'done', reason: 'one for each wave, however it is spelled' },
    { plans: [plan('network', { kind: 'all' })], waves: ['W07'], state: 'todo', reason: 'a network plan is no capacity plan' },
    { plans: [], waves: [], state: 'todo', reason: 'no waves and no plan' },
  ])('$reason', ({ plans, waves, state }) => {
    expect(step(facts({ plans, waves }), 'capacity-plan').state).toBe(state);
  });
});

describe('vault, appliance and policy, as the checks find them now', () => {
  test.each([
    { f: facts(), id: 'vault', state: 'done', reason: 'all is well' },
    { f: withScope(block('ASR-VAULT')), id: 'vault', state: 'todo', reason: 'a block' },
    { f: withScope(findingOf({ check: 'ASR-MODE', verdict: 'warn', cause: null })), id: 'vault', state: 'done', reason: 'a warning keeps nobody from going on' },
    { f: withScope(findingOf({ check: 'ASR-POLICY', verdict: 'unknown' })), id: 'policy', state: 'unknown', reason: 'what could not be read' },
    { f: withScope(findingOf({ check: 'ASR-POLICY', verdict: 'unknown', severity: 'warn' })), id: 'policy', state: 'unknown', reason: 'an unknown of a lesser check is not done either' },
    { f: withScope(findingOf({ check: 'ASR-APPL', verdict: 'warn', cause: 'ASR-APPL:waiting:appliance' })), id: 'registered', state: 'waiting', reason: 'registered minutes ago' },
    { f: withScope(findingOf({ check: 'ASR-APPL', verdict: 'block', cause: 'ASR-APPL:silent:appliance' })), id: 'registered', state: 'todo', reason: 'silent' },
    { f: facts({ scopeFindings: { known: false, why: 'Azure refuses' } }), id: 'registered', state: 'unknown', reason: 'nothing could be read' },
    { f: facts({ scopeFindings: { known: true, at: NOW, value: [] } }), id: 'vault', state: 'unknown', reason: 'no such check ran' },
    { f: withScope(block('ASR-APPL-HW')), id: 'appliance', state: 'todo', reason: 'the appliance is too small' },
  ] as const)('$reason: $id is $state', ({ f, id, state }) => {
    expect(step(f, id).state).toBe(state);
  });
});

describe('the machines, as their last reports say', () => {
  test.each([
    { f: facts(), id: 'security-groups', state: 'done', done: 2, reason: 'all clear' },
    { f: withReports([block('NET-SG-OUT')], [pass('NET-SG-OUT')]), id: 'security-groups', state: 'todo', done: 1, reason: 'one closed port' },
    { f: withReports([pass('NET-SG-OUT')], null), id: 'security-groups', state: 'unknown', done: 1, reason: 'one was never checked' },
    { f: withReports([block('NET-SG-OUT')], null), id: 'security-groups', state: 'todo', done: 0, reason: 'a block counts more than an unknown' },
    { f: withReports([pass('SRC-STATE')], [pass('SRC-STATE')]), id: 'reaches', state: 'unknown', done: 0, reason: 'the check is not in the reports' },
    { f: withReports([{ ...block('ASR-DISC'), override: { check: 'ASR-DISC', cause: null, reason: 'it is another one', by: person('Amir'), at: NOW, until: NOW + 1 } }], [pass('ASR-DISC')]), id: 'reaches', state: 'done', done: 2, reason: 'a block that was let pass' },
    { f: facts({ machines: [] }), id: 'reaches', state: 'unknown', done: 0, reason: 'no machine is known' },
  ] as const)('$reason: $id is $state', ({ f, id, state, done }) => {
    expect(step(f, id)).toMatchObject({ state, evidence: { kind: 'machines', tally: { done } } });
  });

  test('the remedy is that of a machine where something is in the way', () => {
    expect(step(withReports([pass('NET-SG-OUT')], [block('NET-SG-OUT')]), 'security-groups')).toMatchObject({ curer: 'aws', evidence: { sample: { machine: 'web-02', finding: { check: 'NET-SG-OUT' } } } });
  });
});

describe('the stages of the machines', () => {
  test.each([
    { phases: [null, null], id: 'replication', state: 'todo', tally: [0, 0, 2] },
    { phases: ['seeding', null], id: 'replication', state: 'todo', tally: [0, 1, 1] },
    { phases: ['seeding', 'protected'], id: 'replication', state: 'waiting', tally: [1, 1, 0] },
    { phases: ['protected', 'tested'], id: 'replication', state: 'done', tally: [2, 0, 0] },
    { phases: ['enabling', 'protected'], id: 'mobility', state: 'waiting', tally: [1, 1, 0] },
    { phases: ['test-review', 'tested'], id: 'test', state: 'todo', tally: [1, 0, 1] },
    { phases: ['testing', 'tested'], id: 'test', state: 'waiting', tally: [1, 1, 0] },
    { phases: ['awaiting-approval', 'failing-over'], id: 'failover', state: 'todo', tally: [0, 1, 1] },
    { phases: ['in-azure', 'migrated'], id: 'failover', state: 'done', tally: [2, 0, 0] },
    { phases: ['completing', 'migrated'], id: 'complete', state: 'waiting', tally: [1, 1, 0] },
    { phases: ['rolled-back', 'migrated'], id: 'replication', state: 'todo', tally: [1, 0, 1] },
    { phases: ['migrated', 'migrated'], id: 'complete', state: 'done', tally: [2, 0, 0] },
  ] as const)('$phases: $id is $state', ({ phases, id, state, tally: [done, waiting, todo] }) => {
    expect(step(withPhases(...phases), id)).toMatchObject({ state, evidence: { tally: { all: 2, done, waiting, todo } } });
  });

  test('a machine that is stuck does not wait for time, and is named', () => {
    const m = at('seeding', { stuck: { since: NOW, code: 'job-failed', act: 'enableReplication', jobId: null, failure: { code: '1', message: '', causes: '', advice: '', task: null, activityId: null } } });
    expect(step(facts({ migrations: new Map([['i-1', m]]) }), 'replication')).toMatchObject({ state: 'todo', evidence: { tally: { waiting: 0 }, troubled: ['web-01'] } });
    expect(step(facts({ migrations: new Map([['i-1', m]]) }), 'complete')).toMatchObject({ evidence: { troubled: [] } });
  });

  test('what is in the way of the agent comes before the count', () => {
    expect(step(withReports([block('ASR-ACCT')], [pass('ASR-ACCT')]), 'mobility').evidence.kind).toBe('machines');
  });
});

test('the next step is the first that somebody has to act on', () => {
  expect(nextStep(checklist(facts()))?.id).toBe('mobility');
  expect(nextStep(checklist({ ...withPhases('migrated', 'migrated') }))).toBeNull();
  expect(nextStep(checklist(facts({ plans: [] })))?.id).toBe('capacity-plan');
});
