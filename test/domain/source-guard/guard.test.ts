/** What a look at the EC2 machine means, by where its migration stands. */
import { describe, expect, test } from '@jest/globals';
import { approvalIdOf, instanceIdFromCloud } from '../../../src/domain/ids.ts';
import { decide } from '../../../src/domain/migration/decide.ts';
import { evolve } from '../../../src/domain/migration/evolve.ts';
import { cutoverContent } from '../../../src/domain/migration/content.ts';
import type { Migration, MigrationEvent, Phase, Position } from '../../../src/domain/migration/types.ts';
import { FERRY } from '../../../src/domain/person.ts';
import { withChanges } from '../../../src/domain/source-guard/changes.ts';
import { lastCopyEvidence } from '../../../src/domain/source-guard/evidence.ts';
import { guardSource, guardSuccessor, isOrphan, type SourceLook } from '../../../src/domain/source-guard/guard.ts';
import type { SourceSeen, SourceSnapshot } from '../../../src/domain/source-guard/types.ts';
import { item, migration, OLA, T0 } from '../migration/fixtures.ts';

const approvalId = approvalIdOf(1001);
const SNAP: SourceSnapshot = {
  at: T0, power: 'running', instanceType: 'm5.large', launchedAt: T0 - 1000, privateIp: '10.10.1.11', subnetId: 'subnet-1', imageId: 'ami-1', autoScalingGroup: null, protection: { termination: true, stop: false },
  disks: [{ volumeId: 'vol-1', sizeGiB: 60 }, { volumeId: 'vol-2', sizeGiB: 100 }],
};
const SEEN: SourceSeen = { power: 'running', instanceType: 'm5.large', launchedAt: T0 - 1000, privateIp: '10.10.1.11', subnetId: 'subnet-1', autoScalingGroup: null, disks: SNAP.disks };

const look = (change: Partial<SourceSeen>, o: Partial<SourceLook> = {}): SourceLook => ({ seen: { ...SEEN, ...change }, now: T0 + 60_000, copy: { lastRecoveryPointAt: T0 - 120_000, seenAt: T0 }, successor: null, ...o });
const POSITIONS: { readonly [P in Phase]?: Position } = {
  seeding: { phase: 'seeding' }, protected: { phase: 'protected' }, tested: { phase: 'tested' }, 'awaiting-approval': { phase: 'awaiting-approval', approvalId }, quiescing: { phase: 'quiescing', approvalId },
  draining: { phase: 'draining', approvalId, quiescedAt: T0, drainFrom: null }, 'stopping-source': { phase: 'stopping-source', approvalId }, 'source-stopped': { phase: 'source-stopped', approvalId },
  'failing-over': { phase: 'failing-over', approvalId }, 'in-azure': { phase: 'in-azure', failedOverAt: T0, vm: 'web-01' }, accepted: { phase: 'accepted', failedOverAt: T0, vm: 'web-01', by: OLA, at: T0 },
  'rolling-back': { phase: 'rolling-back', step: 'deallocate', failedOverAt: T0, reason: 'x', by: OLA }, migrated: { phase: 'migrated', at: T0, vm: 'web-01' },
};
const at = (phase: Phase, change: Partial<Migration> = {}): Migration => migration({ source: SNAP, position: POSITIONS[phase] ?? { phase: 'tested' }, ...change });
const told = (events: readonly MigrationEvent[]): string => events.map((e) => (e.type === 'Drifted' ? `${e.type} ${e.drift.code}` : e.type === 'CutoverDenied' ? `${e.type} ${e.kind ?? ''}` : e.type)).join(' + ');

