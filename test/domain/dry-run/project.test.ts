import { describe, expect, test } from '@jest/globals';
import { project, said } from '../../../src/domain/dry-run/project.ts';
import { approvalIdOf } from '../../../src/domain/ids.ts';
import { decide, type MigrationCommand } from '../../../src/domain/migration/decide.ts';
import type { Observation } from '../../../src/domain/migration/observation.ts';
import type { Migration } from '../../../src/domain/migration/types.ts';
import type { SourceStop } from '../../../src/domain/source-stop.ts';
import { EVIDENCE, item, migration, OLA, T0 } from '../migration/fixtures.ts';

const id = approvalIdOf(7);
const at = { now: T0, settleMs: 600_000 };
const source: Observation['source'] = { instanceId: migration().instanceId, power: 'running', privateIp: null };
const vm = { armId: '/vm', name: 'web-01', power: 'running', privateIp: null, size: '' } as const;
const clouds: Observation = { asOf: T0, item: item(), job: 'unread', jobs: 'unread', source, vm: 'absent', doer: 'unread', approval: null, request: null, requestHash: '', checks: 'passed', freezes: [], holdAll: null, contentHash: 'h' };
const failedOver = item({ activeLocation: 'Recovery', allowedOperations: ['CompleteMigration'] });

const cutover = (sourceStop?: SourceStop): MigrationCommand => ({ type: 'request-cutover', approvalId: id, evidence: EVIDENCE, contentHash: 'h', ...(sourceStop === undefined ? {} : { sourceStop }) });
const rollback: MigrationCommand = { type: 'request-rollback', approvalId: id, contentHash: 'h', reason: 'slow' };
const tested = migration({ position: { phase: 'tested' } });
const inAzure = migration({ position: { phase: 'in-azure', failedOverAt: T0, vm: 'web-01' }, sourceStoppedAt: T0 });
const stopped = { ...source, power: 'stopped' } as const;

function ahead(o: { readonly m: Migration; readonly command: MigrationCommand; readonly seen?: Partial<Observation>; readonly granted?: 'cutover' | 'complete' | 'rollback' }) {
  const decided = decide(o.m, o.command, { who: OLA, now: T0, standsIn: true });
  if (!decided.ok) throw new Error(decided.error.code);
  return project({ m: said({ m: o.m, who: OLA, at }, decided.value), o: { ...clouds, ...o.seen }, who: OLA, at, granted: o.granted ?? null });
}

describe('what lies ahead', () => {
  test.each([
    { reason: 'Ferry stops the machine', m: tested, command: cutover(), granted: 'cutover', acts: ['stopSource', 'startFailover'] },
    { reason: 'a backlog is copied first', m: tested, command: cutover(), granted: 'cutover', seen: { item: item({ backlogMb: 900, replicationHealth: 'warning' }) }, acts: ['stopSource', 'startFailover'] },
    { reason: 'a person stops it', m: tested, command: cutover({ kind: 'person' }), granted: 'cutover', acts: ['startFailover'] },
    { reason: 'it is left on', m: tested, command: cutover({ kind: 'none', reason: 'read only' }), granted: 'cutover', acts: ['startFailover'] },
    { reason: 'its window and a freeze are taken as over', m: tested, command: cutover(), granted: 'cutover', seen: { freezes: [{ number: 1, from: T0 - 1, to: T0 + 1, reason: 'x', by: OLA, at: T0, endedAt: null } as never] }, acts: ['stopSource', 'startFailover'] },
    { reason: 'accepted and completed', m: migration({ position: { phase: 'accepted', failedOverAt: T0, vm: 'web-01', by: OLA, at: T0 } }), command: { type: 'request-completion', approvalId: id, contentHash: 'h' }, granted: 'complete', seen: { item: failedOver, source: stopped, vm }, acts: ['completeMigration'] },
    { reason: 'back from Azure', m: inAzure, command: rollback, granted: 'rollback', seen: { item: failedOver, source: stopped, vm }, acts: ['deallocateTarget', 'startSource'] },
    { reason: 'back from Azure, the VM is off already', m: inAzure, command: rollback, granted: 'rollback', seen: { item: failedOver, source: stopped, vm: { ...vm, power: 'deallocated' } }, acts: ['startSource'] },
    { reason: 'back from Azure, EC2 was left on', m: inAzure, command: rollback, granted: 'rollback', seen: { item: failedOver, vm }, acts: ['deallocateTarget'] },
    { reason: 'back before the failover', m: migration({ position: { phase: 'source-stopped', approvalId: id }, sourceStoppedAt: T0 }), command: rollback, granted: 'rollback', seen: { source: stopped }, acts: ['startSource'] },
    { reason: 'nothing to undo', m: migration({ position: { phase: 'quiescing', approvalId: id } }), command: rollback, granted: 'rollback', acts: [] },
    { reason: 'a test', m: tested, command: { type: 'request-test' }, acts: ['startTestFailover'] },
    { reason: 'a test after the remains of another', m: tested, command: { type: 'request-test' }, seen: { item: item({ allowedOperations: ['TestFailoverCleanup'] }) }, acts: ['cleanUpTestFailover', 'startTestFailover'] },
    { reason: 'a job still runs', m: tested, command: { type: 'request-test' }, seen: { item: item({ running: { scenario: 'IrCompletion', jobId: null } }) }, acts: ['startTestFailover'] },
    { reason: 'a verdict', m: migration({ position: { phase: 'test-review', testVm: 't', since: T0 } }), command: { type: 'give-verdict', works: true, reason: '' }, seen: { item: item({ testFailoverState: 'WaitingForCompletion', allowedOperations: ['TestFailoverCleanup'] }) }, acts: ['cleanUpTestFailover'] },
  ] as const)('$reason', ({ acts, ...o }) => {
    const { acts: found, stop } = ahead(o);
    expect(found.map((a) => a.kind)).toEqual(acts);
    expect(stop).toBeNull();
  });

  test('what people do in between stands before the call that waits for it', () => {
    expect(ahead({ m: tested, command: cutover(), granted: 'cutover' }).acts.map((a) => a.after)).toEqual([['approval', 'window', 'quiesce', 'drain'], []]);
    expect(ahead({ m: tested, command: cutover({ kind: 'person' }), granted: 'cutover' }).acts[0]?.after).toContain('person-stops');
  });

  test('an approval that does not exist lets nothing begin', () => {
    expect(ahead({ m: tested, command: cutover() }).acts).toEqual([]);
  });

  test('what would stop it is told', () => {
    const { acts, stop } = ahead({ m: tested, command: { type: 'request-test' }, seen: { item: item({ allowedOperations: [] }) } });
    expect(acts).toEqual([]);
    expect(stop).toMatch(/test failover/);
    expect(ahead({ m: tested, command: cutover(), granted: 'cutover', seen: { item: failedOver } }).stop).toMatch(/outside Ferry/);
  });
});
