import type { Evidence } from '../evidence.ts';
import type { ApprovalId, ConversationId, InstanceId, JobId, MigrationId } from '../ids.ts';
import type { JobFailure } from '../observation.ts';
import type { Person } from '../person.ts';
import type { TargetPlan } from '../scope.ts';
import type { Instant } from '../time.ts';

/** A verb that Azure or AWS knows; at most one is under way for a machine. */
export const ACT_KINDS = ['enableReplication', 'startTestFailover', 'cleanUpTestFailover', 'stopSource', 'startFailover', 'completeMigration', 'deallocateTarget', 'startSource'] as const;
export type ActKind = (typeof ACT_KINDS)[number];

/** Acts whose unknown outcome is never answered by sending them again without a person. */
export const DESTRUCTIVE: ReadonlySet<ActKind> = new Set(['startFailover', 'completeMigration']);

/** One cloud call that Ferry intends, sent, or lost sight of. */
export type PendingAct = {
  readonly kind: ActKind;
  readonly intendedAt: Instant;
  /** `intended`: stored, the answer is not known yet. `accepted`: the cloud took it. `uncertain`: the call failed in a way that says nothing. */
  readonly status: 'intended' | 'accepted' | 'uncertain';
  /** The Site Recovery job, when the act has one. */
  readonly jobId: JobId | null;
  /** The text given along, for example the comment of a clean-up. */
  readonly comment: string | null;
};

export type TestVerdict = { readonly works: boolean; readonly reason: string; readonly by: Person; readonly at: Instant };

/** Where a migration stands. `phase` decides which other fields exist. */
export type Position =
  | { readonly phase: 'enabling' }
  | { readonly phase: 'seeding' }
  | { readonly phase: 'protected' }
  | { readonly phase: 'testing' }
  | { readonly phase: 'test-review'; readonly testVm: string; readonly since: Instant }
  | { readonly phase: 'cleaning-test' }
  | { readonly phase: 'tested' }
  | { readonly phase: 'awaiting-approval'; readonly approvalId: ApprovalId }
  | { readonly phase: 'quiescing'; readonly approvalId: ApprovalId }
  /** `drainFrom` is the cloud's own time at the first look after the quiesce; null until that look. */
  | { readonly phase: 'draining'; readonly approvalId: ApprovalId; readonly quiescedAt: Instant; readonly drainFrom: Instant | null }
  | { readonly phase: 'stopping-source'; readonly approvalId: ApprovalId }
  | { readonly phase: 'source-stopped'; readonly approvalId: ApprovalId }
  | { readonly phase: 'failing-over'; readonly approvalId: ApprovalId }
  | { readonly phase: 'in-azure'; readonly failedOverAt: Instant; readonly vm: string }
  | { readonly phase: 'accepted'; readonly failedOverAt: Instant; readonly vm: string; readonly by: Person; readonly at: Instant }
  | { readonly phase: 'completing'; readonly failedOverAt: Instant; readonly vm: string }
  | { readonly phase: 'migrated'; readonly at: Instant; readonly vm: string }
  | { readonly phase: 'rolling-back'; readonly step: 'deallocate' | 'start-source'; readonly failedOverAt: Instant | null; readonly reason: string; readonly by: Person }
  | { readonly phase: 'rolled-back'; readonly at: Instant; readonly failedOverAt: Instant | null; readonly reason: string }
  | { readonly phase: 'abandoned'; readonly at: Instant; readonly reason: string };

export type Phase = Position['phase'];

export const TERMINAL_PHASES: ReadonlySet<Phase> = new Set(['migrated', 'rolled-back', 'abandoned']);

/** Why Ferry waits for an operator instead of going on. */
export type Stuck = {
  readonly since: Instant;
  readonly code: 'job-failed' | 'refused' | 'outcome-unknown' | 'source-gone' | 'manual-action' | 'not-allowed' | 'approval-lapsed' | 'source-running';
  readonly act: ActKind | null;
  readonly failure: JobFailure;
  readonly jobId: JobId | null;
};

/** Something that was done outside Ferry; it pauses the machine. */
export type Drift = { readonly since: Instant; readonly code: 'failed-over-outside' | 'item-gone' | 'test-outside' | 'job-outside' | 'source-started'; readonly jobId: JobId | null };

