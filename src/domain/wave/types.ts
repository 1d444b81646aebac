/** A wave: machines that are moved together, in ordered groups, within one window; an ASR recovery plan. */
import type { ApprovalId, ConversationId, InstanceId, JobId, MigrationId, UserId, WaveId } from '../ids.ts';
import type { Person } from '../person.ts';
import type { Instant } from '../time.ts';
import type { Window } from '../window/types.ts';

/** As many as Site Recovery takes in one recovery plan. */
export const MOST_MACHINES = 100;
/** Groups of a recovery plan: they run one after the other, the machines of one group side by side. */
export const MOST_GROUPS = 7;

/** One machine of a wave. `needs` are machines of the same wave that must run in Azure before this one begins; they stand in an earlier group, or in the same one. */
export type WaveMember = { readonly instanceId: InstanceId; readonly name: string; readonly group: number; readonly needs: readonly InstanceId[] };

/** Where machines of the wave land unless somebody says otherwise; null: the scope's default. */
export type WaveTarget = { readonly resourceGroupId: string | null; readonly networkId: string | null; readonly subnet: string | null; readonly size: string | null };

/** `stop`: after a failure nothing more of the wave begins until a person decides. `go-on`: the other machines go on. */
export type FailurePolicy = 'stop' | 'go-on';

/** How test failovers and failovers are started: each machine by itself, or by the wave's recovery plan. `kept`: each by itself, and the vault has the plan all the same. */
export type Drive = 'machines' | 'kept' | 'plan';

export type WavePolicy = { readonly onFailure: FailurePolicy; readonly drive: Drive };

/** What the recovery plan in the vault was last made equal to; `hash` is that of its groups. */
export type PlanLink = { readonly name: string; readonly hash: string; readonly savedAt: Instant; readonly jobId: string | null; readonly trouble: string | null };

/** What was sent to the vault to make its plan equal, until the vault shows it; `why` when it was refused. */
export type PlanSave = { readonly name: string; readonly hash: string; readonly at: Instant; readonly jobId: JobId | null; readonly why?: string };

/** What a recovery plan does for all of its machines in one job. */
export const PLAN_ACTS = ['startTestFailover', 'cleanUpTestFailover', 'startFailover'] as const;
export type PlanActKind = (typeof PLAN_ACTS)[number];

/** A step of the plan that waits for a person, and what somebody answered. */
export type PlanStep = {
  readonly step: string;
  readonly instructions: string;
  readonly since: Instant;
  readonly answer: { readonly note: string; readonly by: Person; readonly at: Instant; readonly status: 'cannot' | 'wanted' | 'intended' | 'accepted' | 'uncertain' } | null;
};

/** One run of the plan. Its intent is stored together with that of each of its machines. */
export type PlanRun = {
  readonly id: string;
  readonly act: PlanActKind;
  readonly name: string;
  readonly members: readonly MigrationId[];
  /** The approval that a failover runs on. */
  readonly approvalId: ApprovalId | null;
  readonly intendedAt: Instant;
  /** `intended`: stored, the answer is not known. `dropped`: certainly not taken, to be tried again. `ended`: its job has ended, however. */
  readonly status: 'intended' | 'accepted' | 'uncertain' | 'refused' | 'dropped' | 'ended';
  readonly jobId: JobId | null;
  readonly requestId: string | null;
  readonly endedAt: Instant | null;
  /** Why it was refused, or how its job ended. */
  readonly why?: string;
  /** No run begins before this. */
  readonly notBefore: Instant | null;
  readonly manual: PlanStep | null;
  /** Steps that are over. */
  readonly steps?: readonly PlanStep[];
};

