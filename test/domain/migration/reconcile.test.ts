import { describe, expect, test } from '@jest/globals';
import { approvalIdOf, jobIdFromCloud } from '../../../src/domain/ids.ts';
import type { Approval } from '../../../src/domain/approval/types.ts';
import type { Freeze, Hold } from '../../../src/domain/governance/types.ts';
import type { Observation } from '../../../src/domain/migration/observation.ts';
import { reconcile } from '../../../src/domain/migration/reconcile.ts';
import type { Migration, PendingAct, Position } from '../../../src/domain/migration/types.ts';
import type { Job, SourceState } from '../../../src/domain/observation.ts';
import { approval, item, migration, OLA, T0 } from './fixtures.ts';

const MIN = 60_000;
const HOUR = 60 * MIN;
const approvalId = approvalIdOf(1001);
const job = jobIdFromCloud('j1');
const power = (p: SourceState['power']): SourceState => ({ instanceId: migration().instanceId, power: p, privateIp: null });
const theJob = (state: Job['state']): Job => ({ id: job, scenario: 'UnplannedFailover', state, targetObjectName: 'web-01', targetObjectId: null, startedAt: T0, endedAt: null, tasks: [], failure: null, vmName: null });
const seen = (change: Partial<Observation>): Observation => ({ asOf: T0, item: item(), job: 'unread', jobs: [], source: 'unread', vm: 'unread', doer: 'unread', approval: approval({ status: 'approved' }), request: null, requestHash: 'r', checks: 'unread', freezes: [], holdAll: null, contentHash: 'h', ...change });
const doubt = (kind: PendingAct['kind'], change: Partial<PendingAct> = {}): PendingAct => ({ kind, intendedAt: T0, status: 'intended', jobId: null, comment: null, ...change });
const stopped: Position = { phase: 'source-stopped', approvalId };
const failing: Position = { phase: 'failing-over', approvalId };
const waiting: Position = { phase: 'awaiting-approval', approvalId };
/** Approved; may run in the second hour. */
const nightly = approval({ status: 'approved', expiresAt: T0 + HOUR, window: { from: T0 + HOUR, to: T0 + 2 * HOUR, zone: 'UTC' } });
const freeze = (from: number, to: number): Freeze => ({ number: 1, from: T0 + from, to: T0 + to, zone: 'UTC', reason: 'year end', by: null });
const inAzure: Position = { phase: 'in-azure', failedOverAt: T0, vm: 'web-01' };
const accepted: Position = { ...inAzure, phase: 'accepted', by: OLA, at: T0 };
const stopping: Position = { phase: 'stopping-source', approvalId };
const starting: Position = { phase: 'rolling-back', step: 'start-source', failedOverAt: T0, reason: 'broken', by: OLA };
const HOLD: Hold = { by: OLA, at: T0, reason: 'incident' };
const MANUAL: Migration['stuck'] = { since: T0, code: 'manual-action', act: 'startFailover', jobId: job, failure: { code: '', message: '', causes: '', advice: '', task: null, activityId: null } };
const asked = (operation: 'complete' | 'rollback'): NonNullable<Migration['request']> => ({ operation, approvalId: approvalIdOf(1002), reason: 'broken', by: OLA, begun: false });
const given = (status: Approval['status'], operation: Approval['operation']): Approval => approval({ id: approvalIdOf(1002), operation, status, contentHash: 'r', expiresAt: T0 + HOUR });
const draining = (drainFrom: number | null): Position => ({ phase: 'draining', approvalId, quiescedAt: T0, drainFrom });

const BY_PERSON: NonNullable<Migration['sourceStop']> = { kind: 'person' };
const LEFT_ON: NonNullable<Migration['sourceStop']> = { kind: 'none', reason: 'read-only' };
const SUSPENDED: Partial<Migration> = { pending: doubt('startFailover', { status: 'accepted', jobId: job }), stuck: MANUAL };
const ANSWER = (status: NonNullable<Migration['manual']>['status']): NonNullable<Migration['manual']> => ({ jobId: job, note: '', by: OLA, at: T0, status });

