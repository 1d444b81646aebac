/** One English sentence for every event of the log: what happened, nothing more. */
import type { ApprovalEvent } from '../../domain/approval/types.ts';
import type { MigrationEvent } from '../../domain/migration/types.ts';
import type { JobFailure } from '../../domain/observation.ts';
import { utc } from '../format.ts';
import { named, quoted } from '../neutral.ts';
import { stateWords } from './state.ts';

type AnyEvent = MigrationEvent | ApprovalEvent;
type Lines = { readonly [T in AnyEvent['type']]: (e: Extract<AnyEvent, { type: T }>) => string };

const { acts } = stateWords;

function failure(f: JobFailure): string {
  return `${quoted(f.message)} (${named(f.code)})`;
}

function reason(text: string): string {
  return text === '' ? '' : `: ${quoted(text)}`;
}

const lines: Lines = {
  MigrationStarted: (e) => `Asked to replicate ${named(e.migration.name)} to ${named(e.migration.target.vmName)} (${named(e.migration.target.size)})`,
  ActIntended: (e) => `Decided to ${acts[e.act]}`,
  ActAccepted: (e) => `The cloud accepted: ${acts[e.act]}${e.jobId === null ? '' : `, job ${e.jobId}`}`,
  ActRefused: (e) => `The cloud refused to ${acts[e.act]}: ${failure(e.failure)}`,
  ActUncertain: (e) => `Asked to ${acts[e.act]}, but the answer was lost${reason(e.message)}`,
  ActAdopted: (e) => `Found already under way or done: ${acts[e.act]}${reason(e.why)}`,
  ActDropped: (e) => `No longer needed: ${acts[e.act]}${reason(e.why)}`,
  ActFinished: (e) => `Ended well: ${acts[e.act]}`,
  JobFailed: (e) => `The job to ${acts[e.act]} failed: ${failure(e.failure)}`,
  SeedingStarted: () => 'Replication is on, the first copy began',
  ProtectionReached: () => 'The first copy is complete, changes are replicated',
  TestRequested: () => 'Asked for a test failover',
  TestVmReady: (e) => `Azure reports test machine ${named(e.testVm)} as created`,
  VerdictGiven: (e) => `Verdict on the test: ${e.verdict.works ? 'works' : 'does not work'}${reason(e.verdict.reason)}`,
  TestCleanedUp: () => 'The test machine was removed',
  CutoverRequested: (e) => `Asked for the cutover, approval ${e.approvalId}, content ${e.contentHash.slice(0, 8)}`,
  CutoverApproved: (e) => `The cutover is approved by ${e.approvalId}`,
  CutoverDenied: (e) => `The cutover does not run: ${e.approvalId} was ${e.outcome}${reason(e.reason)}`,
  QuiesceConfirmed: () => 'Confirmed that the application is stopped',
  DrainObserved: (e) => `Waiting for the last changes, counted from ${utc(e.cloudTime)}`,
  DrainFinished: (e) => `Nothing left to copy, newest recovery point of ${utc(e.recoveryPointAt)}`,
  SourceStopped: () => 'AWS reports the EC2 machine as stopped',
  FailoverFinished: (e) => `Azure finished the failover, VM ${named(e.vm)}`,
  MachineAccepted: () => 'Accepted the machine in Azure',
  AcceptanceRefused: (e) => `Refused the machine in Azure${reason(e.reason)}`,
  CompletionRequested: () => 'Asked to complete the migration',
  MigrationCompleted: () => 'Replication was removed, the migration is complete',
  RollbackRequested: (e) => `Asked to roll back${reason(e.reason)}`,
  TargetDeallocated: () => 'The Azure VM is powered off (deallocated)',
  RolledBack: () => 'The EC2 machine runs again, the rollback is done',
  BecameStuck: (e) => `Stuck: ${stateWords.stuck[e.stuck.code]}. ${failure(e.stuck.failure)}`,
  RetryAsked: () => 'Asked to try the step again',
  Drifted: (e) => `Paused: ${stateWords.drift[e.drift.code]}`,
  DriftAdopted: () => 'Took what was done outside as the truth',
  Abandoned: (e) => `Given up${reason(e.reason)}`,
  ApprovalRequested: (e) => `Asked for approval ${e.approval.id}: ${e.approval.quorum} needed, expires ${utc(e.approval.expiresAt)}${reason(e.approval.note)}`,
  Approved: (e) => `Approved${reason(e.decision.comment)}${e.reached ? ' (enough approvals now)' : ' (more approvals needed)'}`,
  Rejected: (e) => `Rejected${reason(e.reason)}`,
  ApprovalExpired: () => 'The approval expired, nothing ran',
  ApprovalWithdrawn: (e) => `Withdrew the request${reason(e.reason)}`,
  ApprovalVoided: (e) => `The approval was voided${reason(e.reason)}`,
  RunStarted: () => 'The approved cutover started',
  RunEnded: (e) => `The approved cutover ended ${e.success ? 'with success' : 'without success'}${reason(e.reason)}`,
  DecisionRefused: (e) => `An answer of ${named(e.by.name)} was refused (${e.code})`,
};

/** The sentence for one event; who and when stand beside it. */
export function historyLine(e: AnyEvent): string {
  return (lines[e.type] as (e: AnyEvent) => string)(e);
}
