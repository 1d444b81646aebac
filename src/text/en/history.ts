/** One English sentence for every event of the log: what happened, nothing more. */
import type { ApprovalEvent } from '../../domain/approval/types.ts';
import type { SecurityEvent } from '../../domain/audit/types.ts';
import type { DossierEvent, PolicyWish } from '../../domain/dossier/types.ts';
import type { GovernanceEvent } from '../../domain/governance/types.ts';
import type { MissingRule } from '../../domain/finding.ts';
import type { MigrationEvent } from '../../domain/migration/types.ts';
import type { JobFailure } from '../../domain/observation.ts';
import type { WaveEvent } from '../../domain/wave/types.ts';
import type { Window } from '../../domain/window/types.ts';
import { utc } from '../format.ts';
import { named, quoted } from '../neutral.ts';
import { windowText } from '../window.ts';
import { noticeWords } from './notices.ts';
import { outsideWords } from './outside.ts';
import { stateWords } from './state.ts';
import { stopWords } from './stops.ts';
import { waveLines } from './wave-history.ts';

type AnyEvent = MigrationEvent | ApprovalEvent | DossierEvent | GovernanceEvent | SecurityEvent | WaveEvent;
type Lines = { readonly [T in AnyEvent['type']]: (e: Extract<AnyEvent, { type: T }>) => string };

const { acts } = stateWords;

function failure(f: JobFailure): string {
  return `${quoted(f.message)} (${named(f.code)})`;
}

function reason(text: string): string {
  return text === '' ? '' : `: ${quoted(text)}`;
}

function rule(r: MissingRule): string {
  return `TCP ${r.ports.join(', ')} ${r.direction} ${r.groupId}`;
}

const outcomes = { added: 'AWS added the rule', existed: 'AWS says that the rule is there already', refused: 'AWS refused the rule', unclear: 'The answer of AWS was lost, the rule may be there' } as const;

const worse = { rpo: 'recovery point', health: 'replication health', test: 'test verdict', block: 'a check', left: 'a machine was taken out' } as const;

const creations = { created: 'Azure accepted the policy', refused: 'Azure refused the policy', unclear: 'The answer of Azure was lost, the policy may be there' } as const;

function policy(p: PolicyWish): string {
  return `${named(p.name)} (kept ${p.retentionMinutes / 60} h, application-consistent ${p.appConsistentMinutes === 0 ? 'off' : `every ${p.appConsistentMinutes / 60} h`})`;
}

function windowIn(window: Window | null): string {
  return window === null ? '' : `, window ${windowText(window)}`;
}

const operations = { complete: 'completion', rollback: 'rollback' } as const;

const barred = { tenant: 'is of another tenant', guest: 'is a guest', place: 'this is no place where Ferry may be spoken to', 'no-role': 'has no role here', unplaced: 'Teams could not tell whether this is a guest' } as const;