type Row = { readonly reason: string; readonly m: Partial<Migration>; readonly o?: Partial<Observation>; readonly now?: number; readonly then: string };
const rows: readonly Row[] = [
  { reason: 'an item that is not there is created', m: {}, o: { item: 'absent' }, then: '→ enableReplication' },
  { reason: 'the first copy is told', m: {}, o: { item: item({ protectionState: 'InitialReplicationInProgress', allowedOperations: ['DisableProtection'] }) }, then: 'SeedingStarted' },
  { reason: 'a stale percentage does not make it protected', m: { position: { phase: 'seeding' } }, o: { item: item({ protectionState: 'InitialReplicationRecoveryCompletionPending', percent: 64, allowedOperations: ['DisableProtection'] }) }, then: '' },
  { reason: 'protected and failover allowed is protected', m: { position: { phase: 'seeding' } }, then: 'ProtectionReached' },
  { reason: 'a test begins when ASR allows it', m: { position: { phase: 'testing' } }, then: '→ startTestFailover' },
  { reason: 'and not while something runs', m: { position: { phase: 'testing' } }, o: { item: item({ running: { scenario: 'EnableDr', jobId: job } }) }, then: '' },
  { reason: 'a finished test that lags is not begun again', m: { position: { phase: 'testing' }, finished: 'startTestFailover' }, now: T0 + MIN, then: '' },
  { reason: 'the lag counts from the end of a test that took long', m: { position: { phase: 'testing' }, finished: 'startTestFailover', finishedAt: T0 + 30 * MIN }, now: T0 + 31 * MIN, then: '' },
  { reason: 'a lag longer than the settle time is shown', m: { position: { phase: 'testing' }, finished: 'startTestFailover', finishedAt: T0 + 30 * MIN }, now: T0 + 40 * MIN, then: 'BecameStuck not-allowed' },
  { reason: 'the first look after the quiesce sets the mark by the cloud clock', m: { position: draining(null) }, o: { asOf: T0 + 7 }, then: 'DrainObserved' },
  { reason: 'no recovery point since the mark: wait', m: { position: draining(T0) }, o: { item: item({ lastRecoveryPointAt: T0 }) }, then: '' },
  { reason: 'backlog left: wait', m: { position: draining(T0) }, o: { item: item({ backlogMb: 0.5, lastRecoveryPointAt: T0 + MIN }) }, then: '' },
  { reason: 'backlog unknown: wait', m: { position: draining(T0) }, o: { item: item({ backlogMb: null, lastRecoveryPointAt: T0 + MIN }) }, then: '' },
  { reason: 'health critical: wait', m: { position: draining(T0) }, o: { item: item({ replicationHealth: 'critical', lastRecoveryPointAt: T0 + MIN }) }, then: '' },
  { reason: 'empty and fresh: the delta is in', m: { position: draining(T0) }, o: { item: item({ lastRecoveryPointAt: T0 + MIN }) }, then: 'DrainFinished' },
  { reason: 'the approval ran out before the stop: nothing is stopped', m: { position: draining(T0) }, now: T0 + 86_400_000, then: 'CutoverDenied missed' },
  { reason: 'so it does while the application is still being stopped', m: { position: { phase: 'quiescing', approvalId } }, now: T0 + 86_400_000, then: 'CutoverDenied missed' },
  { reason: 'approved before its window: it is told and waits', m: { position: waiting }, o: { approval: nightly }, now: T0, then: 'CutoverScheduled' },
  { reason: 'told once', m: { position: { ...waiting, approvedAt: T0 } }, o: { approval: nightly }, now: T0 + HOUR - 1, then: '' },
  { reason: 'the window opens: now people are asked to stop the application', m: { position: { ...waiting, approvedAt: T0 } }, o: { approval: nightly }, now: T0 + HOUR, then: 'CutoverApproved' },
  { reason: 'nobody approved before it opened: nothing', m: { position: waiting }, o: { approval: { ...nightly, status: 'requested' } }, now: T0 + HOUR, then: '' },
  { reason: 'the last millisecond of the window counts', m: { position: stopped }, o: { approval: nightly, source: power('stopped') }, now: T0 + 2 * HOUR - 1, then: '→ startFailover' },
  { reason: 'the window ended before anything was stopped', m: { position: draining(T0) }, o: { approval: nightly }, now: T0 + 2 * HOUR, then: 'CutoverDenied missed' },
  { reason: 'it ended before the source was stopped', m: { position: { phase: 'stopping-source', approvalId } }, o: { approval: nightly, source: power('running') }, now: T0 + 2 * HOUR, then: 'CutoverDenied missed' },
  { reason: 'too little of it is left to stop a source', m: { position: stopping }, o: { approval: nightly, source: power('running') }, now: T0 + 2 * HOUR - 10 * MIN, then: 'CutoverDenied missed' },
  { reason: 'just enough is left', m: { position: stopping }, o: { approval: nightly, source: power('running') }, now: T0 + 2 * HOUR - 10 * MIN - 1, then: '→ stopSource' },
  { reason: 'nor are people asked to stop the application then', m: { position: { ...waiting, approvedAt: T0 } }, o: { approval: nightly }, now: T0 + 2 * HOUR - 10 * MIN, then: 'CutoverDenied missed' },
  { reason: 'a person stops it: Ferry does not', m: { position: stopping, sourceStop: BY_PERSON }, o: { source: power('running') }, then: '' },
  { reason: 'saying so is not enough while AWS shows it running', m: { position: { ...stopping, confirmed: { by: OLA, at: T0 } }, sourceStop: BY_PERSON }, o: { source: power('running') }, then: '' },
  { reason: 'nor while it is stopping', m: { position: { ...stopping, confirmed: { by: OLA, at: T0 } }, sourceStop: BY_PERSON }, o: { source: power('stopping') }, then: '' },
  { reason: 'nor is AWS alone enough', m: { position: stopping, sourceStop: BY_PERSON }, o: { source: power('stopped') }, then: '' },
  { reason: 'both together are', m: { position: { ...stopping, confirmed: { by: OLA, at: T0 } }, sourceStop: BY_PERSON }, o: { source: power('stopped') }, then: 'SourceStopped' },
  { reason: 'withdrawn while it still runs: there is nothing to undo', m: { position: stopping, sourceStop: BY_PERSON }, o: { approval: approval({ status: 'withdrawn' }), source: power('running') }, then: 'CutoverDenied withdrawn' },
  { reason: 'asked anew while it still runs: it waits for its approval again', m: { position: stopping, sourceStop: BY_PERSON }, o: { approval: approval({ status: 'requested' }), source: power('running') }, then: 'CutoverSuspended' },
  { reason: 'its time is over when it is off already: people are told', m: { position: stopping, sourceStop: BY_PERSON }, o: { approval: nightly, source: power('stopped') }, now: T0 + 2 * HOUR, then: 'BecameStuck window-missed' },
  { reason: 'started again after a person stopped it', m: { position: stopped, sourceStop: BY_PERSON, sourceStoppedAt: T0 }, o: { source: power('running') }, then: 'BecameStuck source-running' },
  { reason: 'left running as approved: the failover begins', m: { position: stopped, sourceStop: LEFT_ON }, o: { source: power('running') }, then: '→ startFailover' },
  { reason: 'but for its approval only', m: { position: stopped, sourceStop: LEFT_ON }, o: { source: power('running'), contentHash: 'other' }, then: 'CutoverDenied voided content' },
  { reason: 'and in time: nothing was touched', m: { position: stopped, sourceStop: LEFT_ON }, o: { approval: nightly, source: power('running') }, now: T0 + 2 * HOUR - MIN, then: 'CutoverDenied missed' },
  { reason: 'a new approval is asked for while the source is stopped: it waits', m: { position: stopped, sourceStoppedAt: T0 }, o: { approval: approval({ status: 'requested' }), source: power('stopped') }, then: '' },
  { reason: 'a job that waits is resumed when somebody says that it is done', m: { position: failing, ...SUSPENDED, manual: ANSWER('wanted') }, o: { item: 'unread', job: theJob('suspended') }, then: '→ resumeJob' },
  { reason: 'not while the machine is held', m: { position: failing, ...SUSPENDED, manual: ANSWER('wanted'), hold: HOLD }, o: { item: 'unread', job: theJob('suspended') }, then: '' },
  { reason: 'not when it cannot be done', m: { position: failing, ...SUSPENDED, manual: ANSWER('cannot') }, o: { item: 'unread', job: theJob('suspended') }, then: '' },
  { reason: 'not twice while its answer may still come', m: { position: failing, ...SUSPENDED, manual: ANSWER('uncertain') }, o: { item: 'unread', job: theJob('suspended') }, now: T0 + 9 * MIN, then: '' },
  { reason: 'asked once more when it came to nothing', m: { position: failing, ...SUSPENDED, manual: ANSWER('intended') }, o: { item: 'unread', job: theJob('suspended') }, now: T0 + 10 * MIN, then: 'ActDropped' },
  { reason: 'it goes on', m: { position: failing, ...SUSPENDED, manual: ANSWER('accepted') }, o: { item: 'unread', job: theJob('inProgress') }, then: 'ActAdopted' },
  { reason: 'an answer about another job resumes nothing', m: { position: failing, ...SUSPENDED, manual: { ...ANSWER('wanted'), jobId: jobIdFromCloud('j0') } }, o: { item: 'unread', job: theJob('suspended') }, then: '' },
  { reason: 'it ended with the source stopped: nothing is failed over', m: { position: stopped }, o: { approval: nightly, source: power('stopped') }, now: T0 + 2 * HOUR, then: 'BecameStuck window-missed' },
  { reason: 'a failover that runs is not touched by the end of its window', m: { position: failing, pending: doubt('startFailover', { status: 'accepted', jobId: job }) }, o: { approval: nightly, item: 'unread', job: theJob('inProgress') }, now: T0 + 3 * HOUR, then: '' },
  { reason: 'and ends as it ends', m: { position: failing, finished: 'startFailover' }, o: { approval: nightly, item: item({ activeLocation: 'Recovery' }), vm: { armId: '', name: 'web-01', power: 'running', privateIp: null, size: '' } }, now: T0 + 3 * HOUR, then: 'FailoverFinished' },
  { reason: 'the clock was put back: no step begins before the window', m: { position: stopped }, o: { approval: nightly, source: power('stopped') }, now: T0, then: '' },
  { reason: 'nor is anything stopped', m: { position: { phase: 'stopping-source', approvalId } }, o: { approval: nightly, source: power('running') }, now: T0, then: '' },
  { reason: 'approved in a freeze: it is told', m: { position: waiting }, o: { freezes: [freeze(0, 2 * HOUR)] }, now: T0 + MIN, then: 'CutoverScheduled FreezeMet' },
  { reason: 'a freeze holds what nothing was stopped for, and is told', m: { position: draining(T0) }, o: { freezes: [freeze(0, 2 * HOUR)], item: item({ lastRecoveryPointAt: T0 + MIN }) }, now: T0 + MIN, then: 'FreezeMet' },
  { reason: 'told once', m: { position: draining(T0), freezeMet: 1 }, o: { freezes: [freeze(0, 2 * HOUR)], item: item({ lastRecoveryPointAt: T0 + MIN }) }, now: T0 + MIN, then: '' },
  { reason: 'it goes on when the freeze is over', m: { position: draining(T0), freezeMet: 1 }, o: { freezes: [freeze(0, 2 * HOUR)], item: item({ lastRecoveryPointAt: T0 + MIN }) }, now: T0 + 2 * HOUR, then: 'DrainFinished' },
  { reason: 'or when somebody ended it', m: { position: draining(T0), freezeMet: 1 }, o: { freezes: [{ ...freeze(0, 2 * HOUR), endedAt: T0 + MIN }], item: item({ lastRecoveryPointAt: T0 + MIN }) }, now: T0 + MIN, then: 'DrainFinished' },
  { reason: 'a freeze wins over an approval: nothing is stopped', m: { position: { phase: 'stopping-source', approvalId } }, o: { source: power('running'), freezes: [freeze(0, HOUR)] }, then: 'BecameStuck frozen' },
  { reason: 'nor failed over, and people are told that the source is stopped', m: { position: stopped }, o: { source: power('stopped'), freezes: [freeze(0, HOUR)] }, then: 'BecameStuck frozen' },
  { reason: 'a freeze to the end of the time voids the approval', m: { position: draining(T0) }, o: { approval: nightly, freezes: [freeze(HOUR, 3 * HOUR)] }, now: T0 + 2 * HOUR, then: 'CutoverDenied voided freeze' },
  { reason: 'a freeze that was over before does not: the time was missed', m: { position: draining(T0) }, o: { approval: nightly, freezes: [freeze(HOUR, 1.5 * HOUR)] }, now: T0 + 2 * HOUR, then: 'CutoverDenied missed' },
  { reason: 'the approval was for something else', m: { position: draining(T0) }, o: { contentHash: 'other' }, then: 'CutoverDenied voided content' },
  { reason: 'the source is stopped once', m: { position: { phase: 'stopping-source', approvalId } }, o: { source: power('running') }, then: '→ stopSource' },
  { reason: 'not without a live approval', m: { position: { phase: 'stopping-source', approvalId } }, o: { source: power('running'), approval: approval({ status: 'withdrawn' }) }, then: 'BecameStuck approval-lapsed' },
  { reason: 'a stopping source is waited for', m: { position: { phase: 'stopping-source', approvalId } }, o: { source: power('stopping') }, then: '' },
  { reason: 'a stopped source is told', m: { position: { phase: 'stopping-source', approvalId } }, o: { source: power('stopped') }, then: 'SourceStopped' },
  { reason: 'a terminated source stops everything', m: { position: draining(T0) }, o: { source: power('terminated') }, then: 'SourceLost' },
  { reason: 'all conditions hold: failover', m: { position: stopped }, o: { source: power('stopped') }, then: '→ startFailover' },
  { reason: 'but not before the time that the cloud asked for', m: { position: stopped, notBefore: T0 + MIN }, o: { source: power('stopped') }, now: T0 + MIN - 1, then: '' },
  { reason: 'and then it is', m: { position: stopped, notBefore: T0 + MIN }, o: { source: power('stopped') }, now: T0 + MIN, then: '→ startFailover' },
  { reason: 'what needs no call is told meanwhile', m: { position: { phase: 'seeding' }, notBefore: T0 + MIN }, now: T0, then: 'ProtectionReached' },
  { reason: 'source started again: no failover', m: { position: stopped }, o: { source: power('running') }, then: 'BecameStuck source-running' },
  { reason: 'approval gone: no failover', m: { position: stopped }, o: { source: power('stopped'), approval: null }, then: 'BecameStuck approval-lapsed' },
  { reason: 'content changed: no failover', m: { position: stopped }, o: { source: power('stopped'), contentHash: 'x' }, then: 'BecameStuck approval-lapsed' },
  { reason: 'ASR does not offer it: no failover', m: { position: stopped }, o: { source: power('stopped'), item: item({ allowedOperations: ['DisableProtection'] }) }, then: 'BecameStuck not-allowed' },
  { reason: 'ASR runs something: wait', m: { position: stopped }, o: { source: power('stopped'), item: item({ allowedOperations: [], running: { scenario: 'EnableDr', jobId: job } }) }, then: '' },
  { reason: 'source unread: wait', m: { position: stopped }, then: '' },
  { reason: 'a running scenario is adopted', m: { position: failing, pending: doubt('startFailover') }, o: { item: item({ running: { scenario: 'UnplannedFailover', jobId: job } }) }, then: 'ActAdopted' },
  { reason: 'a job begun since is adopted', m: { position: failing, pending: doubt('startFailover', { status: 'uncertain' }) }, o: { jobs: [theJob('inProgress')] }, then: 'ActAdopted' },
  { reason: 'a job of long ago is not', m: { position: failing, pending: doubt('startFailover') }, o: { jobs: [{ ...theJob('succeeded'), startedAt: T0 - 60 * MIN }] }, then: '' },
  { reason: 'nor is a job that carried an earlier act, whatever its clock says', m: { position: failing, pending: doubt('startFailover'), knownJobs: [job] }, o: { jobs: [theJob('failed')] }, then: '' },
  { reason: 'no trace yet: wait, never send again', m: { position: failing, pending: doubt('startFailover') }, now: T0 + 9 * MIN, then: '' },
  { reason: 'no trace after the settle time: ask a person', m: { position: failing, pending: doubt('startFailover') }, now: T0 + 10 * MIN, then: 'BecameStuck outcome-unknown' },
  { reason: 'asked once, not in every look', m: { position: failing, pending: doubt('startFailover'), stuck: { since: T0, code: 'outcome-unknown', act: 'startFailover', jobId: null, failure: { code: '', message: '', causes: '', advice: '', task: null, activityId: null } } }, now: T0 + 11 * MIN, then: '' },
  { reason: 'late evidence is still adopted', m: { position: failing, pending: doubt('startFailover'), stuck: { since: T0, code: 'outcome-unknown', act: 'startFailover', jobId: null, failure: { code: '', message: '', causes: '', advice: '', task: null, activityId: null } } }, o: { jobs: [theJob('inProgress')] }, now: T0 + 11 * MIN, then: 'ActAdopted' },
  { reason: 'a test in doubt may be begun again after the settle time', m: { position: { phase: 'testing' }, pending: doubt('startTestFailover') }, now: T0 + 10 * MIN, then: 'ActDropped' },
  { reason: 'a stop in doubt may be repeated at once', m: { position: { phase: 'stopping-source', approvalId }, pending: doubt('stopSource') }, o: { source: power('running') }, then: 'ActDropped' },
  { reason: 'a running job is waited for', m: { position: failing, pending: doubt('startFailover', { status: 'accepted', jobId: job }) }, o: { item: 'unread', job: theJob('inProgress') }, then: '' },
  { reason: 'a failed job is told', m: { position: failing, pending: doubt('startFailover', { status: 'accepted', jobId: job }) }, o: { item: 'unread', job: theJob('failed') }, then: 'JobFailed' },
  { reason: 'failed over and running is in Azure', m: { position: failing, finished: 'startFailover' }, o: { item: item({ activeLocation: 'Recovery' }), vm: { armId: '', name: 'web-01', power: 'running', privateIp: null, size: '' } }, then: 'FailoverFinished' },
  { reason: 'failed over but not running is not', m: { position: failing, finished: 'startFailover' }, o: { item: item({ activeLocation: 'Recovery' }), vm: 'absent' }, then: '' },
  { reason: 'a failover from the portal is drift', m: { position: { phase: 'tested' } }, o: { item: item({ activeLocation: 'Recovery' }), source: power('running') }, then: 'Drifted failed-over-outside' },
  { reason: 'a removed item is drift', m: { position: { phase: 'in-azure', failedOverAt: T0, vm: 'x' } }, o: { item: 'absent' }, then: 'Drifted item-gone' },
  { reason: 'complete when allowed', m: { position: { phase: 'completing', failedOverAt: T0, vm: 'x' } }, o: { item: item({ activeLocation: 'Recovery', allowedOperations: ['CompleteMigration'] }) }, then: '→ completeMigration' },
  { reason: 'gone is completed', m: { position: { phase: 'completing', failedOverAt: T0, vm: 'x' } }, o: { item: 'absent' }, then: 'MigrationCompleted' },
  { reason: 'a job that waits for a person is told, not taken for failed', m: { position: failing, pending: doubt('startFailover', { status: 'accepted', jobId: job }) }, o: { item: 'unread', job: theJob('suspended') }, then: 'BecameStuck manual-action' },
  { reason: 'once', m: { position: failing, pending: doubt('startFailover', { status: 'accepted', jobId: job }), stuck: MANUAL }, o: { item: 'unread', job: theJob('suspended') }, then: '' },
  { reason: 'when it goes on nobody is asked any more', m: { position: failing, pending: doubt('startFailover', { status: 'accepted', jobId: job }), stuck: MANUAL }, o: { item: 'unread', job: theJob('inProgress') }, then: 'ActAdopted' },
  { reason: 'its end counts as any other', m: { position: failing, pending: doubt('startFailover', { status: 'accepted', jobId: job }), stuck: MANUAL }, o: { item: 'unread', job: theJob('succeeded') }, then: 'ActFinished' },
  { reason: 'a held machine stops nothing', m: { position: stopping, hold: HOLD }, o: { source: power('running') }, then: '' },
  { reason: 'nor when everything is held', m: { position: stopping }, o: { source: power('running'), holdAll: HOLD }, then: '' },
  { reason: 'what was begun before is still seen to its end', m: { position: stopping, hold: HOLD }, o: { source: power('stopped') }, then: 'SourceStopped' },
  { reason: 'a failover whose job runs on is seen to its end', m: { position: failing, finished: 'startFailover', hold: HOLD }, o: { item: item({ activeLocation: 'Recovery' }), vm: { armId: '', name: 'web-01', power: 'running', privateIp: null, size: '' } }, then: 'FailoverFinished' },
  { reason: 'an approved cutover that is held waits', m: { position: waiting, hold: HOLD }, then: 'CutoverScheduled' },
  { reason: 'a rollback waits for its approval', m: { position: inAzure, request: asked('rollback') }, o: { request: given('requested', 'rollback') }, then: '' },
  { reason: 'and no failover begins beside it', m: { position: stopped, request: asked('rollback') }, o: { source: power('stopped'), request: given('requested', 'rollback') }, then: '' },
  { reason: 'approved it begins', m: { position: inAzure, request: asked('rollback') }, o: { request: given('approved', 'rollback') }, then: 'RollbackRequested' },
  { reason: 'also on a machine that is stuck', m: { position: stopped, stuck: MANUAL, request: asked('rollback') }, o: { source: power('stopped'), request: given('approved', 'rollback') }, then: 'RollbackRequested' },
  { reason: 'and in a freeze', m: { position: inAzure, request: asked('rollback') }, o: { request: given('approved', 'rollback'), freezes: [freeze(-HOUR, HOUR)] }, then: 'RollbackRequested' },
  { reason: 'not while it is held', m: { position: inAzure, request: asked('rollback'), hold: HOLD }, o: { request: given('approved', 'rollback') }, then: '' },
  { reason: 'not for other content', m: { position: inAzure, request: asked('rollback') }, o: { request: given('approved', 'rollback'), requestHash: 'other' }, then: 'OperationDenied voided content' },
  { reason: 'rejected it does not', m: { position: inAzure, request: asked('rollback') }, o: { request: given('rejected', 'rollback') }, then: 'OperationDenied rejected' },
  { reason: 'approved too late it does not', m: { position: inAzure, request: asked('rollback') }, o: { request: given('approved', 'rollback') }, now: T0 + HOUR, then: 'OperationDenied missed' },
  { reason: 'a completion waits for the end of a freeze', m: { position: accepted, request: asked('complete') }, o: { request: given('approved', 'complete'), freezes: [freeze(-HOUR, HOUR)] }, then: '' },
  { reason: 'approved it begins as well', m: { position: accepted, request: asked('complete') }, o: { request: given('approved', 'complete') }, then: 'CompletionRequested' },
  { reason: 'a completion whose approval was voided removes nothing', m: { position: { phase: 'completing', failedOverAt: T0, vm: 'x' }, request: { ...asked('complete'), begun: true } }, o: { item: item({ activeLocation: 'Recovery', allowedOperations: ['CompleteMigration'] }), request: given('voided', 'complete') }, then: 'BecameStuck approval-lapsed' },
  { reason: 'EC2 that runs is not yet checked', m: { position: starting }, o: { vm: 'absent', source: power('running'), checks: 'running' }, then: '' },
  { reason: 'checked it is rolled back', m: { position: starting }, o: { vm: 'absent', source: power('running'), checks: 'passed' }, then: 'RolledBack' },
  { reason: 'one that fails its checks is not', m: { position: starting }, o: { vm: 'absent', source: power('running'), checks: 'failed' }, then: 'BecameStuck source-unchecked' },
  { reason: 'nor one that AWS does not tell about in time', m: { position: starting }, o: { vm: 'absent', source: power('running'), checks: 'unknown' }, now: T0 + HOUR, then: 'BecameStuck source-unchecked' },
  { reason: 'an ended migration is silent', m: { position: { phase: 'migrated', at: T0, vm: 'x' } }, o: { item: 'absent' }, then: '' },
];

describe('what follows from a look', () => {
  test.each(rows)('$reason', (row) => {
    const d = reconcile(migration(row.m), seen(row.o ?? {}), { now: row.now ?? T0, settleMs: 10 * MIN, marginMs: 10 * MIN });
    const first = d.events[0];
    const detail = first?.type === 'BecameStuck' ? ` ${first.stuck.code}` : first?.type === 'Drifted' ? ` ${first.drift.code}` : '';
    const denied = first?.type === 'CutoverDenied' || first?.type === 'OperationDenied' ? ` ${first.outcome}${first.kind === undefined ? '' : ` ${first.kind}`}` : '';
    const more = first?.type === 'CutoverScheduled' ? d.events.slice(1).map((e) => ` ${e.type}`).join('') : '';
    expect(d.act === null ? (first === undefined ? '' : first.type + detail + denied + more) : `→ ${d.act.kind}`).toBe(row.then);
  });
});
