import type { Machine, MachineFacts } from '../domain/machine.ts';
import type { SourceDisk, SourceSeen, SourceSnapshot } from '../domain/source-guard/types.ts';

const GROUP_TAG = 'aws:autoscaling:groupName';

/** What the list of machines shows of one, with its volumes when they were read. */
export function seenOf(m: Machine, disks: readonly SourceDisk[] | null): SourceSeen {
  return { power: m.power, instanceType: m.instanceType === '' ? null : m.instanceType, launchedAt: m.launchedAt, privateIp: m.privateIp, subnetId: m.subnetId, autoScalingGroup: m.tags[GROUP_TAG] ?? null, disks };
}

/** The EC2 machine as it is taken for right when its replication begins. */
export function snapshotOf(f: MachineFacts, at: number): SourceSnapshot {
  const disks = f.disks.known ? f.disks.value.map(({ volumeId, sizeGiB }) => ({ volumeId, sizeGiB })) : null;
  const protection = f.protection.known ? { termination: f.protection.value.termination, stop: f.protection.value.stop } : null;
  return { ...seenOf(f, disks), at, imageId: f.imageId, protection };
}
