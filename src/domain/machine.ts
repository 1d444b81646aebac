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
  /** The EBS volumes that the instance maps; absent in lines that an older Ferry kept. */
  readonly volumeIds?: readonly string[];
};

/** A fact that may have been unreadable: unknown is never a pass. */
export type Read<T> = { readonly known: true; readonly value: T } | Unread;

/** Why a fact is not known; `retryAfterMs` is there only when the cloud asked for fewer requests. */
export type Unread = { readonly known: false; readonly why: string; readonly throttled?: { readonly retryAfterMs: number | null } };

/** One EBS volume of a machine; sizes as AWS gives them, in GiB. */
export type Disk = {
  readonly volumeId: string;
  readonly deviceName: string;
  readonly sizeGiB: number;
  readonly isRoot: boolean;
  readonly encrypted: boolean;
  /** The key of an encrypted volume, when AWS names it. */
  readonly kmsKeyId: string | null;
  readonly volumeType: string;
  readonly iops: number | null;
  /** MiB a second; gp3 only. */
  readonly throughput: number | null;
  /** The volume's state, `in-use` for one that is attached and well. */
  readonly state: string;
  /** The attachment's state, `attached` when it is done. */
  readonly attachment: string;
  readonly multiAttach: boolean;
  /** How many instances the volume is attached to. */
  readonly attachedTo: number;
  readonly deleteOnTermination: boolean;
  /** A change of size or type that is still being made, in words; empty when none is, null when AWS would not tell. */
  readonly modification: string | null;
};

/** A network card of a machine. */
export type NetworkCard = {
  readonly id: string;
  /** `interface`, `efa`, `trunk` … in EC2's words. */
  readonly kind: string;
  readonly index: number;
  readonly subnetId: string | null;
  /** The main address first. */
  readonly privateIps: readonly string[];
  /** IPv6 addresses and prefixes. */
  readonly ipv6: readonly string[];
  readonly publicIp: string | null;
  /** True for an Elastic IP, which belongs to the account. */
  readonly elastic: boolean;
  readonly groups: readonly string[];
  /** False on routers, NAT instances and firewalls. */
  readonly sourceDestCheck: boolean;
};

/** One rule of a security group, as far as TCP reachability needs it. */
export type GroupRule = {
  readonly groupId: string;
  readonly direction: 'in' | 'out';
  /** `-1` stands for every protocol. */
  readonly protocol: string;
  /** Null for "every port". */
  readonly fromPort: number | null;
  readonly toPort: number | null;
  readonly peer:
    | { readonly kind: 'cidr'; readonly cidr: string }
    | { readonly kind: 'group'; readonly groupId: string }
    /** `cidrs` is null when the entries of the list could not be read. */
    | { readonly kind: 'prefixList'; readonly id: string; readonly cidrs: readonly string[] | null };
};

/** One entry of a network ACL; of several that match, the one with the lowest number decides. */
export type AclEntry = { readonly number: number; readonly direction: 'in' | 'out'; readonly allow: boolean; /** `-1` stands for every protocol. */ readonly protocol: string; readonly fromPort: number | null; readonly toPort: number | null; readonly cidr: string };

/** One route of the table that a subnet follows. `via` is where it leads to. */
export type SourceRoute = { readonly cidr: string; readonly via: 'local' | 'internet' | 'nat' | 'transit' | 'peering' | 'other'; readonly target: string; readonly active: boolean };

/** The subnet of a machine's first network card. */
export type SourceSubnet = { readonly id: string; readonly cidr: string; readonly ipv6Only: boolean };

/** What SSM knows of the guest, when the agent answers. */
export type GuestReport = { readonly platformType: string; readonly platformName: string; readonly platformVersion: string; readonly computerName: string | null; readonly online: boolean; readonly lastPing: Instant | null };

/** The image a machine was made from; `ephemeral` are the instance store volumes it maps. */
export type SourceImage = { readonly name: string; readonly description: string; readonly platformDetails: string | null; readonly ephemeral: readonly string[] };

