/** One of everything that can be asked of a migration, and one of everything that can happen to it; complete by type. */
import type { MigrationCommand, Refusal } from '../../../src/domain/migration/decide.ts';
import { ACT_KINDS, type Migration, type MigrationEvent, type MigrationEventType, type Phase, type Position } from '../../../src/domain/migration/types.ts';
import { approvalIdOf, jobIdFromCloud } from '../../../src/domain/ids.ts';
import type { SourceLoss, SourceSnapshot } from '../../../src/domain/source-guard/types.ts';
import { EVIDENCE, migration, OLA, T0 } from './fixtures.ts';

const approvalId = approvalIdOf(7);
const jobId = jobIdFromCloud('job-1');
const failure = { code: 'x', message: 'x', causes: '', advice: '', task: null, activityId: null };
const verdict = { works: true, reason: '', by: OLA, at: T0 };
const source: SourceSnapshot = { power: 'running', instanceType: 'm5.large', launchedAt: 1, privateIp: '10.10.1.11', subnetId: 's', autoScalingGroup: null, disks: [], at: T0, imageId: null, protection: null };
const LOST: SourceLoss = { at: T0, power: 'terminated', lastRecoveryPointAt: null, seenAt: T0, successor: null, autoScalingGroup: null };
const migrated = { failedOverAt: T0, vm: 'web-01' };

export const COMMANDS: { readonly [C in MigrationCommand['type']]: Extract<MigrationCommand, { type: C }> } = {
  'request-test': { type: 'request-test' },
  'give-verdict': { type: 'give-verdict', works: true, reason: '' },
  'request-cutover': { type: 'request-cutover', approvalId, evidence: EVIDENCE, contentHash: 'h' },
  'set-window': { type: 'set-window', window: null },
  'confirm-quiesce': { type: 'confirm-quiesce' },
  'confirm-stopped': { type: 'confirm-stopped' },
  'answer-manual': { type: 'answer-manual', done: true, note: '' },
  accept: { type: 'accept' },
  'refuse-acceptance': { type: 'refuse-acceptance', reason: 'broken' },
  'request-completion': { type: 'request-completion', approvalId, contentHash: 'h', reason: '' },
  'request-rollback': { type: 'request-rollback', approvalId, contentHash: 'h', reason: 'broken' },
  hold: { type: 'hold', reason: 'wait' },
  resume: { type: 'resume' },
  retry: { type: 'retry' },
  'adopt-drift': { type: 'adopt-drift' },
  'keep-drift': { type: 'keep-drift' },
};

/** The same without the words that they need. */
export const WORDLESS: readonly MigrationCommand[] = [{ ...COMMANDS.hold, reason: ' ' }, { ...COMMANDS['request-rollback'], reason: '' }, { ...COMMANDS['refuse-acceptance'], reason: '' }, { ...COMMANDS['give-verdict'], works: false }, { ...COMMANDS['answer-manual'], done: false }];

export const REFUSED: { readonly [C in Refusal['code']]: true } = {
  'wrong-phase': true, busy: true, stuck: true, drifted: true, 'verdict-needed': true, 'reason-needed': true, 'nothing-to-retry': true, 'point-of-no-return': true, 'not-the-owner': true, 'source-gone': true, 'nothing-outside': true, held: true, 'not-held': true, ended: true,
  'nothing-to-undo': true, 'request-open': true, 'no-manual-action': true,
};

