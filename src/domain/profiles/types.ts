import type { OsFamily } from '../os/types.ts';

/** Versions of one family that a list supports, both ends included; `note` is what the list adds. */
export type OsRule = { readonly family: OsFamily; readonly from: string; readonly to: string; readonly note?: string };

/** What a list says about how a Linux guest reaches its disks. */
type StorageSupport = 'supported' | 'unsupported' | 'unstated';

/**
 * Kernels that the agent takes on one range of releases. `kernels` are single ones (`5.15.0-161-generic`), ranges of one flavour
 * (`4.4.0-21-generic to 4.4.0-148-generic`) or open ones (`5.14.0-611.5.1 or later`); an empty list takes every stock kernel.
 */
export type KernelRule = { readonly family: OsFamily; readonly from: string; readonly to: string; readonly kernels: readonly string[] };

/** What a list says about the Xen drivers of Windows: names are parts of what the software inventory shows. */
export type PvDriverRule = {
  readonly accepted: readonly string[];
  readonly refused: readonly string[];
  /** The version of the AWS drivers to go to, by Windows release. */
  readonly goTo: readonly { readonly version: string; readonly driver: string }[];
};

/** How much of something is worth a warning and how much is critical. */
type Threshold = { readonly warn: number; readonly critical: number };

/** How much one kind of target disk takes: megabytes a second for writes of at least so many KB, the smallest writes first. */
export type ChurnRule = { readonly tier: string; readonly upToGb: number; readonly rates: readonly { readonly writeKb: number; readonly mbPerSecond: number }[] };

/** What an appliance of a certain strength carries. */
export type CapacityRule = { readonly vcpus: number; readonly memoryGib: number; readonly cacheGib: number; readonly machines: number; readonly churnGbPerDay: number };

/** Every figure that holds as of a date. GB as the lists print them, compared with EBS's GiB without conversion, which errs on the safe side. */
export type RuleLimits = {
  readonly osDiskGb: { readonly V1: number; readonly V2: number };
  readonly dataDisks: number;
  /** Data disks that share logical volumes: fewer than `total` / (`perDisk` + volumes × `perVolume`). */
  readonly logicalVolumes: { readonly total: number; readonly perDisk: number; readonly perVolume: number };
  /** A disk is larger than `above` and no larger than `most`. */
  readonly diskGb: { readonly above: number; readonly most: number };
  readonly partitionsOfUefiDisk: number;
  /** Churn per disk by target tier, and of a whole machine. */
  readonly churn: { readonly standard: ChurnRule; readonly premium: readonly ChurnRule[]; readonly machineMbPerSecond: number };
  /** What Azure's Premium SSDs give by size, the smallest first. */
  readonly diskTiers: readonly { readonly tier: string; readonly upToGb: number; readonly iops: number; readonly mbPerSecond: number }[];
  /** What every gp3 volume has without anybody asking for it. */
  readonly gp3Baseline: { readonly iops: number; readonly mbPerSecond: number };
  /** Room inside the guest that the agent needs, and the share of memory it takes. */
  readonly space: { readonly windowsMb: number; readonly linuxRootMb: number; readonly linuxInstallMb: number; readonly memoryPercent: number };
  readonly pythonVersion: string;
  readonly xenVolumesOfRedHatDriver: number;
  readonly heartbeatMinutes: number;
  /** How long a new server may take to appear. */
  readonly registrationMinutes: number;
  readonly appliance: { readonly vcpus: number; readonly memoryGib: number; readonly osDiskGb: number; readonly dataDisksGb: readonly number[]; readonly systems: readonly string[] };
  /** What appliances of several strengths carry, the smallest first. */
  readonly capacity: readonly CapacityRule[];
  readonly processServer: { readonly freeSpacePercent: Threshold; readonly busyPercent: Threshold; readonly backlogMinutes: Threshold; readonly machines: number; readonly churnGbPerDay: number };
  /** How many versions of the mobility service back are supported. */
  readonly agentVersionsBack: number;
  readonly protectedDisks: number;
  readonly retentionHours: number;
  readonly recoveryPlan: { readonly machines: number; readonly groups: number };
  readonly addressesReservedPerSubnet: number;
  /** Changed data a day where nobody knows better, as a share of the disks. */
  readonly assumedChurnPercent: number;
};

/** A support list of one date, as plain data: newer lists are added, old ones stay for the vaults that follow them. */
export type RuleProfile = {
  readonly id: string;
  readonly title: string;
  /** The day the list carries. */
  readonly dated: string;
  readonly link: string;
  readonly systems: readonly OsRule[];
  readonly linuxStorage: { readonly nitro: StorageSupport; readonly xen: StorageSupport; readonly why: string };
  readonly kernels: readonly KernelRule[];
  readonly pvDrivers: PvDriverRule;
  readonly limits: RuleLimits;
};
