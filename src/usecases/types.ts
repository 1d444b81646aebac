import type { Approval } from '../domain/approval/types.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { CheckReport } from '../domain/finding.ts';
import type { ApprovalId, ConversationId, InstanceId, MigrationId } from '../domain/ids.ts';
import type { ResourceGroup, TargetNetwork } from '../domain/infrastructure.ts';
import type { Live } from '../domain/live.ts';
import type { Machine } from '../domain/machine.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { Person } from '../domain/person.ts';
import type { Result } from '../domain/result.ts';
import type { DiskType, Licence } from '../domain/scope.ts';
import type { Instant } from '../domain/time.ts';
import type { InventoryRow, Recorded } from '../ports.ts';

/** Why something was not done. `text/en.ts` has a sentence for each code; `detail` fills its blanks. */
export type Rejection = {
  readonly code:
    | 'not-allowed-here' // the person lacks the role
    | 'no-such-machine' | 'no-migration' | 'already-migrating' | 'already-migrated'
    | 'not-ready' // checks block
    | 'wrong-phase' // the machine is not at that step; detail.phase, detail.next
    | 'busy' // an act is under way
    | 'stuck' | 'drifted' | 'held'
    | 'verdict-needed' | 'reason-needed' | 'unknown-choice'
    | 'no-approvers' | 'requester-cannot-approve' | 'not-an-approver' | 'already-decided' | 'expired' | 'no-such-approval' | 'not-the-requester'
    | 'not-the-owner' | 'point-of-no-return' | 'no-cancel' | 'evidence-worse' | 'nothing-to-retry' | 'ip-not-unique'
    | 'cloud-unreadable' // detail.operation, detail.why
    | 'changed-meanwhile';
  readonly detail: Readonly<Record<string, string>>;
};

export type Outcome<T> = Promise<Result<T, Rejection>>;

/** A line of the inventory with our record beside it. */
export type MachineRow = InventoryRow & { readonly migration: Migration | null };

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

/** One machine as people see it. */
export type MachineStatus = { readonly migration: Migration; readonly live: Live | null; readonly approval: Approval | null; readonly now: Instant };

/** Everything the conversation can ask for. Each write stores first; the clouds are called afterwards by the workers. */
export type UseCases = {
  find(query: string): Promise<Found>;
  byInstance(id: InstanceId): Promise<MachineRow | null>;
  /** `fresh` reads both clouds now; otherwise what the observer saw last. */
  inventory(o: { readonly fresh: boolean }): Promise<Inventory>;
  /** Runs the checks of the issue on one machine and keeps the report. */
  check(id: InstanceId): Outcome<CheckReport>;
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
  requestCutover(o: { readonly id: MigrationId; readonly note: string; readonly who: Person }): Outcome<Approval>;
  approve(o: { readonly id: ApprovalId; readonly comment: string; readonly who: Person }): Outcome<Approval>;
  reject(o: { readonly id: ApprovalId; readonly reason: string; readonly who: Person }): Outcome<Approval>;
  withdraw(o: { readonly id: ApprovalId; readonly reason: string; readonly who: Person }): Outcome<Approval>;
  approval(id: ApprovalId): Promise<Approval | null>;
  confirmQuiesce(id: MigrationId, who: Person): Outcome<Migration>;
  accept(id: MigrationId, who: Person): Outcome<Migration>;
  refuseAcceptance(o: { readonly id: MigrationId; readonly reason: string; readonly who: Person }): Outcome<Migration>;
  requestCompletion(id: MigrationId, who: Person): Outcome<Migration>;
  requestRollback(o: { readonly id: MigrationId; readonly reason: string; readonly who: Person }): Outcome<Migration>;
  /** Lets a stuck machine try its step again; the state of the clouds is read first. */
  retry(id: MigrationId, who: Person): Outcome<Migration>;
  /** Takes what was done outside as the truth and goes on. */
  adoptDrift(id: MigrationId, who: Person): Outcome<Migration>;
};