const lines: Lines = {
  ...waveLines,
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
  CutoverRequested: (e) => `Asked for the cutover, approval ${e.approvalId}, content ${e.contentHash.slice(0, 8)}${windowIn(e.window ?? null)}${e.sourceStop === undefined ? '' : `, ${stopWords.fact(e)}`}`,
  CutoverRenewed: (e) => `Asked for a new approval, ${e.approvalId}, while the EC2 machine stays stopped, content ${e.contentHash.slice(0, 8)}${windowIn(e.window)}`,
  CutoverApproved: (e) => `The cutover is approved by ${e.approvalId}`,
  CutoverDenied: (e) => `The cutover does not run: ${e.approvalId} was ${e.outcome}${reason(e.reason)}`,
  WindowSet: (e) => (e.window === null ? 'Took the window back' : `Set the window to ${windowText(e.window)}`),
  CutoverScheduled: (e) => (e.window === null ? `${e.approvalId} is approved and waits` : `${e.approvalId} is approved and waits for its window, ${windowText(e.window)}`),
  FreezeMet: (e) => `${e.number < 0 ? 'A freeze of the settings' : `Freeze ${e.number}`} holds the cutover until ${utc(e.until)}${reason(e.reason)}`,
  QuiesceConfirmed: () => 'Confirmed that the application is stopped',
  DrainObserved: (e) => `Waiting for the last changes, counted from ${utc(e.cloudTime)}`,
  DrainFinished: (e) => `Nothing left to copy, newest recovery point of ${utc(e.recoveryPointAt)}`,
  SourceStopConfirmed: () => 'Confirmed that the EC2 machine is stopped',
  SourceStopped: () => 'AWS reports the EC2 machine as stopped',
  FailoverFinished: (e) => `Azure finished the failover, VM ${named(e.vm)}`,
  MachineAccepted: () => 'Accepted the machine in Azure',
  AcceptanceRefused: (e) => `Refused the machine in Azure${reason(e.reason)}`,
  CompletionRequested: (e) => `${e.approvalId === undefined ? 'Asked to complete the migration' : `The completion is approved by ${e.approvalId} and begins`}${reason(e.reason ?? '')}`,
  MigrationCompleted: () => 'Replication was removed, the migration is complete',
  RollbackRequested: (e) => `${e.approvalId === undefined ? 'Asked to roll back' : `The rollback is approved by ${e.approvalId} and begins`}${reason(e.reason)}`,
  TargetDeallocated: () => 'The Azure VM is powered off (deallocated)',
  RollbackStopped: () => 'The rollback was stopped: there is no EC2 machine to go back to',
  RolledBack: () => 'The EC2 machine runs again, the rollback is done',
  BecameStuck: (e) => `Stuck: ${stateWords.stuck[e.stuck.code]}. ${failure(e.stuck.failure)}`,
  ManualActionAnswered: (e) => (e.done ? `Says that what job ${e.jobId} waits for is done; Ferry resumes it${reason(e.note)}` : `Says that what job ${e.jobId} waits for cannot be done${reason(e.note)}`),
  RetryAsked: () => 'Asked to try the step again',
  Drifted: (e) => [`Paused: ${stateWords.drift[e.drift.code]}`, ...outsideWords.details(e.drift.detail)].join('. '),
  AdoptionAsked: () => 'Asked to take what was done outside as the truth',
  DriftKept: () => 'Looked at what was done outside and keeps the machine paused',
  DriftAttributed: (e) => `Done by: ${outsideWords.attribution(e.by)}`,
  SourceRecorded: (e) => `The EC2 machine is taken for what it is: ${named(e.source.instanceType ?? 'type unknown')}, ${e.source.disks === null ? 'disks unknown' : `${e.source.disks.length} disks`}`,
  SourceChanged: (e) => `EC2 machine: ${e.changes.map((c) => outsideWords.sourceChange(c)).join('; ')}`,
  SuccessorSeen: (e) => `A machine with the same name was launched: ${named(e.successor)}. It is another one`,
  SourceLost: (e) => `The EC2 machine is gone (${e.loss.power}). ${outsideWords.copyOf({ ...e.loss, at: e.loss.seenAt })}`,
  DriftAdopted: () => 'Took what was done outside as the truth',
  OperationAsked: (e) => `Asked for the ${operations[e.operation]}, approval ${e.approvalId}, content ${e.contentHash.slice(0, 8)}${reason(e.reason)}`,
  OperationDenied: (e) => `The ${operations[e.operation]} does not run: ${e.approvalId} was ${e.outcome}${reason(e.reason)}`,
  MachineHeld: (e) => `Holds the machine: no new step starts${reason(e.reason)}`,
  MachineReleased: () => 'Lets the machine go on',
  AllHeld: (e) => `Holds everything: no new step starts${reason(e.reason)}`,
  Followed: (e) => `Wants to be told of ${named(e.follow.name)}: ${noticeWords.level[e.follow.level]}`,
  Unfollowed: (e) => `Does not want to be told of ${named(e.name)} any more`,
  HabitSet: (e) => noticeWords.habit(e.habit),
  AllReleased: () => 'Lets everything go on',
  Abandoned: (e) => `Given up${reason(e.reason)}`,
  ApprovalRequested: (e) => `Asked for approval ${e.approval.id}: ${e.approval.quorum} needed, ${(e.approval.rejectQuorum ?? 1) > 1 ? `${e.approval.rejectQuorum} rejections end it, ` : ''}expires ${utc(e.approval.expiresAt)}${reason(e.approval.note)}`,
  Approved: (e) => `Approved${reason(e.decision.comment)}${e.reached ? ' (enough approvals now)' : ' (more approvals needed)'}`,
  DecisionTakenBack: () => 'Took the own answer back',
  ApproversLost: (e) => `${e.people.length === 0 ? 'An approval' : `The ${e.rejected === true ? 'rejection' : 'approval'} of ${e.people.map((p) => named(p.name)).join(', ')}`} does not count any more${e.reopened ? ': too few approvals are left, it is asked anew' : ''}`,
  EvidenceWorsened: (e) => `The evidence got worse (${e.changes.map((c) => worse[c.what]).join(', ')}): nothing starts, it is asked anew`,
  QuestionAsked: (e) => `Asked the requester${reason(e.text)}`,
  ApproversReminded: (e) => `Reminded the people who are asked${e.nudges.includes('escalated') ? ', and told the backup' : ''}`,
  DelegationGranted: (e) => `Lets ${named(e.delegation.to.name)} stand in until ${utc(e.delegation.until)}`,
  DelegationEnded: () => 'Nobody stands in any more',
  CutoverSuspended: (e) => `${e.approvalId} is asked anew before anything is stopped${reason(e.reason)}`,
  GlassAsked: (e) => `Break-glass asked for by ${named(e.by.name)}, a second admin must confirm until ${utc(e.until)}${reason(e.reason)}`,
  GlassBroken: (e) => `Break-glass used by ${e.people.map((p) => named(p.name)).join(' and ')} in place of the approvers, to be reviewed until ${utc(e.reviewBy)}${reason(e.reason)}`,
  GlassReviewed: (e) => `Reviewed the break-glass${reason(e.reason)}`,
  GlassReviewOverdue: (e) => `Nobody reviewed the break-glass until ${utc(e.due)}`,
  ReviewOpened: (e) => `${e.review.approvalId} was approved by break-glass, to be reviewed until ${utc(e.review.due)}${reason(e.review.reason)}`,
  ReviewClosed: (e) => `The break-glass of ${e.approvalId} was reviewed${reason(e.reason)}`,
  Rejected: (e) => `Rejected${reason(e.reason)}${e.decision === undefined ? '' : e.reached === false ? ' (more rejections needed to end it)' : ' (enough rejections now)'}`,
  ApprovalExpired: () => 'The approval expired, nothing ran',
  ApprovalWithdrawn: (e) => `Withdrew the request${reason(e.reason)}`,
  ApprovalVoided: (e) => `The approval was voided${reason(e.reason)}`,
  ApprovalMissed: (e) => `The time to run passed, nothing more runs on it${reason(e.reason)}`,
  FreezeAdded: (e) => `Froze cutovers, freeze ${e.freeze.number}, ${windowText(e.freeze)}${reason(e.freeze.reason)}`,
  FreezeEnded: (e) => `Ended freeze ${e.number}${reason(e.reason)}`,
  RunStarted: () => 'What was approved started',
  RunEnded: (e) => `What was approved ended ${e.success ? 'with success' : 'without success'}${reason(e.reason)}`,
  QuestionAnswered: (e) => `Answered ${named(e.check)}: ${e.answer.answer}, valid until ${utc(e.answer.until)}${reason(e.answer.note)}`,
  BlockOverridden: (e) => `Let ${named(e.override.check)} pass until ${utc(e.override.until)}${reason(e.override.reason)}`,
  OverrideWithdrawn: (e) => `Took back that ${named(e.check)} was let pass${reason(e.reason)}`,
  RuleAdditionAsked: (e) => `Asked to add a rule: ${rule(e.rule)}`,
  RuleAdditionEnded: (e) => `${outcomes[e.outcome]}: ${rule(e.rule)}${reason(e.why)}`,
  PolicyCreationAsked: (e) => `Asked to create the replication policy ${policy(e.policy)}`,
  PolicyCreationEnded: (e) => `${creations[e.outcome]}: ${policy(e.policy)}${reason(e.why)}`,
  ReplicationQueued: (e) => `Asked to replicate it as one of ${e.queued.of}${e.queued.wave === null ? '' : ` of ${named(e.queued.wave)}`}: ${named(e.queued.choices.vmName)} (${named(e.queued.choices.size)}); it waits for its turn`,
  ReplicationUnqueued: (e) => ({ started: 'Its turn came: replication begins', refused: `Could not be replicated when its turn came (${named(e.end.code)})`, 'called-off': `Called its replication off${reason(e.end.detail['reason'] ?? '')}` })[e.end.outcome],
  TestKeptLonger: (e) => `Wants the test machine to stay up until ${utc(e.until)}${reason(e.reason)}`,
  PolicyChosen: (e) => (e.choice.name === null ? 'Took back the choice of a replication policy' : `Chose the replication policy ${named(e.choice.name)}`),
  StrangerRefused: (e) => `Was refused: ${barred[e.why ?? 'no-role']}`,
  ButtonRefused: (e) => `Pressed a button whose seal does not fit (edited, forwarded or foreign)${e.verb === null ? '' : `, it says '${named(e.verb)}'`}; nothing was done`,
  CommandRefused: (e) => `Was refused '${named(e.command)}': it needs the role ${named(e.role)}`,
  SecretDropped: () => 'Sent something that looked like a credential; it was dropped and nothing of it is kept',
  AuditExported: (e) => `Was given a link to the audit of ${named(e.target)} as a file`,
  MoreNotRecorded: (e) => `${e.recorded} records of this person today; further ones are only in the log`,
  DecisionRefused: (e) => `An answer of ${named(e.by.name)} was refused (${e.code})`,
};

/** The sentence for one event; who and when stand beside it. */
export function historyLine(e: AnyEvent): string {
  return (lines[e.type] as (e: AnyEvent) => string)(e);
}