/** One row, one version, one event stream. */
export type Wave = {
  readonly id: WaveId;
  readonly scope: string;
  /** As people write it: `W07`. */
  readonly name: string;
  readonly owner: Person;
  readonly members: readonly WaveMember[];
  readonly window: Window | null;
  readonly target: WaveTarget;
  /** Who may approve what concerns this wave; null: the scope's approvers. They must be approvers of the scope as well. */
  readonly approvers: readonly UserId[] | null;
  /** Keys of the waves that must be in Azure before this one begins. */
  readonly after: readonly string[];
  /** The channel (or chat) that gets the wave's thread; null until one is chosen. */
  readonly channel: ConversationId | null;
  readonly policy: WavePolicy;
  readonly note: string;
  readonly createdAt: Instant;
  /** Who changed what is to be done last: may approve, but not alone. */
  readonly edited: { readonly by: Person; readonly at: Instant };
  readonly plan: PlanLink | null;
  readonly planSave?: PlanSave | null;
  /** The newest run of the plan. */
  readonly planRun?: PlanRun | null;
  /** Jobs of earlier runs: when an answer is lost, an old job is not mistaken for the new one. */
  readonly planJobs?: readonly JobId[];
  /** Waves are never deleted: what was run stays readable. */
  readonly closed: { readonly at: Instant; readonly by: Person; readonly reason: string } | null;
};

/** Facts, past tense, append-only; only optional fields are ever added. */
export type WaveEvent =
  | { readonly type: 'WaveCreated'; readonly wave: Wave }
  | { readonly type: 'MachinesAdded'; readonly members: readonly WaveMember[] }
  /** `to` is the wave that they went to, when they were moved. */
  | { readonly type: 'MachinesRemoved'; readonly instanceIds: readonly InstanceId[]; readonly to?: WaveId; readonly reason: string }
  | { readonly type: 'MachinesRegrouped'; readonly members: readonly WaveMember[] }
  | { readonly type: 'WaveWindowSet'; readonly window: Window | null }
  | { readonly type: 'WaveOrderSet'; readonly after: readonly string[] }
  | { readonly type: 'WaveChanged'; readonly change: { readonly [K in 'owner' | 'target' | 'approvers' | 'channel' | 'policy' | 'note' | 'name']?: Wave[K] } }
  | { readonly type: 'RecoveryPlanIntended'; readonly name: string; readonly hash: string }
  | { readonly type: 'RecoveryPlanSaved'; readonly plan: PlanLink }
  | { readonly type: 'RecoveryPlanRefused'; readonly name: string; readonly why: string; readonly requestId: string | null }
  /** The vault took the plan; whether it has it is seen later. */
  | { readonly type: 'RecoveryPlanSent'; readonly name: string; readonly jobId: JobId | null; readonly requestId: string | null }
  /** The plan in the vault is not what Ferry saved last: somebody changed or deleted it there. */
  | { readonly type: 'RecoveryPlanDrifted'; readonly name: string; readonly what: 'changed' | 'deleted' }
  | { readonly type: 'PlanRunIntended'; readonly run: Pick<PlanRun, 'id' | 'act' | 'name' | 'members' | 'approvalId'> }
  | { readonly type: 'PlanRunAccepted'; readonly id: string; readonly jobId: JobId | null; readonly requestId: string | null; /** Its answer was lost, and its job was found. */ readonly adopted?: true }
  | { readonly type: 'PlanRunRefused'; readonly id: string; readonly why: string; readonly requestId: string | null }
  | { readonly type: 'PlanRunUncertain'; readonly id: string; readonly why: string; readonly requestId: string | null }
  | { readonly type: 'PlanRunDropped'; readonly id: string; readonly why: string; readonly notBefore: Instant }
  | { readonly type: 'PlanRunEnded'; readonly id: string; readonly state: 'succeeded' | 'failed' | 'cancelled' | 'unknown'; readonly why: string }
  | { readonly type: 'PlanStepAsked'; readonly id: string; readonly step: string; readonly instructions: string }
  | { readonly type: 'PlanStepAnswered'; readonly id: string; readonly done: boolean; readonly note: string }
  | { readonly type: 'PlanStepResumed'; readonly id: string; readonly status: 'intended' | 'accepted' | 'uncertain' | 'refused'; readonly requestId: string | null; readonly why?: string }
  /** The job goes on, or has ended. */
  | { readonly type: 'PlanStepOver'; readonly id: string }
  | { readonly type: 'WaveClosed'; readonly reason: string }
  | { readonly type: 'WaveReopened'; readonly reason: string };