const PAUSED = 'Drifted source-changed';
const VOIDED = `${PAUSED} + CutoverDenied drift`;
type Row = { readonly reason: string; readonly phase: Phase; readonly seen: Partial<SourceSeen>; readonly m?: Partial<Migration>; readonly then: string };
const rows: readonly Row[] = [
  { reason: 'the same machine is no news', phase: 'tested', seen: {}, then: '' },
  { reason: 'disks that were not read are no news', phase: 'tested', seen: { disks: null }, then: '' },
  { reason: 'on its way is no state', phase: 'tested', seen: { power: 'stopping' }, then: '' },
  { reason: 'stopped while it replicates is told', phase: 'protected', seen: { power: 'stopped' }, then: 'SourceChanged' },
  { reason: 'stopped during a cutover voids it: nobody knows whether all was written', phase: 'draining', seen: { power: 'stopped' }, then: VOIDED },
  { reason: 'stopped by Ferry is expected', phase: 'source-stopped', seen: { power: 'stopped' }, then: '' },
  { reason: 'a newer launch time means stopped and started between two looks', phase: 'tested', seen: { launchedAt: T0 + 5 }, then: 'SourceChanged' },
  { reason: 'and after the application was stopped for the cutover it may run again', phase: 'draining', seen: { launchedAt: T0 + 5 }, then: VOIDED },
  { reason: 'before that it may: nothing was asked of the application yet', phase: 'awaiting-approval', seen: { launchedAt: T0 + 5 }, then: 'SourceChanged' },
  { reason: 'resized is told', phase: 'tested', seen: { instanceType: 'm5.4xlarge' }, then: 'SourceChanged' },
  { reason: 'resized under an open request voids it', phase: 'awaiting-approval', seen: { instanceType: 'm5.4xlarge' }, then: VOIDED },
  { reason: 'another address pauses: the copy is known by it', phase: 'protected', seen: { privateIp: '10.10.1.99' }, then: PAUSED },
  { reason: 'an Auto Scaling group is told, a check blocks the cutover', phase: 'tested', seen: { autoScalingGroup: 'asg' }, then: 'SourceChanged' },
  { reason: 'and voids what is asked for: it would terminate what is stopped', phase: 'quiescing', seen: { autoScalingGroup: 'asg' }, then: VOIDED },
  { reason: 'a disk that was added is not in the copy', phase: 'seeding', seen: { disks: [...(SNAP.disks ?? []), { volumeId: 'vol-3', sizeGiB: 1 }] }, then: PAUSED },
  { reason: 'a disk that grew is not what was copied', phase: 'tested', seen: { disks: [{ volumeId: 'vol-1', sizeGiB: 61 }, { volumeId: 'vol-2', sizeGiB: 100 }] }, then: PAUSED },
  { reason: 'a disk that was detached', phase: 'tested', seen: { disks: [{ volumeId: 'vol-1', sizeGiB: 60 }] }, then: PAUSED },
  { reason: 'nothing is paused while an answer is awaited', phase: 'tested', seen: { privateIp: '10.10.1.99' }, m: { pending: { kind: 'startTestFailover', intendedAt: T0, status: 'accepted', jobId: null, comment: null } }, then: '' },
  { reason: 'what is paused already is not paused again', phase: 'tested', seen: { privateIp: '10.10.1.99' }, m: { drift: { since: T0, code: 'settings-changed', jobId: null } }, then: '' },
  { reason: 'started after the failover: both may be on', phase: 'in-azure', seen: {}, m: { source: { ...SNAP, power: 'stopped' } }, then: 'Drifted source-started' },
  { reason: 'its disks are nobody’s business any more', phase: 'accepted', seen: { disks: [] }, then: '' },
  { reason: 'gone while it replicates', phase: 'protected', seen: { power: 'terminated' }, then: 'SourceLost' },
  { reason: 'about to be gone is gone', phase: 'seeding', seen: { power: 'shutting-down' }, then: 'SourceLost' },
  { reason: 'gone voids an open request', phase: 'awaiting-approval', seen: { power: 'gone' }, then: 'SourceLost + CutoverDenied drift' },
  { reason: 'gone after the stop voids what was approved: it is another operation now', phase: 'source-stopped', seen: { power: 'terminated' }, then: 'SourceLost + CutoverDenied drift' },
  { reason: 'a failover that runs goes on', phase: 'failing-over', seen: { power: 'terminated' }, then: 'SourceLost' },
  { reason: 'gone after the failover: there is no way back', phase: 'in-azure', seen: { power: 'terminated' }, then: 'SourceLost' },
  { reason: 'told once', phase: 'in-azure', seen: { power: 'terminated' }, m: { sourceLost: { at: T0, power: 'gone', lastRecoveryPointAt: null, seenAt: T0, successor: null, autoScalingGroup: null } }, then: '' },
  { reason: 'a rollback sees to it itself', phase: 'rolling-back', seen: { power: 'terminated' }, then: '' },
  { reason: 'an ended migration is silent', phase: 'migrated', seen: { power: 'terminated' }, then: '' },
  { reason: 'a record of an older Ferry gets its snapshot', phase: 'protected', seen: {}, m: { source: { ...SNAP, disks: null } }, then: 'SourceRecorded' },
];

