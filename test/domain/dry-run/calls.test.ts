import { describe, expect, test } from '@jest/globals';
import { callOf, lineOfCall, mappingCall, planCall, policyCall, ruleCall } from '../../../src/domain/dry-run/calls.ts';
import { patternOf, rowsOf } from '../../../src/domain/dry-run/listing.ts';
import type { Call, DryMachine, DryPlan, DryPlanStep, StepKind } from '../../../src/domain/dry-run/types.ts';
import { jobIdFromCloud } from '../../../src/domain/ids.ts';
import { ACT_KINDS, type Migration } from '../../../src/domain/migration/types.ts';
import { PERMISSIONS } from '../../../src/domain/permissions.ts';
import { migration, OLA, T0 } from '../migration/fixtures.ts';

const place = { subscriptionId: 's', resourceGroup: 'rg one', vault: 'v', fabric: 'f', container: 'c' };
const m: Migration = migration({ manual: { jobId: jobIdFromCloud('job-1'), note: '', by: OLA, at: T0, status: 'wanted' } });
const rule = { groupId: 'sg-1', direction: 'in', ports: [443], peer: { kind: 'cidr', cidr: '10.0.0.0/8' }, description: '' } as const;
const PLAN_KINDS = ['savePlan', 'testByPlan', 'cleanUpByPlan', 'failOverByPlan'] as const;
const calls: readonly Call[] = [...PLAN_KINDS.map((kind) => planCall(kind, { place, name: 'p', body: [] })), ...ACT_KINDS.map((kind) => callOf(kind, { m, place, comment: 'x' })), policyCall(place, 'p'), mappingCall(place, 'p'), ruleCall(rule, { asksOnly: false }), ruleCall({ ...rule, direction: 'out' }, { asksOnly: false })];

describe('every call that can be listed', () => {
  test.each(calls.map((call) => ({ call, line: lineOfCall(call) })))('$line is a write that a role allows', ({ call }) => {
    expect(PERMISSIONS.filter((p) => p.kind === 'write' && p.comesWith === undefined).map((p) => p.action)).toContain(call.permission);
    expect(lineOfCall(call)).toContain(call.own);
  });

  test('and every write about a machine that a role allows is one of them', () => {
    const needed = PERMISSIONS.filter((p) => p.kind === 'write' && p.comesWith === undefined && p.cloud !== 'graph').map((p) => p.action);
    expect([...new Set(calls.map((c) => c.permission))].sort()).toEqual([...new Set(needed)].sort());
  });

  test('names are written as they stand in an address', () => {
    expect(lineOfCall(policyCall(place, 'a/b'))).toMatch(/resourceGroups\/rg%20one\/.*replicationPolicies\/a%2Fb$/);
  });
});

describe('several machines', () => {
  const step = (kind: StepKind, own: string, after: DryMachine['steps'][number]['after'] = []): DryMachine['steps'][number] => ({ kind, after, call: { cloud: 'aws', action: 'ec2:X', own, body: [], permission: '' } });
  const machine = (name: string, group: number | null, steps: DryMachine['steps']): DryMachine => ({ name, group, steps, stop: null });

  test('share a line where they do the same at the same place, group by group', () => {
    const rows = rowsOf({ machines: [machine('web', 2, [step('startFailover', 'i-3')]), machine('db1', 1, [step('stopSource', 'i-1'), step('startFailover', 'i-1')]), machine('db2', 1, [step('stopSource', 'i-2')])] });
    expect(rows.map((r) => [r.group, r.kind, r.calls.map((c) => c.machine), patternOf(r)])).toEqual([
      [1, 'stopSource', ['db1', 'db2'], 'ec2:X {name}'], [1, 'startFailover', ['db1'], 'ec2:X i-1'], [2, 'startFailover', ['web'], 'ec2:X i-3'],
    ]);
  });

  test('keep lines of their own where something else lies before', () => {
    expect(rowsOf({ machines: [machine('a', null, [step('startFailover', 'i-1', ['quiesce'])]), machine('b', null, [step('startFailover', 'i-2')])] })).toHaveLength(2);
    expect(rowsOf({ machines: [] })).toEqual([]);
  });

  test('of a recovery plan stop side by side whatever their group, then one request stands for all; others go by group behind them', () => {
    const of = (kind: DryPlanStep['kind'], after: DryPlanStep['after'] = []): DryPlanStep => ({ kind, after, groups: [{ group: 1, machines: ['db'] }, { group: 2, machines: ['web'] }], call: planCall(kind, { place, name: 'p', body: [] }) });
    const plan: DryPlan = { wave: 'W07', name: 'p', bar: null, saves: [of('savePlan')], run: of('failOverByPlan', ['all-stopped']) };
    const machines = [{ ...machine('db', 1, [step('stopSource', 'i-1')]), plan: 'p' }, { ...machine('web', 2, [step('stopSource', 'i-2')]), plan: 'p' }, machine('other', 1, [step('startFailover', 'i-3')])];
    const rows = rowsOf({ machines, plans: [plan] });
    expect(rows.map((r) => [r.group, r.kind, r.calls.map((c) => c.machine)])).toEqual([[null, 'savePlan', ['W07']], [null, 'stopSource', ['db', 'web']], [null, 'failOverByPlan', ['W07']], [1, 'startFailover', ['other']]]);
    expect(patternOf(rows[2]!)).toMatch(/^POST .*\/replicationRecoveryPlans\/p\/unplannedFailover$/);
    expect(rowsOf({ machines: machines.slice(0, 2), plans: [{ ...plan, saves: [], run: null, bar: 'one-keeps-all' }] }).map((r) => r.kind)).toEqual(['stopSource']);
  });
});
