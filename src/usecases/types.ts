import type { Approval } from '../domain/approval/types.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { CheckReport } from '../domain/finding.ts';
import type { ConversationId, InstanceId, MigrationId } from '../domain/ids.ts';
import type { ResourceGroup, TargetNetwork } from '../domain/infrastructure.ts';
import type { Machine } from '../domain/machine.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { Person } from '../domain/person.ts';
import type { SourceStop } from '../domain/source-stop.ts';
import type { DiskType, Licence } from '../domain/scope.ts';
import type { Instant } from '../domain/time.ts';
import type { Window } from '../domain/window/types.ts';
import type { Recorded } from '../ports/changes.ts';
import type { AuditUseCases } from './audit-types.ts';
import type { ApprovalUseCases } from './approval-types.ts';
import type { MachineStatus } from './machine-status.ts';
import type { MachineRow, Outcome, Rejection } from './outcome.ts';
import type { PlanUseCases } from './plan-types.ts';
import type { PlanningUseCases } from './planning-types.ts';
import type { PrerequisiteUseCases } from './prerequisite-types.ts';
import type { BoardUseCases } from './board-types.ts';
import type { ForecastUseCases } from './forecast-types.ts';
import type { BulkUseCases } from './bulk-types.ts';
import type { DryRunUseCases } from './dry-run-types.ts';
import type { HandoverUseCases } from './handover-types.ts';
import type { HoldUseCases } from './hold-types.ts';
import type { GlassUseCases, WhoUseCases, WhoView } from './governance-types.ts';
import type { NoticeUseCases } from './notice-types.ts';
import type { PlanStepUseCases, WaveRunUseCases, WaveUseCases } from './wave-types.ts';
import type { WindowUseCases } from './window-types.ts';

export type { MachineRow, MachineStatus, Outcome, Rejection, WhoView };

/** The answer to "which machine?": never a guess. */
export type Found = { readonly kind: 'one'; readonly row: MachineRow } | { readonly kind: 'many'; readonly rows: readonly MachineRow[] } | { readonly kind: 'none'; readonly similar: readonly string[] };

export type Inventory = { readonly rows: readonly MachineRow[]; readonly asOf: Instant; /** Set when the clouds could not be read just now and `rows` are older. */ readonly trouble: string | null };

/** One suggested size and why. */
export type SizeChoice = { readonly name: string; readonly reason: string };

/** What the `replicate` dialog may offer, all read live. */
export type ReplicateOptions = {
  readonly machine: Machine;
  readonly report: CheckReport;
  readonly resourceGroups: readonly ResourceGroup[];
  readonly networks: readonly TargetNetwork[];
  readonly sizes: readonly SizeChoice[];
  readonly diskTypes: readonly DiskType[];
  readonly licences: readonly { readonly value: Licence; readonly title: string }[];
  readonly runAsAccounts: readonly { readonly id: string; readonly name: string }[];
  readonly policies: readonly { readonly id: string; readonly name: string }[];
  readonly defaults: ReplicateChoices;
};

/** The answers of the `replicate` dialog: untrusted until `startReplication` has matched each with what Azure offers. */
export type ReplicateChoices = { readonly resourceGroupId: string; readonly networkId: string; readonly subnet: string; readonly vmName: string; readonly size: string; readonly diskType: DiskType; readonly licence: Licence; /** Empty: the agent is installed already. */ readonly runAsAccountId: string };

/** Everything the conversation can ask for. Each write stores first; the clouds are called afterwards by the workers. */
export type UseCases = ApprovalUseCases & PrerequisiteUseCases & PlanningUseCases & WindowUseCases & HoldUseCases & GlassUseCases & WhoUseCases & AuditUseCases & BoardUseCases & ForecastUseCases & BulkUseCases & WaveUseCases & PlanUseCases & WaveRunUseCases & PlanStepUseCases & NoticeUseCases & HandoverUseCases & DryRunUseCases & {
  find(query: string): Promise<Found>;
  byInstance(id: InstanceId): Promise<MachineRow | null>;
  /** `fresh` reads both clouds now; otherwise what the observer saw last. */
  inventory(o: { readonly fresh: boolean }): Promise<Inventory>;
  replicateOptions(id: InstanceId): Outcome<ReplicateOptions>;
  startReplication(o: { readonly instanceId: InstanceId; readonly choices: ReplicateChoices; readonly who: Person; readonly here: ConversationId }): Outcome<Migration>;
  status(id: MigrationId): Promise<MachineStatus | null>;
  /** All migrations with their live view, those that need a person first. */
  board(): Promise<readonly MachineStatus[]>;
  history(id: MigrationId): Promise<readonly Recorded[]>;
  requestTest(id: MigrationId, who: Person): Outcome<Migration>;
  /** The verdict ends the review and starts the clean-up with it as comment. */
  giveVerdict(o: { readonly id: MigrationId; readonly works: boolean; readonly reason: string; readonly who: Person }): Outcome<Migration>;
  /** Measures everything now; refuses when anything blocks. Nothing is stored. */
  cutoverEvidence(id: MigrationId): Outcome<Evidence>;
  /** `window` null is "as soon as it is approved"; left out, the machine's own window counts. */
  requestCutover(o: { readonly id: MigrationId; readonly note: string; readonly who: Person; readonly window?: Window | null; /** Left out: Ferry stops the EC2 machine. */ readonly sourceStop?: SourceStop }): Outcome<Approval>;
  confirmQuiesce(id: MigrationId, who: Person): Outcome<Migration>;
  /** AWS must not show the machine as running any more. */
  confirmStopped(id: MigrationId, who: Person): Outcome<Migration>;
  /** The answer to an Azure job that waits for a person; `done` has it resumed. */
  answerManual(o: { readonly id: MigrationId; readonly done: boolean; readonly note: string; readonly who: Person }): Outcome<Migration>;
  accept(id: MigrationId, who: Person): Outcome<Migration>;
  refuseAcceptance(o: { readonly id: MigrationId; readonly reason: string; readonly who: Person }): Outcome<Migration>;
  /** Asks for its approval. The reason is needed where the EC2 machine is gone. */
  requestCompletion(id: MigrationId, who: Person, reason?: string): Outcome<Approval>;
  /** Asks for its approval; null when nothing had been stopped yet, and the cutover has ended by that. */
  requestRollback(o: { readonly id: MigrationId; readonly reason: string; readonly who: Person }): Outcome<Approval | null>;
  /** Lets a stuck machine try its step again; the state of the clouds is read first. */
  retry(id: MigrationId, who: Person): Outcome<Migration>;
  /** Takes what was done outside as the truth and goes on when the clouds have come to rest. */
  adoptDrift(id: MigrationId, who: Person): Outcome<Migration>;
  /** Leaves a machine paused that was changed outside. */
  keepDrift(id: MigrationId, who: Person): Outcome<Migration>;
};
