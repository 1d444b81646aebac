/** English replies in a machine's thread: only for events that people wait for. */
import type { Migration, MigrationEvent } from '../../domain/migration/types.ts';
import { utc } from '../format.ts';
import { named, quoted } from '../neutral.ts';
import { windowText } from '../window.ts';
import { ladderWords } from './ladder.ts';
import { outsideWords } from './outside.ts';
import { stateWords } from './state.ts';
import { stopWords } from './stops.ts';

type Milestones = { readonly [T in MigrationEvent['type']]: ((e: Extract<MigrationEvent, { type: T }>, m: Migration) => string | null) | null };

const name = (m: Migration): string => named(m.name);

const operations = { complete: 'completion', rollback: 'rollback' } as const;

const denied = { rejected: 'was rejected', expired: 'expired without enough answers', withdrawn: 'was withdrawn', voided: 'was voided', missed: 'was approved, but nothing ran in its time' } as const;

/** The record may be a moment older than the event that is told. */
function wasFailedOver({ position: p }: Migration): boolean {
  return 'failedOverAt' in p && p.failedOverAt !== null;
}

const milestones: Milestones = {
  MigrationStarted: (_, m) => `${name(m)}: ${named(m.owner.name)} asked for replication to Azure. The EC2 machine runs on unchanged.`,
  ActIntended: null,
  ActAccepted: null,
  ActRefused: null,
  ActUncertain: null,
  ActAdopted: null,
  ActDropped: null,
  ActFinished: null,
  JobFailed: (e, m) => `⛔ ${name(m)} needs help: the Azure job to ${stateWords.acts[e.act]} failed. ${quoted(e.failure.message)} (${named(e.failure.code)})`,
  SeedingStarted: (_, m) => `⏳ ${name(m)}: replication is on, the first copy is running.`,
  ProtectionReached: (_, m) => `✔ ${name(m)}: the first copy is complete. Next: 'test ${name(m)}'.`,
  TestRequested: null,
  TestVmReady: (e, m) => `✋ ${name(m)}: test machine ${named(e.testVm)} was created in the isolated network. Please try it and give a verdict.`,
  VerdictGiven: (e, m) => `${e.verdict.works ? '✔' : '✖'} ${name(m)}: ${named(e.verdict.by.name)} says that the test machine ${e.verdict.works ? 'works' : 'does not work'}${e.verdict.reason === '' ? '' : `: ${quoted(e.verdict.reason)}`}. It is removed next.`,
  TestCleanedUp: (_, m) => `✔ ${name(m)}: the test machine is removed. Next: ${stateWords.nextStep(m)}`,
  CutoverRequested: (e, m) => `✋ ${name(m)}: cutover requested, ${e.approvalId} waits for an approver. Nothing runs until then.`,
  CutoverRenewed: (e, m) => `✋ ${name(m)}: a new approval is asked for, ${e.approvalId}. The EC2 machine stays stopped meanwhile; nothing runs until it is approved.`,
  CutoverApproved: (e, m) => `✔ ${name(m)}: ${e.approvalId} is approved. Next: ${m.sourceLost === undefined ? 'stop the application and confirm it.' : 'the failover from the last recovery point, which cannot be cancelled.'}`,
  CutoverDenied: (e, m) => e.left === true ? `${name(m)} is not part of ${e.approvalId} any more${e.reason === '' ? '' : ` (${quoted(e.reason)})`}. Ferry has stopped nothing. If the application was stopped for it, start it again. Its cutover needs an approval of its own: 'cutover ${name(m)}'.` : `${name(m)}: ${e.approvalId} ${denied[e.outcome]}${e.reason === '' ? '' : `: ${quoted(e.reason)}`}. Ferry has stopped nothing.${e.outcome === 'rejected' ? '' : ' If the application was stopped for it, start it again.'}`,
  CutoverSuspended: (e, m) => `⏸ ${name(m)}: ${e.approvalId} is asked anew: ${quoted(e.reason)}. Ferry has stopped nothing. If the application was stopped for it, start it again.`,
  WindowSet: (e, m) => (e.window === null ? `${name(m)}: the window was taken back. A cutover runs as soon as it is approved.` : `${name(m)}: window ${windowText(e.window)}.`),
  CutoverScheduled: (e, m) => `✔ ${name(m)}: ${e.approvalId} is approved. ${e.window === null ? 'It waits: nothing runs now.' : `Nothing runs before its window: ${windowText(e.window)}.`}`,
  FreezeMet: (e, m) => `⏸ ${name(m)}: a freeze holds the cutover until ${utc(e.until)} (${quoted(e.reason)}). Nothing is stopped or failed over before that.`,
  QuiesceConfirmed: (_, m) => `${name(m)}: the application is confirmed as stopped. Ferry waits until the last changes are copied.`,
  DrainObserved: null,
  DrainFinished: (e, m) => `✔ ${name(m)}: nothing is left to copy (recovery point of ${utc(e.recoveryPointAt)}). ${stopWords.drained(m)}`,
  SourceStopConfirmed: (_, m) => `${name(m)}: somebody says that the EC2 machine is stopped. Ferry looks in AWS before anything follows from it.`,
  SourceStopped: (_, m) => `✔ ${name(m)}: AWS reports the EC2 machine as stopped. The failover is next; once started, it cannot be cancelled.`,
  FailoverFinished: (e, m) => `✋ ${name(m)}: Azure finished the failover, VM ${named(e.vm)}. ${ladderWords.noFailback(m)} The owner, ${named(m.owner.name)}, is asked to check and accept it.`,
  MachineAccepted: (_, m) => `✔ ${name(m)}: accepted in Azure. Replication is still on; next: 'complete ${name(m)}'. ${ladderWords.noFailback(m)}`,
  AcceptanceRefused: (e, m) => `✖ ${name(m)}: the owner refused the machine in Azure: ${quoted(e.reason)}. ${ladderWords.noFailback(m)}`,
  CompletionRequested: (e, m) => (e.approvalId === undefined ? null : `${name(m)}: ${e.approvalId} is approved. Replication is removed now; there is no rollback through Ferry afterwards.`),
  MigrationCompleted: (_, m) => `✅ ${name(m)}: the migration is complete, replication is off. ${m.sourceStoppedAt === null ? stopWords.leftOn(m) ? 'The EC2 machine was not stopped, as approved: it may still run, please look at it.' : 'Ferry has not stopped the EC2 machine: please look at it.' : 'The EC2 machine is stopped, not terminated.'}`,
  RollbackRequested: (e, m) => `↩ ${name(m)}: ${e.approvalId === undefined ? 'rollback requested' : `${e.approvalId} is approved, the rollback begins`}: ${quoted(e.reason)}. ${m.position.phase === 'rolling-back' && m.position.failedOverAt === null ? '' : stopWords.rolledBack(m)}`.trimEnd(),
  TargetDeallocated: null,
  RollbackStopped: (_, m) => `⛔ ${name(m)}: the rollback was stopped: there is no EC2 machine to go back to. Now: ${stateWords.step(m)}.`,
  RolledBack: (_, m) => `↩ ${name(m)}: the EC2 machine runs${stopWords.leftOn(m) ? '' : ' again'} and its status checks passed. Check the application in AWS. ${ladderWords.wayBack(m)}${wasFailedOver(m) ? ` Site Recovery still shows it as failed over: to try again, replication must be enabled anew ('replicate ${name(m)}').` : ''}`,
  BecameStuck: (e, m) => `⛔ ${name(m)} needs help: ${stateWords.stuck[e.stuck.code]}. ${quoted(e.stuck.failure.message)} (${named(e.stuck.failure.code)})`,
  ManualActionAnswered: (e, m) => `${name(m)}: ${e.done ? `somebody says that what the Azure job waits for is done${e.note === '' ? '' : ` (${quoted(e.note)})`}. Ferry has Azure go on.` : `⛔ what the Azure job waits for cannot be done: ${quoted(e.note)}. The job stays as it is; it is not cancelled.`}`,
  RetryAsked: null,
  Drifted: (e, m) => `⚠ ${name(m)}: ${stateWords.drift[e.drift.code]}. Ferry does nothing with this machine until somebody decides.`,
  AdoptionAsked: null,
  DriftKept: null,
  DriftAttributed: null,
  SourceRecorded: null,
  SourceChanged: (e, m) => `ℹ ${name(m)}, EC2 machine: ${e.changes.map((c) => outsideWords.sourceChange(c)).join('; ')}. Nothing was paused.`,
  SuccessorSeen: (_, m) => (m.sourceLost === undefined ? null : `ℹ ${name(m)}: ${outsideWords.successor(m.sourceLost).join(' ')}`),
  SourceLost: (_, m) => `⛔ ${name(m)}: ${outsideWords.loss(m)} ${outsideWords.wayOn(m)}`,
  DriftAdopted: (_, m) => `${name(m)}: what was done outside is taken as the truth. Now: ${stateWords.step(m)}.`,
  OperationAsked: (e, m) => `✋ ${name(m)}: ${operations[e.operation]} requested, ${e.approvalId} waits for an approver. Nothing runs until then.`,
  OperationDenied: (e, m) => `${name(m)}: ${e.approvalId} (${operations[e.operation]}) ${denied[e.outcome]}${e.reason === '' ? '' : `: ${quoted(e.reason)}`}. Nothing ran on it.`,
  MachineHeld: (e, m) => `⏸ ${name(m)} is held: no new step starts, and its approvals stay. Reason: ${quoted(e.reason)}`,
  MachineReleased: (_, m) => `${name(m)} is not held any more; Ferry goes on with the next step.`,
  Abandoned: (e, m) => `${name(m)}: the migration was given up: ${quoted(e.reason)}.`,
};

/** What a thread is told about an event, or null when nobody waits for it; `m` is the migration as it stands now. */
export function milestone(e: MigrationEvent, m: Migration): string | null {
  // The card about what was done outside says what became of the approval.
  if (e.type === 'CutoverDenied' && e.kind === 'drift') return null;
  const say = milestones[e.type] as ((e: MigrationEvent, m: Migration) => string | null) | null;
  return say === null ? null : say(e, m);
}
