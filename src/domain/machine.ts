import type { InstanceId } from './ids.ts';
import type { Instant } from './time.ts';

/** The life cycle state of an EC2 instance. */
export type PowerState = 'pending' | 'running' | 'stopping' | 'stopped' | 'shutting-down' | 'terminated';

/** One line of the inventory: an EC2 instance as a plain list shows it. */
export type Machine = {
  readonly instanceId: InstanceId;
  /** The Name tag, or the instance id when there is none. */
  readonly name: string;
  readonly privateIp: string | null;
  readonly publicIp: string | null;
  readonly power: PowerState;
  readonly instanceType: string;
  readonly platformDetails: string;
  readonly vpcId: string | null;
  readonly subnetId: string | null;
  readonly launchedAt: Instant | null;
  readonly tags: Readonly<Record<string, string>>;
};

/** One EBS volume of a machine. */
export type Disk = { readonly volumeId: string; readonly deviceName: string; readonly sizeGiB: number; readonly isRoot: boolean; readonly encrypted: boolean; readonly volumeType: string };

/** One rule of a security group, as far as TCP reachability needs it. `peers` are CIDRs, group ids or prefix list ids. */
export type GroupRule = {
  readonly groupId: string;
  readonly direction: 'in' | 'out';
  /** `-1` stands for every protocol. */
  readonly protocol: string;
  /** Null for "every port". */
  readonly fromPort: number | null;
  readonly toPort: number | null;
  readonly peer: { readonly kind: 'cidr'; readonly cidr: string } | { readonly kind: 'group'; readonly groupId: string } | { readonly kind: 'prefixList'; readonly id: string };
};

/** What SSM knows of the guest, when the agent answers. */
export type GuestReport = { readonly platformType: string; readonly platformName: string; readonly platformVersion: string; readonly computerName: string | null; readonly online: boolean; readonly lastPing: Instant | null };

/** A fact that may have been unreadable: unknown is never a pass. */
export type Read<T> = { readonly known: true; readonly value: T } | { readonly known: false; readonly why: string };

/** Everything the checks need to know about one machine in AWS; `readAt` is when it was seen. */
export type MachineFacts = Machine & {
  readonly readAt: Instant;
  readonly architecture: string;
  readonly virtualization: string;
  readonly rootDeviceType: string;
  readonly rootDeviceName: string | null;
  readonly platform: string | null;
  readonly usageOperation: string | null;
  readonly bootMode: string | null;
  readonly imageId: string | null;
  readonly networkInterfaces: number;
  readonly securityGroups: readonly { readonly id: string; readonly name: string }[];
  readonly lifecycle: string | null;
  readonly disks: Read<readonly Disk[]>;
  readonly image: Read<{ readonly name: string; readonly description: string } | null>;
  readonly guest: Read<GuestReport | null>;
  readonly rules: Read<readonly GroupRule[]>;
  readonly hardware: Read<{ readonly vcpus: number; readonly memoryMiB: number; readonly hypervisor: string; readonly burstable: boolean; readonly instanceStore: boolean; readonly architectures: readonly string[] }>;
};
