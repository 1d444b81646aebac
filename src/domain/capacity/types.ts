import type { CapacityRule } from '../profiles/types.ts';
import type { Instant } from '../time.ts';

/** What a person says about the changed data: a share of the disks a day, or bytes a day of the whole selection. */
export type ChurnWish = { readonly kind: 'percent'; readonly percent: number } | { readonly kind: 'bytes'; readonly perDay: number };

/** What a person wants of a plan; null for what nobody named. */
export type CapacityWish = { readonly windowMs: number | null; readonly churn: ChurnWish | null; readonly linkMbit: number | null };

/** Where a machine's churn comes from, the best first. */
export const CHURN_SOURCES = ['said', 'attested', 'measured', 'assumed'] as const;
export type ChurnSource = (typeof CHURN_SOURCES)[number];

/** One machine as the plan sees it. `diskGiB` is null when its disks could not be read. */
export type CapacityMachine = { readonly name: string; /** True when it is among the machines that the appliance protects already. */ readonly replicating: boolean; readonly diskGiB: readonly number[] | null; /** Bytes a day that a person attested for this machine. */ readonly attested: number | null; /** Bytes a day that CloudWatch shows. */ readonly measured: number | null };

/** The appliance of the vault; null figures are not known. */
export type ApplianceNow = { readonly name: string; readonly vcpus: number | null; readonly memoryGiB: number | null; /** The largest disk beside the root disk. */ readonly cacheGiB: number | null; readonly machines: number | null };

/** The figures that come from the rule profile in force. */
export type CapacityRules = { readonly profile: string; readonly dated: string; readonly link: string; readonly capacity: readonly CapacityRule[]; /** The list that the smaller sizes are taken from; null when the profile has them itself. */ readonly smallerFrom: { readonly profile: string; readonly dated: string } | null; readonly assumedChurnPercent: number };

/** Everything a capacity plan is calculated from. */
export type CapacityInput = {
  readonly now: Instant;
  readonly machines: readonly CapacityMachine[];
  readonly wish: CapacityWish;
  readonly rules: CapacityRules;
  /** Null value: no appliance is registered. `known: false`: it could not be read. */
  readonly appliance: { readonly known: true; readonly value: ApplianceNow | null } | { readonly known: false; readonly why: string };
  /** Why CloudWatch's figures are missing; null when they could be read. */
  readonly whyUnmeasured: string | null;
};

/** The churn of the selection, by where the figures come from. */
export type ChurnShare = { readonly source: ChurnSource; readonly machines: number; readonly bytesPerDay: number };

/** What stands in the way of the plan, or keeps it from being sure. */
export type CapacityTrouble =
  | { readonly code: 'disks-unread'; readonly machines: readonly string[] }
  | { readonly code: 'link-too-slow'; readonly needed: number; readonly have: number }
  | { readonly code: 'link-behind'; readonly steady: number; readonly have: number }
  | { readonly code: 'appliance-small'; readonly name: string; readonly lacks: readonly ApplianceLack[] }
  | { readonly code: 'appliances-more'; readonly name: string; readonly others: number; readonly machines: number; readonly appliances: number }
  | { readonly code: 'appliance-missing' }
  | { readonly code: 'appliance-unread'; readonly why: string }
  | { readonly code: 'appliance-unsure'; readonly name: string };

/** One figure of the appliance that is below what the plan needs. */
export type ApplianceLack = { readonly what: 'vcpus' | 'memoryGiB' | 'cacheGiB'; readonly have: number; readonly need: number };

/** The plan; Mbit are 10^6 bits a second, with the overhead counted in. */
export type CapacityPlan = {
  readonly machines: number;
  readonly disks: number;
  readonly bytes: number;
  readonly churnBytesPerDay: number;
  readonly churn: readonly ChurnShare[];
  readonly windowMs: number;
  /** False when the window is Ferry's own proposal. */
  readonly windowNamed: boolean;
  readonly firstCopyMbit: number;
  readonly steadyMbit: number;
  /** With the link that was named: how long the first copy takes; null when it never ends. */
  readonly link: { readonly mbit: number; readonly firstCopyMs: number | null } | null;
  /** `others` are the machines outside the selection that the appliance protects already; their churn is not known. */
  readonly sizing: { readonly rule: CapacityRule; readonly appliances: number; readonly others: number };
  readonly troubles: readonly CapacityTrouble[];
};
