import type { VoidKind } from '../approval/types.ts';
import type { Evidence } from '../evidence.ts';
import type { Hold } from '../governance/types.ts';
import type { ApprovalId, ConversationId, InstanceId, JobId, MigrationId, WaveId } from '../ids.ts';
import type { JobFailure } from '../observation.ts';
import type { Actor, Person } from '../person.ts';
import type { TargetPlan } from '../scope.ts';
import type { SourceStop } from '../source-stop.ts';
import type { SourceChange, SourceLoss, SourceSnapshot } from '../source-guard/types.ts';
import type { Instant } from '../time.ts';
import type { Window } from '../window/types.ts';

/** A verb that Azure or AWS knows; at most one is under way for a machine. */
export const ACT_KINDS = ['enableReplication', 'startTestFailover', 'cleanUpTestFailover', 'stopSource', 'startFailover', 'completeMigration', 'deallocateTarget', 'startSource', 'resumeJob'] as const;
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
  /** What the cloud's own log knows the request by; absent in records of an older Ferry. */
  readonly requestId?: string | null;
  /** The run of a wave's recovery plan that makes it: one request for all of its machines. */
  readonly plan?: PlanPart;
};

/** A run of a wave's recovery plan. */
export type PlanPart = { readonly wave: WaveId; readonly run: string };

/** What somebody answered to a job that waits for a person. `cannot`: it stays as it is. `wanted`: Ferry resumes the job; the others tell how far that is. */
export type ManualAnswer = { readonly jobId: JobId; readonly note: string; readonly by: Person; readonly at: Instant; readonly status: 'cannot' | 'wanted' | 'intended' | 'accepted' | 'uncertain' };

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
  /** `approvedAt` once it is approved and waits for its window, or for the end of a freeze. */
  | { readonly phase: 'awaiting-approval'; readonly approvalId: ApprovalId; readonly approvedAt?: Instant }
  | { readonly phase: 'quiescing'; readonly approvalId: ApprovalId }
  /** `drainFrom` is the cloud's own time at the first look after the quiesce; null until that look. */
  | { readonly phase: 'draining'; readonly approvalId: ApprovalId; readonly quiescedAt: Instant; readonly drainFrom: Instant | null }
  /** `confirmed` when a person is to stop the machine and says that it is done. */
  | { readonly phase: 'stopping-source'; readonly approvalId: ApprovalId; readonly confirmed?: { readonly by: Person; readonly at: Instant } }
  /** Also where there is nothing to stop: the machine is gone, or is left running as approved. */
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
  readonly code: 'job-failed' | 'refused' | 'outcome-unknown' | 'source-gone' | 'manual-action' | 'not-allowed' | 'approval-lapsed' | 'source-running' | 'window-missed' | 'frozen' | 'rollback-refused' | 'source-unchecked';
  readonly act: ActKind | null;
  readonly failure: JobFailure;
  readonly jobId: JobId | null;
  /** What the cloud's own log knows the request by: ARM's correlation id, or EC2's request id. */
  readonly requestId?: string | null;
};

/** Something that was done outside Ferry; it pauses the machine. */
export type Drift = {
  readonly since: Instant;
  readonly code: 'failed-over-outside' | 'item-gone' | 'test-outside' | 'job-outside' | 'source-started' | 'settings-changed' | 'source-changed';
  readonly jobId: JobId | null;
  readonly detail?: DriftDetail;
  /** Who did it; absent while the Activity Log is still being asked, and for what AWS shows. */
  readonly by?: Attribution;
  /** The approval that it voided. */
  readonly voided?: ApprovalId;
  /** Somebody takes it as the truth; Ferry waits until the clouds have come to rest. */
  readonly adopting?: { readonly by: Actor; readonly at: Instant };
  /** Somebody looked at it and leaves the machine paused. */
  readonly kept?: { readonly by: Actor; readonly at: Instant };
};

/** One target setting that is not what was chosen here. */
export type SettingChange = { readonly setting: 'vmName' | 'size' | 'resourceGroupId' | 'networkId' | 'subnet'; readonly planned: string; readonly now: string };

/** What exactly was done outside. */
export type DriftDetail =
  | { readonly kind: 'settings'; readonly changes: readonly SettingChange[] }
  | { readonly kind: 'job'; readonly scenario: string }
  /** The test machine was removed before anybody gave a verdict. */
  | { readonly kind: 'test-cleaned' }
  | { readonly kind: 'source'; readonly changes: readonly SourceChange[] };