describe('a look at the EC2 machine', () => {
  test.each(rows)('$reason', ({ phase, seen, m, then }) => {
    expect(told(guardSource(at(phase, m), look(seen)))).toBe(then);
  });

  test('a change that was told is not told again', () => {
    const before = at('tested');
    const [event] = guardSource(before, look({ instanceType: 'm5.4xlarge' }));
    const after = evolve(before, { event: event as MigrationEvent, at: T0, actor: FERRY });
    expect(guardSource(after, look({ instanceType: 'm5.4xlarge' }))).toEqual([]);
  });

  test('changes that are taken as the truth are none any more', () => {
    const seen: Partial<SourceSeen> = { privateIp: '10.10.1.99', autoScalingGroup: 'asg', instanceType: 'm5.4xlarge', disks: [{ volumeId: 'vol-1', sizeGiB: 80 }, { volumeId: 'vol-9', sizeGiB: 5 }] };
    const [drifted] = guardSource(at('tested'), look(seen));
    const changes = drifted?.type === 'Drifted' && drifted.drift.detail?.kind === 'source' ? drifted.drift.detail.changes : [];
    expect(changes.map((c) => c.kind).toSorted()).toEqual(['disk-added', 'disk-removed', 'disk-resized', 'joined-group', 'moved', 'resized']);
    expect(guardSource(at('tested', { source: withChanges(SNAP, changes) }), look(seen))).toEqual([]);
  });

  test('a machine of the same name is named, and is another one', () => {
    const successor = instanceIdFromCloud('i-0b10000000000001b');
    const [event] = guardSource(at('tested'), look({ power: 'terminated' }, { successor }));
    expect(event).toMatchObject({ type: 'SourceLost', loss: { successor, lastRecoveryPointAt: T0 - 120_000 } });
  });

  test('one that is launched later is told then, once', () => {
    const successor = instanceIdFromCloud('i-0b10000000000001b');
    const lost = at('tested', { sourceLost: { at: T0, power: 'gone', lastRecoveryPointAt: null, seenAt: T0, successor: null, autoScalingGroup: 'asg' } });
    expect(guardSuccessor(lost, null)).toEqual([]);
    expect(guardSuccessor(at('tested'), successor)).toEqual([]);
    const [event] = guardSuccessor(lost, successor);
    const after = evolve(lost, { event: event as MigrationEvent, at: T0, actor: FERRY });
    expect(after.sourceLost?.successor).toBe(successor);
    expect(guardSuccessor(after, successor)).toEqual([]);
  });

  test('a machine that is seen again was not lost', () => {
    const lost = at('tested', { sourceLost: { at: T0, power: 'gone', lastRecoveryPointAt: null, seenAt: T0, successor: null, autoScalingGroup: null } });
    const [event] = guardSource(lost, look({}));
    expect(event?.type).toBe('SourceRecorded');
    expect(evolve(lost, { event: event as MigrationEvent, at: T0, actor: FERRY }).sourceLost).toBeUndefined();
  });
});

describe('a machine of which only the copy is left', () => {
  const loss = { at: T0, power: 'terminated', lastRecoveryPointAt: T0 - 120_000, seenAt: T0, successor: null, autoScalingGroup: null } as const;
  const asked = { who: OLA, now: T0, standsIn: false };
  const request = { type: 'request-cutover', approvalId, evidence: lastCopyEvidence(at('protected'), item(), T0), contentHash: 'h' } as const;

  test('is failed over by an approval of its own kind, tested or not', () => {
    const m = at('protected', { sourceLost: loss });
    expect(isOrphan(m)).toBe(true);
    expect(decide(at('protected'), request, asked)).toMatchObject({ ok: false, error: { code: 'verdict-needed' } });
    expect(decide(m, request, asked)).toMatchObject({ ok: true });
    expect(cutoverContent(m)).not.toBe(cutoverContent(at('protected')));
  });

  test('goes from its approval straight to the failover: there is nothing to stop', () => {
    const m = at('awaiting-approval', { sourceLost: loss });
    expect(evolve(m, { event: { type: 'CutoverApproved', approvalId }, at: T0, actor: FERRY }).position.phase).toBe('source-stopped');
  });

  test('is not completed by accident, and cannot be rolled back', () => {
    const m = at('accepted', { sourceLost: loss });
    const bound = { approvalId, contentHash: 'r' };
    expect(decide(m, { type: 'request-completion', ...bound }, asked)).toMatchObject({ ok: false, error: { code: 'source-gone' } });
    expect(decide(m, { type: 'request-completion', reason: ' ', ...bound }, asked)).toMatchObject({ ok: false, error: { code: 'source-gone' } });
    expect(decide(m, { type: 'request-completion', reason: 'checked by the owner', ...bound }, asked)).toEqual({ ok: true, value: [{ type: 'OperationAsked', operation: 'complete', reason: 'checked by the owner', ...bound }] });
    expect(decide(m, { type: 'request-rollback', reason: 'broken', ...bound }, asked)).toMatchObject({ ok: false, error: { code: 'source-gone' } });
  });

  test('is judged by the vault alone', () => {
    const m = at('protected', { sourceLost: loss });
    expect(lastCopyEvidence(m, item({ replicationHealth: 'critical', rpoSeconds: 99_999 }), T0)).toMatchObject({ blocks: [], warnings: [expect.stringMatching(/gone/), expect.stringMatching(/Last recovery point/), expect.stringMatching(/No test/)] });
    expect(lastCopyEvidence(m, null, T0).blocks).toHaveLength(1);
    expect(lastCopyEvidence(m, item({ lastRecoveryPointAt: null }), T0).blocks).toHaveLength(1);
    expect(lastCopyEvidence(m, item({ allowedOperations: ['DisableProtection'] }), T0).blocks[0]).toMatch(/does not allow/);
  });
});