export const POSITIONS: { readonly [P in Phase]: Extract<Position, { phase: P }> } = {
  enabling: { phase: 'enabling' }, seeding: { phase: 'seeding' }, protected: { phase: 'protected' }, testing: { phase: 'testing' },
  'test-review': { phase: 'test-review', testVm: 'web-01-test', since: T0 }, 'cleaning-test': { phase: 'cleaning-test' }, tested: { phase: 'tested' },
  'awaiting-approval': { phase: 'awaiting-approval', approvalId }, quiescing: { phase: 'quiescing', approvalId }, draining: { phase: 'draining', approvalId, quiescedAt: T0, drainFrom: null },
  'stopping-source': { phase: 'stopping-source', approvalId }, 'source-stopped': { phase: 'source-stopped', approvalId }, 'failing-over': { phase: 'failing-over', approvalId },
  'in-azure': { phase: 'in-azure', ...migrated }, accepted: { phase: 'accepted', ...migrated, by: OLA, at: T0 }, completing: { phase: 'completing', ...migrated }, migrated: { phase: 'migrated', at: T0, vm: 'web-01' },
  'rolling-back': { phase: 'rolling-back', step: 'deallocate', failedOverAt: T0, reason: 'broken', by: OLA }, 'rolled-back': { phase: 'rolled-back', at: T0, failedOverAt: T0, reason: 'broken' }, abandoned: { phase: 'abandoned', at: T0, reason: 'gone' },
};

/** What may be true besides the phase. */
export const CONDITIONS: Readonly<Record<string, Partial<Migration>>> = {
  calm: {},
  'an act is pending': { pending: { kind: 'startFailover', intendedAt: T0, status: 'uncertain', jobId: null, comment: null } },
  stuck: { stuck: { since: T0, code: 'refused', act: 'stopSource', failure, jobId: null } },
  drifted: { drift: { since: T0, code: 'job-outside', jobId: null } },
  held: { hold: { by: OLA, at: T0, reason: 'wait' } },
  'a person stops the source': { sourceStop: { kind: 'person' } },
  'the source is not stopped': { sourceStop: { kind: 'none', reason: 'read-only' } },
  'its time is over': { sourceStoppedAt: T0, stuck: { since: T0, code: 'window-missed', act: 'startFailover', failure, jobId: null } },
  'its job waits for a person': { pending: { kind: 'startFailover', intendedAt: T0, status: 'accepted', jobId, comment: null }, stuck: { since: T0, code: 'manual-action', act: 'startFailover', failure, jobId } },
  'without a source': { sourceLost: LOST },
  'a rollback is asked for': { request: { operation: 'rollback', approvalId, reason: 'broken', by: OLA, begun: false } },
  'a completion is asked for': { request: { operation: 'complete', approvalId, reason: '', by: OLA, begun: false } },
};

