import type { CapacityPlan, CapacityRules, CapacityWish } from '../domain/capacity/types.ts';
import type { Selection } from '../domain/check-run.ts';
import type { PolicyChoice, PolicyCreation, PolicyWish } from '../domain/dossier/types.ts';
import type { SeenError } from '../domain/explain/types.ts';
import type { Finding } from '../domain/finding.ts';
import type { Policy } from '../domain/infrastructure.ts';
import type { NetworkPlan } from '../domain/network-plan/types.ts';
import type { Provider } from '../domain/observation.ts';
import type { Person } from '../domain/person.ts';
import type { PlanKind, SavedPlan } from '../domain/plans.ts';
import type { RuleProfile } from '../domain/profiles/types.ts';
import type { Scope } from '../domain/scope.ts';
import type { SetupStep } from '../domain/setup/types.ts';
import type { Instant } from '../domain/time.ts';
import type { Outcome } from './outcome.ts';

/** The way from an empty vault to a completed migration, for the whole scope. */
export type Setup = { readonly scope: Scope; readonly at: Instant; readonly steps: readonly SetupStep[] };

/** The vault's policies, which of them replication uses, and who said so. */
export type PolicyBoard = {
  /** The vault's name. */
  readonly vault: string;
  readonly provider: Provider;
  readonly policies: readonly Policy[];
  /** The policy that the next replication uses; null when there is none that can be used. */
  readonly inUse: string | null;
  /** The setting, when one names a policy: it beats a choice. */
  readonly setting: string | null;
  readonly choice: PolicyChoice | null;
  /** What became of policies that Ferry was asked to create and that the vault does not show. */
  readonly creations: readonly PolicyCreation[];
  readonly longestRetentionHours: number;
};

/** What came of a choice; `mapping` tells whether the vault had to be asked to let the container use the policy. */
export type PolicyChosen = { readonly name: string; readonly overruledBy: string | null; readonly mapping: 'there' | 'asked' | 'refused' | 'unclear'; readonly why: string };

/** A plan as it was calculated just now, with what it rests on. */
export type CapacityAnswer = { readonly selection: Selection; readonly at: Instant; readonly wish: CapacityWish; readonly plan: CapacityPlan; readonly rules: CapacityRules; readonly whyUnmeasured: string | null; readonly saved: SavedPlan | null; /** Who said the churn, when it comes from the plan that was saved. */ readonly churnFrom: SavedPlan | null };
export type NetworkAnswer = { readonly selection: Selection; readonly at: Instant; readonly plan: NetworkPlan; readonly reservedPerSubnet: number; readonly saved: SavedPlan | null };

/** What a check expects, from the check itself, and how it was cured where it failed last. */
export type CheckExplained = { readonly id: string; readonly expected: string; readonly link: string | null; /** The last finding that was no pass, with its machine; null when there is none. */ readonly seen: { readonly machine: string; readonly at: Instant; readonly finding: Finding } | null };

/** How Ferry is set up; no secrets, and people as counts only. */
export type SettingsView = {
  readonly scope: Scope;
  readonly at: Instant;
  /** Null when the vault could not be read; `why` says so. */
  readonly provider: Provider | null;
  readonly whyNoProvider: string | null;
  readonly profile: RuleProfile;
  /** Why this profile: the vault's kind, a setting, or a setting that names a profile of the deployer's own file. */
  readonly profileFrom: 'provider' | 'setting' | 'file' | 'guess';
  readonly policyInUse: string | null;
  readonly limits: { readonly rpoSeconds: number; readonly testMaxAgeDays: number };
  /** What a cutover takes. */
  readonly quorum: number;
  readonly rejections: number;
  readonly approvalMs: number;
  readonly settleMs: number;
  /** As many first copies at once as somebody may ask for. */
  readonly copiesAtOnce: number;
  /** Numbers of people; `everyone` stands for `*`. */
  readonly people: { readonly [R in 'viewers' | 'operators' | 'approvers']: number | 'everyone' };
  readonly tenants: number;
};

/** Everything around planning and setting up that the conversation can ask for. */
export type PlanningUseCases = {
  /** Reads the vault and the appliance now; the machines as their last reports and migrations show them. */
  setup(): Outcome<Setup>;
  policies(): Outcome<PolicyBoard>;
  /** Stores the intent, sends the creation once, stores the outcome. Refuses `figure-out-of-range`, `policy-exists`, `busy`. */
  createPolicy(o: { readonly policy: PolicyWish; readonly who: Person }): Outcome<PolicyCreation>;
  /** Keeps which policy replication uses, and lets the container use it when it cannot yet. Refuses `no-such-policy`. */
  choosePolicy(o: { readonly name: string; readonly who: Person }): Outcome<PolicyChosen>;
  capacityPlan(o: { readonly selection: Selection; readonly wish: CapacityWish }): Outcome<CapacityAnswer>;
  networkPlan(selection: Selection): Outcome<NetworkAnswer>;
  /** Calculates the plan again and keeps that it was made, by whom and when. */
  savePlan(o: { readonly kind: PlanKind; readonly selection: Selection; readonly wish: CapacityWish | null; readonly who: Person }): Outcome<SavedPlan>;
  /** What Site Recovery has said lately about any of our machines. */
  seenErrors(): Promise<readonly SeenError[]>;
  explainCheck(id: string): Promise<CheckExplained | null>;
  settings(): Promise<SettingsView>;
};
