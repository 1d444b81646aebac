/** One event of every type, with the given text wherever a person or a cloud writes freely. */
import type { ApprovalEvent } from '../../src/domain/approval/types.ts';
import { approvalIdOf, jobIdFromCloud } from '../../src/domain/ids.ts';
import type { MigrationEvent } from '../../src/domain/migration/types.ts';
import { approvalOf, migrationOf, NOW, person, worksVerdict } from './fixtures.ts';

type Every = { readonly [T in (MigrationEvent | ApprovalEvent)['type']]: Extract<MigrationEvent | ApprovalEvent, { type: T }> };

export function everyEvent(text: string): Every {
  const failure = { code: text, message: text, causes: text, advice: text, task: text, activityId: text };
  const jobId = jobIdFromCloud('33333333-3333-3333-3333-333333333333');
  const approvalId = approvalIdOf(1042);
  const a = approvalOf({ note: text });
  return {
    MigrationStarted: { type: 'MigrationStarted', migration: migrationOf({ name: text }) },
    ActIntended: { type: 'ActIntended', act: 'startFailover', comment: text }, ActAccepted: { type: 'ActAccepted', act: 'startFailover', jobId, requestId: text }, ActRefused: { type: 'ActRefused', act: 'startFailover', failure, requestId: null },
    ActUncertain: { type: 'ActUncertain', act: 'startFailover', message: text }, ActAdopted: { type: 'ActAdopted', act: 'startFailover', jobId, why: text }, ActDropped: { type: 'ActDropped', act: 'stopSource', why: text }, ActFinished: { type: 'ActFinished', act: 'startFailover', jobId },
    JobFailed: { type: 'JobFailed', act: 'startFailover', jobId, failure }, SeedingStarted: { type: 'SeedingStarted' }, ProtectionReached: { type: 'ProtectionReached' }, TestRequested: { type: 'TestRequested' }, TestVmReady: { type: 'TestVmReady', testVm: text },
    VerdictGiven: { type: 'VerdictGiven', verdict: { ...worksVerdict, works: false, reason: text, by: person(text) } }, TestCleanedUp: { type: 'TestCleanedUp' }, CutoverRequested: { type: 'CutoverRequested', approvalId, evidence: a.evidence, contentHash: a.contentHash },
    CutoverApproved: { type: 'CutoverApproved', approvalId }, CutoverDenied: { type: 'CutoverDenied', approvalId, outcome: 'rejected', reason: text }, QuiesceConfirmed: { type: 'QuiesceConfirmed' }, DrainObserved: { type: 'DrainObserved', cloudTime: NOW }, DrainFinished: { type: 'DrainFinished', recoveryPointAt: NOW },
    SourceStopped: { type: 'SourceStopped' }, FailoverFinished: { type: 'FailoverFinished', vm: text }, MachineAccepted: { type: 'MachineAccepted' }, AcceptanceRefused: { type: 'AcceptanceRefused', reason: text }, CompletionRequested: { type: 'CompletionRequested' }, MigrationCompleted: { type: 'MigrationCompleted' },
    RollbackRequested: { type: 'RollbackRequested', reason: text }, TargetDeallocated: { type: 'TargetDeallocated' }, RolledBack: { type: 'RolledBack' }, BecameStuck: { type: 'BecameStuck', stuck: { code: 'job-failed', act: 'startFailover', failure, jobId } }, RetryAsked: { type: 'RetryAsked' },
    Drifted: { type: 'Drifted', drift: { code: 'failed-over-outside', jobId } }, DriftAdopted: { type: 'DriftAdopted' }, Abandoned: { type: 'Abandoned', reason: text },
    ApprovalRequested: { type: 'ApprovalRequested', approval: a }, Approved: { type: 'Approved', decision: { by: person(text), at: NOW, comment: text }, reached: true }, Rejected: { type: 'Rejected', reason: text }, ApprovalExpired: { type: 'ApprovalExpired' },
    ApprovalWithdrawn: { type: 'ApprovalWithdrawn', reason: text }, ApprovalVoided: { type: 'ApprovalVoided', reason: text }, RunStarted: { type: 'RunStarted' }, RunEnded: { type: 'RunEnded', success: true, reason: text }, DecisionRefused: { type: 'DecisionRefused', by: person(text), code: 'not-an-approver' },
  };
}