/** Who did something in Azure, as far as its Activity Log tells. */
export type Attribution = { readonly kind: 'found'; readonly caller: string; readonly operation: string; readonly at: Instant } | { readonly kind: 'unreadable'; readonly why: string } | { readonly kind: 'not-found' };

/** A completion or a rollback that waits for its approval, or runs on it. */
export type Request = { readonly operation: 'complete' | 'rollback'; readonly approvalId: ApprovalId; readonly reason: string; readonly by: Person; readonly begun: boolean };

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
  /** How the source comes to rest in the cutover that is asked for or was run; left out: Ferry stops it. */
  readonly sourceStop?: SourceStop;
  /** The answer to a job that waits for a person. */
  readonly manual?: ManualAnswer;
  /** When people want the machine to be cut over; null or left out for as soon as it is approved. */
  readonly window?: Window | null;
  /** Somebody wants no new step to start for this machine; what a cloud is doing goes on. */
  readonly hold?: Hold | null;
  /** Absent in records of an older Ferry, which asked nobody before a completion or a rollback. */
  readonly request?: Request | null;
  /** The freeze that this cutover met last, so that it is told once. */
  readonly freezeMet?: number;
  /** The volumes of the machine when replication was turned on; absent in records of an older Ferry. */
  readonly sourceDisks?: readonly { readonly volumeId: string; readonly sizeGiB: number }[];
  /** Tested together with all machines of its wave, by the wave's recovery plan; ends with the test, or when somebody retries this machine. */
  readonly testRun?: PlanPart;
  /** The EC2 machine as it was last taken for right: changes are told against it. */
  readonly source?: SourceSnapshot;
  /** The EC2 machine is gone for good: the copy in Azure may be the only one. */
  readonly sourceLost?: SourceLoss;
};

/** Where a machine stands once what was done outside is taken as the truth. */
export type AdoptionOutcome =
  | { readonly to: 'in-azure'; readonly vm: string; /** Where the vault had other settings than Ferry. */ readonly settings?: readonly SettingChange[] }
  | { readonly to: 'migrated' }
  | { readonly to: 'abandoned' }
  | { readonly to: 'test-review'; readonly testVm: string }
  /** Back to where it rests between operations: the operation that was open is over. */
  | { readonly to: 'rest' }
  /** Where it was, with these settings and this EC2 machine from now on. */
  | { readonly to: 'stay'; readonly settings?: readonly SettingChange[]; readonly source?: SourceSnapshot };

