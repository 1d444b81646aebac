import type { InstanceId, JobId } from './ids.ts';
import type { PowerState } from './machine.ts';
import type { Instant } from './time.ts';

/** Which Site Recovery provider a vault uses: the appliance (current) or the configuration server (classic). */
export type Provider = 'InMageRcm' | 'InMageAzureV2';

export type Health = 'none' | 'normal' | 'warning' | 'critical';

/** A health error as ASR words it; causes and advice are good human text and are shown as they are. */
export type HealthError = { readonly code: string; readonly summary: string; readonly causes: string; readonly advice: string; readonly level: 'warning' | 'error' };

/** A protected item as the LIST shows it: no disks, no network cards. */
export type ItemSummary = {
  /** The item's name, ours by construction. */
  readonly name: string;
  readonly armId: string;
  readonly friendlyName: string;
  readonly privateIp: string | null;
  /** The discovered machine behind it (RCM) or the protectable item (classic). */
  readonly discoveredId: string | null;
  /** What a job's `targetObjectId` names. */
  readonly internalId: string | null;
  readonly protectionState: string;
  readonly protectionText: string;
  readonly testFailoverState: string;
  /** `Primary` or `Recovery`. */
  readonly activeLocation: string;
  readonly allowedOperations: readonly string[];
  readonly replicationHealth: Health;
  readonly failoverHealth: Health;
  readonly healthErrors: readonly HealthError[];
  /** The running scenario; null when ASR says "None". */
  readonly running: { readonly scenario: string; readonly jobId: JobId | null } | null;
  /** Percent of the first copy or of a resync, from the item's own fields; null when ASR gives none. */
  readonly percent: number | null;
  readonly resyncRequired: boolean;
  readonly rpoSeconds: number | null;
  readonly rpoAt: Instant | null;
  readonly lastRecoveryPointAt: Instant | null;
  readonly agentHeartbeatAt: Instant | null;
  readonly lastTestFailoverAt: Instant | null;
  readonly targetVmName: string | null;
  readonly targetResourceGroupId: string | null;
  /** Absent in lines that an older Ferry kept. */
  readonly targetSize?: string | null;
  readonly targetNetworkId?: string | null;
};

/** One disk being replicated. */
export type DiskProgress = { readonly name: string; readonly capacityBytes: number; readonly initialReplicationDone: boolean; readonly percent: number | null; readonly transferredBytes: number | null; readonly pendingAtSourceMb: number | null; readonly pendingInLogMb: number | null };

/** The mobility service on a protected machine; null fields are not told by the vault. */
export type MobilityAgent = { readonly version: string | null; readonly latestVersion: string | null; readonly heartbeatAt: Instant | null; /** The earlier of the agent's and its driver's end of support. */ readonly expiresAt: Instant | null; readonly upgradeable: boolean; readonly rebootPending: boolean; /** Why it cannot be upgraded, in Azure's words. */ readonly blocked: readonly string[] };

/** Where and as what Site Recovery would start the machine; null for what is not chosen. */
export type ItemTarget = { readonly vmName: string | null; readonly size: string | null; readonly resourceGroupId: string | null; readonly networkId: string | null; readonly testNetworkId: string | null; readonly nics: readonly { readonly mac: string; readonly primary: boolean; readonly sourceIp: string | null; readonly targetIp: string | null; readonly subnet: string | null }[]; readonly zone: string | null; readonly availabilitySetId: string | null; readonly licence: string | null };

/** A protected item as its own GET shows it. */
export type Item = ItemSummary & {
  readonly agent: MobilityAgent;
  readonly target: ItemTarget;
  /** Machines with the same group share their recovery points and have to fail over together. */
  readonly multiVmGroup: string | null;
  readonly disks: readonly DiskProgress[];
  readonly processedBytes: number | null;
  /** Sum over disks of what still waits at the source and in the log store, in MB; null when ASR did not say. */
  readonly backlogMb: number | null;
};

/** What went wrong in a job, from the job itself (the poller loses it). */
export type JobFailure = { readonly code: string; readonly message: string; readonly causes: string; readonly advice: string; readonly task: string | null; readonly activityId: string | null };

export type JobState = 'notStarted' | 'inProgress' | 'succeeded' | 'failed' | 'cancelled' | 'suspended' | 'other';

/** A job as the LIST shows it. */
export type JobSummary = { readonly id: JobId; readonly scenario: string; readonly state: JobState; readonly targetObjectName: string; readonly targetObjectId: string | null; readonly startedAt: Instant | null; readonly endedAt: Instant | null };

/** One machine inside the job of a plan: the job that carries it, once Site Recovery has begun it. */
export type PlanTask = { readonly jobId: JobId | null; readonly targetObjectName: string; readonly targetObjectId: string | null; readonly state: JobState };

/** The job of a plan, group by group; groups that have not begun are not shown. */
export type PlanJob = {
  readonly groups: readonly { readonly name: string; readonly state: JobState; readonly startedAt: Instant | null; readonly machines: readonly PlanTask[] }[];
  /** The step that waits for a person; null when none does. */
  readonly manual: { readonly step: string; readonly instructions: string } | null;
};

/** A job as its own GET shows it, with its tasks in order. */
export type Job = JobSummary & {
  /** What Site Recovery's own log knows the job by. */
  readonly activityId?: string | null;
  readonly tasks: readonly { readonly name: string; readonly title: string; readonly state: JobState; readonly note: string }[];
  readonly failure: JobFailure | null;
  /** Test or failover VM that the job made, when it says so. */
  readonly vmName: string | null;
  /** The groups of a recovery plan's job; left out for a job of one machine. */
  readonly plan?: PlanJob;
};

/** An Azure VM, as far as cutover and rollback need it. */
export type TargetVm = { readonly armId: string; readonly name: string; readonly power: 'running' | 'starting' | 'stopped' | 'deallocating' | 'deallocated' | 'unknown'; readonly privateIp: string | null; readonly size: string };

/** The source machine, as far as a running migration needs it; null power means the instance is gone. */
export type SourceState = { readonly instanceId: InstanceId; readonly power: PowerState | 'gone'; readonly privateIp: string | null };

/** Something read, with the cloud's own clock (the HTTP Date of the answer): ages are computed on that clock, so skew cannot lie. */
export type Seen<T> = { readonly asOf: Instant; readonly value: T };