/** The record of moving one machine: one row, one version, one event stream. */
export type Migration = {
  readonly id: MigrationId;
  readonly scope: string;
  readonly instanceId: InstanceId;
  readonly name: string;
  readonly privateIp: string;
  /** The protected item's name in the vault; derived from the migration id. */
  readonly itemName: string;
  readonly target: TargetPlan;
  readonly owner: Person;
  /** The channel (or chat) that gets the machine's card. */
  readonly home: ConversationId;
  readonly startedAt: Instant;
  readonly position: Position;
  readonly positionSince: Instant;
  readonly pending: PendingAct | null;
  /** The act that last ended well in this phase: a lagging observation must not start it again. */
  readonly finished: ActKind | null;
  /** Jobs that carried earlier acts: when an act is in doubt, an old job of the same kind is not mistaken for it. */
  readonly knownJobs: readonly JobId[];
  /** When it ended; absent in records of an older Ferry. */
  readonly finishedAt?: Instant | null;
  /** No act is begun before this: a cloud that was too busy for the last one asked for it. */
  readonly notBefore?: Instant | null;
  readonly verdict: TestVerdict | null;
  readonly stuck: Stuck | null;
  readonly drift: Drift | null;
  /** When the source was stopped by the cutover; null before and after a rollback. */
  readonly sourceStoppedAt: Instant | null;
};

/** Facts, past tense, append-only; only optional fields are ever added. */
export type MigrationEvent =
  | { readonly type: 'MigrationStarted'; readonly migration: Migration }
  | { readonly type: 'ActIntended'; readonly act: ActKind; readonly comment: string | null }
  | { readonly type: 'ActAccepted'; readonly act: ActKind; readonly jobId: JobId | null; readonly requestId: string | null }
  | { readonly type: 'ActRefused'; readonly act: ActKind; readonly failure: JobFailure; readonly requestId: string | null }
  | { readonly type: 'ActUncertain'; readonly act: ActKind; readonly message: string }
  | { readonly type: 'ActAdopted'; readonly act: ActKind; readonly jobId: JobId | null; readonly why: string }
  | { readonly type: 'ActDropped'; readonly act: ActKind; readonly why: string; /** The cloud asked to be left alone until then. */ readonly notBefore?: Instant }
  | { readonly type: 'ActFinished'; readonly act: ActKind; readonly jobId: JobId | null }
  | { readonly type: 'JobFailed'; readonly act: ActKind; readonly jobId: JobId; readonly failure: JobFailure }
  | { readonly type: 'SeedingStarted' }
  | { readonly type: 'ProtectionReached' }
  | { readonly type: 'TestRequested' }
  | { readonly type: 'TestVmReady'; readonly testVm: string }
  | { readonly type: 'VerdictGiven'; readonly verdict: TestVerdict }
  | { readonly type: 'TestCleanedUp' }
  | { readonly type: 'CutoverRequested'; readonly approvalId: ApprovalId; readonly evidence: Evidence; readonly contentHash: string }
  | { readonly type: 'CutoverApproved'; readonly approvalId: ApprovalId }
  | { readonly type: 'CutoverDenied'; readonly approvalId: ApprovalId; readonly outcome: 'rejected' | 'expired' | 'withdrawn' | 'voided'; readonly reason: string }
  | { readonly type: 'QuiesceConfirmed' }
  | { readonly type: 'DrainObserved'; readonly cloudTime: Instant }
  | { readonly type: 'DrainFinished'; readonly recoveryPointAt: Instant }
  | { readonly type: 'SourceStopped' }
  | { readonly type: 'FailoverFinished'; readonly vm: string }
  | { readonly type: 'MachineAccepted' }
  | { readonly type: 'AcceptanceRefused'; readonly reason: string }
  | { readonly type: 'CompletionRequested' }
  | { readonly type: 'MigrationCompleted' }
  | { readonly type: 'RollbackRequested'; readonly reason: string }
  | { readonly type: 'TargetDeallocated' }
  | { readonly type: 'RolledBack' }
  | { readonly type: 'BecameStuck'; readonly stuck: Omit<Stuck, 'since'> }
  | { readonly type: 'RetryAsked' }
  | { readonly type: 'Drifted'; readonly drift: Omit<Drift, 'since'> }
  | { readonly type: 'DriftAdopted' }
  | { readonly type: 'Abandoned'; readonly reason: string };

export type MigrationEventType = MigrationEvent['type'];