export const EVENTS: { readonly [E in MigrationEventType]: readonly Extract<MigrationEvent, { type: E }>[] } = {
  MigrationStarted: [],
  ActIntended: ACT_KINDS.map((act) => ({ type: 'ActIntended', act, comment: null })),
  ActAccepted: ACT_KINDS.map((act) => ({ type: 'ActAccepted', act, jobId, requestId: null })),
  ActRefused: ACT_KINDS.map((act) => ({ type: 'ActRefused', act, failure, requestId: null })),
  ActUncertain: ACT_KINDS.map((act) => ({ type: 'ActUncertain', act, message: '' })),
  ActAdopted: ACT_KINDS.map((act) => ({ type: 'ActAdopted', act, jobId, why: '' })),
  ActDropped: ACT_KINDS.map((act) => ({ type: 'ActDropped', act, why: '' })),
  ActFinished: ACT_KINDS.map((act) => ({ type: 'ActFinished', act, jobId })),
  JobFailed: ACT_KINDS.map((act) => ({ type: 'JobFailed', act, jobId, failure })),
  SeedingStarted: [{ type: 'SeedingStarted' }],
  ProtectionReached: [{ type: 'ProtectionReached' }],
  TestRequested: [{ type: 'TestRequested' }],
  TestVmReady: [{ type: 'TestVmReady', testVm: 'web-01-test' }],
  VerdictGiven: [{ type: 'VerdictGiven', verdict }, { type: 'VerdictGiven', verdict: { ...verdict, works: false } }],
  TestCleanedUp: [{ type: 'TestCleanedUp' }],
  CutoverRequested: [{ type: 'CutoverRequested', approvalId, evidence: EVIDENCE, contentHash: 'h' }, { type: 'CutoverRequested', approvalId, evidence: EVIDENCE, contentHash: 'h', sourceStop: { kind: 'person' } }],
  CutoverRenewed: [{ type: 'CutoverRenewed', approvalId, evidence: EVIDENCE, contentHash: 'h', window: null }],
  WindowSet: [{ type: 'WindowSet', window: null }],
  CutoverScheduled: [{ type: 'CutoverScheduled', approvalId, window: null }],
  FreezeMet: [{ type: 'FreezeMet', number: 1, until: T0, reason: '' }],
  CutoverApproved: [{ type: 'CutoverApproved', approvalId }],
  CutoverDenied: (['rejected', 'expired', 'withdrawn', 'voided', 'missed'] as const).map((outcome) => ({ type: 'CutoverDenied', approvalId, outcome, reason: '' })),
  CutoverSuspended: [{ type: 'CutoverSuspended', approvalId, reason: '' }],
  QuiesceConfirmed: [{ type: 'QuiesceConfirmed' }],
  DrainObserved: [{ type: 'DrainObserved', cloudTime: T0 }],
  DrainFinished: [{ type: 'DrainFinished', recoveryPointAt: T0 }],
  SourceStopConfirmed: [{ type: 'SourceStopConfirmed' }],
  SourceStopped: [{ type: 'SourceStopped' }],
  FailoverFinished: [{ type: 'FailoverFinished', vm: 'web-01' }],
  MachineAccepted: [{ type: 'MachineAccepted' }],
  AcceptanceRefused: [{ type: 'AcceptanceRefused', reason: 'broken' }],
  CompletionRequested: [{ type: 'CompletionRequested', approvalId }, { type: 'CompletionRequested' }],
  MigrationCompleted: [{ type: 'MigrationCompleted' }],
  OperationAsked: (['complete', 'rollback'] as const).map((operation) => ({ type: 'OperationAsked', operation, approvalId, reason: '', contentHash: 'h' })),
  OperationDenied: (['complete', 'rollback'] as const).map((operation) => ({ type: 'OperationDenied', operation, approvalId, outcome: 'rejected', reason: '' })),
  RollbackRequested: [{ type: 'RollbackRequested', reason: 'broken', approvalId }, { type: 'RollbackRequested', reason: 'broken' }],
  TargetDeallocated: [{ type: 'TargetDeallocated' }],
  RolledBack: [{ type: 'RolledBack' }],
  RollbackStopped: [{ type: 'RollbackStopped' }],
  BecameStuck: [{ type: 'BecameStuck', stuck: { code: 'refused', act: 'stopSource', failure, jobId: null } }],
  ManualActionAnswered: [{ type: 'ManualActionAnswered', done: true, note: '', jobId }, { type: 'ManualActionAnswered', done: false, note: 'no key', jobId }],
  RetryAsked: [{ type: 'RetryAsked' }],
  Drifted: [{ type: 'Drifted', drift: { code: 'job-outside', jobId: null } }],
  AdoptionAsked: [{ type: 'AdoptionAsked' }],
  DriftAdopted: [{ type: 'DriftAdopted' }, ...([{ to: 'in-azure', vm: 'web-01' }, { to: 'migrated' }, { to: 'abandoned' }, { to: 'test-review', testVm: 'web-01-test' }, { to: 'rest' }, { to: 'stay' }] as const).map((outcome) => ({ type: 'DriftAdopted', outcome }) as const)],
  DriftKept: [{ type: 'DriftKept' }],
  DriftAttributed: [{ type: 'DriftAttributed', by: { kind: 'not-found' } }],
  SourceRecorded: [{ type: 'SourceRecorded', source }],
  SourceChanged: [{ type: 'SourceChanged', changes: [], source }],
  SourceLost: [{ type: 'SourceLost', loss: LOST }],
  SuccessorSeen: [{ type: 'SuccessorSeen', successor: migration().instanceId }],
  MachineHeld: [{ type: 'MachineHeld', reason: 'wait' }],
  MachineReleased: [{ type: 'MachineReleased' }],
  Abandoned: [{ type: 'Abandoned', reason: 'gone' }],
};

/** A migration at a phase, under a condition. */
export function standing(phase: Phase, condition: Partial<Migration> = {}): Migration {
  return migration({ position: POSITIONS[phase], verdict, source, ...condition });
}