/** Facts, past tense, append-only; only optional fields are ever added. */
export type MigrationEvent =
  | { readonly type: 'MigrationStarted'; readonly migration: Migration }
  | { readonly type: 'ActIntended'; readonly act: ActKind; readonly comment: string | null; /** Sent once for all machines of a wave. */ readonly plan?: PlanPart }
  | { readonly type: 'ActAccepted'; readonly act: ActKind; readonly jobId: JobId | null; readonly requestId: string | null }
  | { readonly type: 'ActRefused'; readonly act: ActKind; readonly failure: JobFailure; readonly requestId: string | null }
  | { readonly type: 'ActUncertain'; readonly act: ActKind; readonly message: string; readonly requestId?: string | null }
  | { readonly type: 'ActAdopted'; readonly act: ActKind; readonly jobId: JobId | null; readonly why: string }
  | { readonly type: 'ActDropped'; readonly act: ActKind; readonly why: string; /** The cloud asked to be left alone until then. */ readonly notBefore?: Instant }
  | { readonly type: 'ActFinished'; readonly act: ActKind; readonly jobId: JobId | null }
  | { readonly type: 'JobFailed'; readonly act: ActKind; readonly jobId: JobId; readonly failure: JobFailure }
  | { readonly type: 'SeedingStarted' }
  | { readonly type: 'ProtectionReached' }
  | { readonly type: 'TestRequested'; /** All machines of the wave were asked for together, to be tested by its recovery plan. */ readonly plan?: PlanPart }
  | { readonly type: 'TestVmReady'; readonly testVm: string }
  | { readonly type: 'VerdictGiven'; readonly verdict: TestVerdict }
  | { readonly type: 'TestCleanedUp' }
  | { readonly type: 'CutoverRequested'; readonly approvalId: ApprovalId; readonly evidence: Evidence; readonly contentHash: string; readonly window?: Window | null; readonly sourceStop?: SourceStop }
  /** Asked once more when its time was over and the source was stopped already: it stays where it is. */
  | { readonly type: 'CutoverRenewed'; readonly approvalId: ApprovalId; readonly evidence: Evidence; readonly contentHash: string; readonly window: Window | null }
  | { readonly type: 'WindowSet'; readonly window: Window | null }
  /** Approved, but nothing may begin yet. */
  | { readonly type: 'CutoverScheduled'; readonly approvalId: ApprovalId; readonly window: Window | null }
  /** A freeze holds an approved cutover. */
  | { readonly type: 'FreezeMet'; readonly number: number; readonly until: Instant; readonly reason: string }
  | { readonly type: 'CutoverApproved'; readonly approvalId: ApprovalId }
  | { readonly type: 'CutoverDenied'; readonly approvalId: ApprovalId; readonly outcome: 'rejected' | 'expired' | 'withdrawn' | 'voided' | 'missed'; readonly reason: string; readonly kind?: VoidKind; /** The approval is for a wave and stands; only this machine is out of it. */ readonly left?: true }
  /** Its approval is asked anew before the source was stopped: it goes back to waiting for it. */
  | { readonly type: 'CutoverSuspended'; readonly approvalId: ApprovalId; readonly reason: string }
  | { readonly type: 'QuiesceConfirmed' }
  | { readonly type: 'DrainObserved'; readonly cloudTime: Instant }
  | { readonly type: 'DrainFinished'; readonly recoveryPointAt: Instant }
  /** A person says that the EC2 machine is stopped; AWS is looked at before anything follows from it. */
  | { readonly type: 'SourceStopConfirmed' }
  | { readonly type: 'SourceStopped' }
  | { readonly type: 'FailoverFinished'; readonly vm: string }
  | { readonly type: 'MachineAccepted' }
  | { readonly type: 'AcceptanceRefused'; readonly reason: string }
  /** `reason` is there when the source was gone, and somebody completed all the same. */
  | { readonly type: 'CompletionRequested'; readonly reason?: string; /** Absent in logs of an older Ferry, which asked nobody. */ readonly approvalId?: ApprovalId }
  | { readonly type: 'MigrationCompleted' }
  /** A completion or a rollback waits for its approval. */
  | { readonly type: 'OperationAsked'; readonly operation: Request['operation']; readonly approvalId: ApprovalId; readonly reason: string; readonly contentHash: string }
  | { readonly type: 'OperationDenied'; readonly operation: Request['operation']; readonly approvalId: ApprovalId; readonly outcome: 'rejected' | 'expired' | 'withdrawn' | 'voided' | 'missed'; readonly reason: string; readonly kind?: VoidKind }
  | { readonly type: 'RollbackRequested'; readonly reason: string; /** Absent in logs of an older Ferry, which asked nobody. */ readonly approvalId?: ApprovalId }
  | { readonly type: 'TargetDeallocated' }
  | { readonly type: 'RolledBack' }
  /** There is nothing to go back to: the machine stays where the rollback began. */
  | { readonly type: 'RollbackStopped' }
  | { readonly type: 'BecameStuck'; readonly stuck: Omit<Stuck, 'since'> }
  /** The answer to a job that waits for a person; `done` has it resumed. */
  | { readonly type: 'ManualActionAnswered'; readonly done: boolean; readonly note: string; readonly jobId: JobId }
  | { readonly type: 'RetryAsked' }
  | { readonly type: 'Drifted'; readonly drift: Omit<Drift, 'since'> }
  /** Somebody takes what was done outside as the truth; it counts when the clouds have come to rest. */
  | { readonly type: 'AdoptionAsked' }
  /** `outcome` tells where the machine stands then; it is absent in logs of an older Ferry, which moved it at once. */
  | { readonly type: 'DriftAdopted'; readonly outcome?: AdoptionOutcome }
  | { readonly type: 'DriftKept' }
  | { readonly type: 'DriftAttributed'; readonly by: Attribution }
  /** What the EC2 machine is taken for from now on. */
  | { readonly type: 'SourceRecorded'; readonly source: SourceSnapshot }
  /** A change of the EC2 machine that harms nothing now. */
  | { readonly type: 'SourceChanged'; readonly changes: readonly SourceChange[]; readonly source: SourceSnapshot }
  | { readonly type: 'SourceLost'; readonly loss: Omit<SourceLoss, 'at'> }
  /** A machine with the name of one that is gone was launched: an Auto Scaling group takes its time. */
  | { readonly type: 'SuccessorSeen'; readonly successor: InstanceId }
  | { readonly type: 'MachineHeld'; readonly reason: string }
  | { readonly type: 'MachineReleased' }
  | { readonly type: 'Abandoned'; readonly reason: string };

export type MigrationEventType = MigrationEvent['type'];
