/** One event of every type, with the given text wherever a person or a cloud writes freely. */
import type { ApprovalEvent } from '../../src/domain/approval/types.ts';
import type { GovernanceEvent } from '../../src/domain/governance/types.ts';
import { approvalIdOf, conversationIdFromActivity, instanceIdFromCloud, jobIdFromCloud } from '../../src/domain/ids.ts';
import type { MigrationEvent } from '../../src/domain/migration/types.ts';
import type { SourceSnapshot } from '../../src/domain/source-guard/types.ts';
import { approvalOf, migrationOf, NOW, person, WINDOW, worksVerdict } from './fixtures.ts';

type AnyEvent = MigrationEvent | ApprovalEvent | GovernanceEvent;
type Every = { readonly [T in AnyEvent['type']]: Extract<AnyEvent, { type: T }> };

export function everyEvent(text: string): Every {
  const failure = { code: text, message: text, causes: text, advice: text, task: text, activityId: text };
  const jobId = jobIdFromCloud('33333333-3333-3333-3333-333333333333');
  const approvalId = approvalIdOf(1042);
  const source: SourceSnapshot = { at: NOW, power: 'running', instanceType: text, launchedAt: NOW, privateIp: '10.10.1.11', subnetId: text, imageId: text, autoScalingGroup: text, protection: { termination: true, stop: false }, disks: [{ volumeId: text, sizeGiB: 60 }] };
  const a = approvalOf({ note: text });
  return {
    MigrationStarted: { type: 'MigrationStarted', migration: migrationOf({ name: text }) },
    ActIntended: { type: 'ActIntended', act: 'startFailover', comment: text }, ActAccepted: { type: 'ActAccepted', act: 'startFailover', jobId, requestId: text }, ActRefused: { type: 'ActRefused', act: 'startFailover', failure, requestId: null },
    ActUncertain: { type: 'ActUncertain', act: 'startFailover', message: text }, ActAdopted: { type: 'ActAdopted', act: 'startFailover', jobId, why: text }, ActDropped: { type: 'ActDropped', act: 'stopSource', why: text }, ActFinished: { type: 'ActFinished', act: 'startFailover', jobId },
    JobFailed: { type: 'JobFailed', act: 'startFailover', jobId, failure }, SeedingStarted: { type: 'SeedingStarted' }, ProtectionReached: { type: 'ProtectionReached' }, TestRequested: { type: 'TestRequested' }, TestVmReady: { type: 'TestVmReady', testVm: text },
    VerdictGiven: { type: 'VerdictGiven', verdict: { ...worksVerdict, works: false, reason: text, by: person(text) } }, TestCleanedUp: { type: 'TestCleanedUp' }, CutoverRequested: { type: 'CutoverRequested', approvalId, evidence: a.evidence, contentHash: a.contentHash },
    CutoverApproved: { type: 'CutoverApproved', approvalId }, CutoverDenied: { type: 'CutoverDenied', approvalId, outcome: 'rejected', reason: text }, QuiesceConfirmed: { type: 'QuiesceConfirmed' }, DrainObserved: { type: 'DrainObserved', cloudTime: NOW }, DrainFinished: { type: 'DrainFinished', recoveryPointAt: NOW },
    CutoverRenewed: { type: 'CutoverRenewed', approvalId, evidence: a.evidence, contentHash: a.contentHash, window: WINDOW }, SourceStopConfirmed: { type: 'SourceStopConfirmed' }, ManualActionAnswered: { type: 'ManualActionAnswered', done: true, note: text, jobId },
    SourceStopped: { type: 'SourceStopped' }, FailoverFinished: { type: 'FailoverFinished', vm: text }, MachineAccepted: { type: 'MachineAccepted' }, AcceptanceRefused: { type: 'AcceptanceRefused', reason: text }, CompletionRequested: { type: 'CompletionRequested' }, MigrationCompleted: { type: 'MigrationCompleted' },
    RollbackRequested: { type: 'RollbackRequested', reason: text }, TargetDeallocated: { type: 'TargetDeallocated' }, RolledBack: { type: 'RolledBack' }, BecameStuck: { type: 'BecameStuck', stuck: { code: 'job-failed', act: 'startFailover', failure, jobId } }, RetryAsked: { type: 'RetryAsked' },
    Drifted: { type: 'Drifted', drift: { code: 'failed-over-outside', jobId } }, DriftAdopted: { type: 'DriftAdopted' },
    SuccessorSeen: { type: 'SuccessorSeen', successor: instanceIdFromCloud('i-0b10000000000001b') }, RollbackStopped: { type: 'RollbackStopped' }, AdoptionAsked: { type: 'AdoptionAsked' }, DriftKept: { type: 'DriftKept' }, DriftAttributed: { type: 'DriftAttributed', by: { kind: 'found', caller: text, operation: text, at: NOW } },
    SourceRecorded: { type: 'SourceRecorded', source }, SourceChanged: { type: 'SourceChanged', changes: [{ kind: 'resized', from: text, to: text }, { kind: 'joined-group', group: text }], source },
    OperationAsked: { type: 'OperationAsked', operation: 'rollback', approvalId, reason: text, contentHash: 'abcdef0123456789' }, OperationDenied: { type: 'OperationDenied', operation: 'rollback', approvalId, outcome: 'expired', reason: text },
    MachineHeld: { type: 'MachineHeld', reason: text }, MachineReleased: { type: 'MachineReleased' }, AllHeld: { type: 'AllHeld', reason: text }, AllReleased: { type: 'AllReleased' },
    Followed: { type: 'Followed', follow: { conversation: conversationIdFromActivity('19:w@thread.tacv2'), subject: 'w-default-7', name: text, level: 'needs-me', since: NOW } }, Unfollowed: { type: 'Unfollowed', conversation: conversationIdFromActivity('19:w@thread.tacv2'), subject: 'w-default-7', name: text },
    HabitSet: { type: 'HabitSet', habit: { conversation: conversationIdFromActivity('19:w@thread.tacv2'), zone: 'Europe/Rome', quiet: { from: 1320, to: 420 }, digest: { at: 510, days: 'weekdays' }, since: NOW } },
    SourceLost: { type: 'SourceLost', loss: { power: 'terminated', lastRecoveryPointAt: NOW, seenAt: NOW, successor: instanceIdFromCloud('i-0b10000000000001b'), autoScalingGroup: text } }, Abandoned: { type: 'Abandoned', reason: text },
    ApprovalRequested: { type: 'ApprovalRequested', approval: a }, Approved: { type: 'Approved', decision: { by: person(text), at: NOW, comment: text }, reached: true }, Rejected: { type: 'Rejected', reason: text, decision: { by: person(text), at: NOW, comment: text }, reached: false }, ApprovalExpired: { type: 'ApprovalExpired' },
    ApprovalWithdrawn: { type: 'ApprovalWithdrawn', reason: text }, ApprovalVoided: { type: 'ApprovalVoided', reason: text }, RunStarted: { type: 'RunStarted' }, RunEnded: { type: 'RunEnded', success: true, reason: text }, DecisionRefused: { type: 'DecisionRefused', by: person(text), code: 'not-an-approver' },
    WindowSet: { type: 'WindowSet', window: WINDOW }, CutoverScheduled: { type: 'CutoverScheduled', approvalId, window: WINDOW }, FreezeMet: { type: 'FreezeMet', number: 3, until: NOW, reason: text }, ApprovalMissed: { type: 'ApprovalMissed', reason: text },
    DecisionTakenBack: { type: 'DecisionTakenBack', by: person(text) }, ApproversLost: { type: 'ApproversLost', people: [person(text)], reopened: true }, QuestionAsked: { type: 'QuestionAsked', by: person(text), text }, ApproversReminded: { type: 'ApproversReminded', nudges: ['quarter-left'] },
    EvidenceWorsened: { type: 'EvidenceWorsened', evidence: a.evidence, changes: [{ what: 'rpo', then: 240, now: 4_260 }, { what: 'block', text }] }, CutoverSuspended: { type: 'CutoverSuspended', approvalId, reason: text },
    DelegationGranted: { type: 'DelegationGranted', delegation: { from: person(text), to: person(text), at: NOW, until: NOW + 1 } }, DelegationEnded: { type: 'DelegationEnded', from: person(text) },
    GlassAsked: { type: 'GlassAsked', by: person(text), reason: text, until: NOW }, GlassBroken: { type: 'GlassBroken', people: [person(text), person(text)], reason: text, reviewBy: NOW }, GlassReviewed: { type: 'GlassReviewed', reason: text }, GlassReviewOverdue: { type: 'GlassReviewOverdue', due: NOW },
    ReviewOpened: { type: 'ReviewOpened', review: { approvalId, machine: text, people: [person(text), person(text)], reason: text, due: NOW } }, ReviewClosed: { type: 'ReviewClosed', approvalId, reason: text },
    MachineSettled: { type: 'MachineSettled', migrationId: migrationOf({}).id, machine: text, state: 'left', why: text }, MachineReturned: { type: 'MachineReturned', migrationId: migrationOf({}).id, machine: text }, RemovalsForbidden: { type: 'RemovalsForbidden', by: person(text) },
    FreezeAdded: { type: 'FreezeAdded', freeze: { number: 3, ...WINDOW, reason: text, by: person(text) } }, FreezeEnded: { type: 'FreezeEnded', number: 3, reason: text },
  };
}
