import type { InstanceId } from '../ids.ts';
import type { PowerState } from '../machine.ts';
import type { Instant } from '../time.ts';

/** A volume, as far as a copy depends on it. */
export type SourceDisk = { readonly volumeId: string; readonly sizeGiB: number };

/** What was seen of an EC2 machine in one look; null is what the look did not tell. */
export type SourceSeen = {
  readonly power: PowerState | 'gone';
  readonly instanceType: string | null;
  /** AWS sets it anew when a machine is started, not when it is rebooted. */
  readonly launchedAt: Instant | null;
  readonly privateIp: string | null;
  readonly subnetId: string | null;
  /** The Auto Scaling group that owns the machine; null for none. */
  readonly autoScalingGroup: string | null;
  readonly disks: readonly SourceDisk[] | null;
};

/** The EC2 machine as it was last taken for right. */
export type SourceSnapshot = SourceSeen & {
  readonly at: Instant;
  readonly imageId: string | null;
  /** Guards of the instance when replication was turned on; null where AWS did not tell. */
  readonly protection: { readonly termination: boolean; readonly stop: boolean } | null;
};

/** One change of an EC2 machine. A reboot is not among them: AWS tells it to nobody who only looks. */
export type SourceChange =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'started' }
  /** Stopped and started between two looks. */
  | { readonly kind: 'restarted'; readonly at: Instant }
  | { readonly kind: 'resized'; readonly from: string; readonly to: string }
  | { readonly kind: 'moved'; readonly from: string; readonly to: string }
  | { readonly kind: 'joined-group'; readonly group: string }
  | { readonly kind: 'left-group'; readonly group: string }
  | { readonly kind: 'disk-added'; readonly disk: SourceDisk }
  | { readonly kind: 'disk-removed'; readonly volumeId: string }
  | { readonly kind: 'disk-resized'; readonly volumeId: string; readonly from: number; readonly to: number };

/** The end of an EC2 machine, and what of it is in Azure. */
export type SourceLoss = {
  readonly at: Instant;
  readonly power: 'shutting-down' | 'terminated' | 'gone';
  /** The newest point that can be failed over to, by the cloud's clock at `seenAt`; null when there is none. */
  readonly lastRecoveryPointAt: Instant | null;
  readonly seenAt: Instant;
  /** A newer machine with the same name; never taken as the same. */
  readonly successor: InstanceId | null;
  readonly autoScalingGroup: string | null;
};