/** The hardware of a machine, by its type and its own options. */
export type Hardware = {
  readonly vcpus: number;
  readonly memoryMiB: number;
  /** `nitro` or `xen`; empty on bare metal. */
  readonly hypervisor: string;
  readonly burstable: boolean;
  readonly instanceStore: boolean;
  readonly architectures: readonly string[];
  readonly bareMetal: boolean;
  /** GPUs, FPGAs and inference chips, in words. */
  readonly accelerators: readonly string[];
  /** What the type can boot: `legacy-bios`, `uefi`. */
  readonly bootModes: readonly string[];
};

/** A status check: `ok`, `impaired`, `initializing`, `insufficient-data`, `not-applicable`; null when AWS says nothing. */
type StatusWord = string | null;

/** EC2's own status checks, and what it has scheduled for the machine. */
export type InstanceStatus = { readonly system: StatusWord; readonly instance: StatusWord; readonly ebs: StatusWord; readonly events: readonly { readonly code: string; readonly description: string; readonly notBefore: Instant | null }[] };

/** Attributes that guard an instance, each read by a call of its own. */
export type Protection = { readonly termination: boolean; readonly stop: boolean; readonly shutdownBehaviour: 'stop' | 'terminate' };

/** A program that SSM's inventory lists. */
export type Software = { readonly name: string; readonly version: string };

/**
 * The parts of a machine's facts that cost a call of their own, one per kind and not per machine; only `protection` is read
 * per machine. A part that was not asked for comes back as unread.
 */
export const SOURCE_PARTS = ['disks', 'rules', 'image', 'guest', 'software', 'hardware', 'status', 'protection', 'subnet', 'acl', 'routes'] as const;
export type SourcePart = (typeof SOURCE_PARTS)[number];

/** Everything the checks need to know about one machine in AWS; `readAt` is when it was seen. */
export type MachineFacts = Machine & {
  readonly readAt: Instant;
  readonly architecture: string;
  readonly virtualization: string;
  readonly rootDeviceType: string;
  readonly rootDeviceName: string | null;
  readonly platform: string | null;
  readonly usageOperation: string | null;
  /** When AWS last changed what it bills the machine as: a licence conversion. */
  readonly usageChangedAt: Instant | null;
  /** How it has really booted; null when AWS does not say. */
  readonly bootMode: string | null;
  /** `TpmSupport`, a hint of Secure Boot. */
  readonly tpm: string | null;
  readonly imageId: string | null;
  readonly nics: readonly NetworkCard[];
  readonly securityGroups: readonly { readonly id: string; readonly name: string }[];
  /** `spot`, `capacity-block` …; null for on-demand. */
  readonly lifecycle: string | null;
  readonly tenancy: string;
  readonly hostId: string | null;
  /** Host resource group and licence configurations: ids, for the evidence. */
  readonly licences: readonly string[];
  readonly productCodes: readonly { readonly id: string; readonly kind: string }[];
  readonly instanceProfile: string | null;
  /** Whether the guest can ask the metadata service. */
  readonly metadata: boolean;
  readonly hibernation: boolean;
  readonly enclave: boolean;
  /** The AWS service that operates the instance; null when none does. */
  readonly operator: string | null;
  readonly disks: Read<readonly Disk[]>;
  readonly image: Read<SourceImage | null>;
  readonly guest: Read<GuestReport | null>;
  /** Null when SSM does not manage the machine. */
  readonly software: Read<readonly Software[] | null>;
  readonly rules: Read<readonly GroupRule[]>;
  readonly hardware: Read<Hardware>;
  readonly status: Read<InstanceStatus | null>;
  readonly protection: Read<Protection>;
  readonly subnet: Read<SourceSubnet | null>;
  readonly acl: Read<readonly AclEntry[]>;
  readonly routes: Read<readonly SourceRoute[]>;
};
