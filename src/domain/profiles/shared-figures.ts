/** Figures that are the same in every built-in list: a list that differs says so itself. */
import type { PvDriverRule, RuleLimits } from './types.ts';

/** The Xen drivers of Windows, by the names that the software inventory shows. */
export const PV_DRIVERS: PvDriverRule = {
  accepted: ['AWS PV Drivers', 'Citrix Xen', 'Citrix Tools'],
  refused: ['Red Hat Paravirtualized', 'RedHat PV', 'Red Hat PV', 'RHEL PV'],
  goTo: [
    { version: '2008 R2', driver: '8.3.5' },
    { version: '2012', driver: '8.4.3' },
    { version: '2012 R2', driver: '8.4.3' },
  ],
};

/** Limits of Site Recovery, of Azure's disks and of EBS. */
export const SHARED_LIMITS: Omit<RuleLimits, 'appliance' | 'capacity' | 'retentionHours'> = {
  osDiskGb: { V1: 2_048, V2: 4_095 },
  dataDisks: 64,
  logicalVolumes: { total: 627_790, perDisk: 450, perVolume: 317 },
  diskGb: { above: 1, most: 32_767 },
  partitionsOfUefiDisk: 4,
  churn: {
    standard: { tier: 'Standard', upToGb: 32_767, rates: [{ writeKb: 8, mbPerSecond: 2 }] },
    premium: [
      { tier: 'P15', upToGb: 256, rates: [{ writeKb: 8, mbPerSecond: 2 }, { writeKb: 16, mbPerSecond: 4 }, { writeKb: 32, mbPerSecond: 8 }] },
      { tier: 'P50', upToGb: 4_096, rates: [{ writeKb: 8, mbPerSecond: 5 }, { writeKb: 16, mbPerSecond: 20 }] },
    ],
    machineMbPerSecond: 54,
  },
  diskTiers: [
    { tier: 'P4', upToGb: 32, iops: 120, mbPerSecond: 25 },
    { tier: 'P6', upToGb: 64, iops: 240, mbPerSecond: 50 },
    { tier: 'P10', upToGb: 128, iops: 500, mbPerSecond: 100 },
    { tier: 'P15', upToGb: 256, iops: 1_100, mbPerSecond: 125 },
    { tier: 'P20', upToGb: 512, iops: 2_300, mbPerSecond: 150 },
    { tier: 'P30', upToGb: 1_024, iops: 5_000, mbPerSecond: 200 },
    { tier: 'P40', upToGb: 2_048, iops: 7_500, mbPerSecond: 250 },
    { tier: 'P50', upToGb: 4_096, iops: 7_500, mbPerSecond: 250 },
    { tier: 'P60', upToGb: 8_192, iops: 16_000, mbPerSecond: 500 },
    { tier: 'P70', upToGb: 16_384, iops: 18_000, mbPerSecond: 750 },
    { tier: 'P80', upToGb: 32_767, iops: 20_000, mbPerSecond: 900 },
  ],
  gp3Baseline: { iops: 3_000, mbPerSecond: 125 },
  space: { windowsMb: 500, linuxRootMb: 2_048, linuxInstallMb: 600, memoryPercent: 6 },
  pythonVersion: '2.6',
  xenVolumesOfRedHatDriver: 16,
  heartbeatMinutes: 15,
  registrationMinutes: 15,
  processServer: { freeSpacePercent: { warn: 30, critical: 25 }, busyPercent: { warn: 80, critical: 95 }, backlogMinutes: { warn: 30, critical: 45 }, machines: 200, churnGbPerDay: 2_000 },
  agentVersionsBack: 4,
  protectedDisks: 3_000,
  recoveryPlan: { machines: 100, groups: 7 },
  addressesReservedPerSubnet: 5,
  assumedChurnPercent: 5,
};

/** What a configuration server needs and carries, and how long it may keep recovery points. */
export const CONFIGURATION_SERVER: Pick<RuleLimits, 'appliance' | 'capacity' | 'retentionHours'> = {
  appliance: { vcpus: 8, memoryGib: 16, osDiskGb: 80, dataDisksGb: [600, 600], systems: ['2012 R2', '2016'] },
  capacity: [
    { vcpus: 8, memoryGib: 16, cacheGib: 300, machines: 100, churnGbPerDay: 500 },
    { vcpus: 12, memoryGib: 18, cacheGib: 600, machines: 150, churnGbPerDay: 1_000 },
    { vcpus: 16, memoryGib: 32, cacheGib: 1_024, machines: 200, churnGbPerDay: 2_000 },
  ],
  retentionHours: 72,
};
