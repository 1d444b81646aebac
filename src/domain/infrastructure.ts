import type { Health, Provider } from './observation.ts';
import type { Instant } from './time.ts';

/** How busy a process server is; each figure null when the vault does not give it. */
export type ProcessServer = {
  readonly id: string;
  readonly name: string;
  readonly health: Health;
  readonly heartbeatAt: Instant | null;
  readonly freeSpacePercent: number | null;
  readonly processorPercent: number | null;
  readonly memoryPercent: number | null;
  /** Bytes that wait for their upload to Azure. */
  readonly pendingUploadBytes: number | null;
  readonly throughputBytesPerSecond: number | null;
  readonly protectedItems: number | null;
};

/** A replication policy of the vault; minutes throughout, null when the vault does not say. */
export type Policy = {
  readonly id: string;
  readonly name: string;
  readonly retentionMinutes: number | null;
  readonly crashConsistentMinutes: number | null;
  /** 0 when application-consistent points are off. */
  readonly appConsistentMinutes: number | null;
  /** Classic vaults only: the RPO that raises an alert. */
  readonly rpoThresholdMinutes: number | null;
  /** True when machines of the container can be replicated with it. */
  readonly mapped: boolean;
};

/** The appliance or configuration server of a vault, and what it offers. */
export type Infrastructure = {
  readonly provider: Provider;
  readonly fabricName: string;
  readonly containerName: string;
  readonly appliance: {
    readonly name: string;
    readonly health: Health;
    readonly lastHeartbeatAt: Instant | null;
    readonly registeredAt: Instant | null;
    /** Components that are not healthy, in words: `process server: warning`. */
    readonly troubles: readonly string[];
  } | null;
  readonly processServers: readonly ProcessServer[];
  readonly masterTargets: readonly { readonly id: string; readonly name: string }[];
  readonly runAsAccounts: readonly { readonly id: string; readonly name: string }[];
  readonly policies: readonly Policy[];
};

/** The Recovery Services vault itself. */
export type Vault = { readonly id: string; readonly name: string; readonly location: string; readonly state: string };

/** A machine that the appliance or configuration server can see. `biosId` is null when the appliance does not tell it. */
export type DiscoveredMachine = { readonly id: string; readonly name: string; readonly ips: readonly string[]; readonly osName: string | null; readonly biosId: string | null; readonly deleted: boolean };

/** A subnet that machines can land in. */
export type TargetSubnet = { readonly name: string; readonly prefix: string; readonly freeAddresses: number | null; /** Addresses in use, as far as the answer lists them. */ readonly used: readonly string[]; /** The network security group on it. */ readonly nsgId: string | null; readonly delegated: boolean };

/** A virtual network in the target subscription. */
export type TargetNetwork = {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly resourceGroup: string;
  readonly prefixes: readonly string[];
  readonly dnsServers: readonly string[];
  /** Networks it is peered with: a test network that is peered with production is not isolated. */
  readonly peerings: readonly { readonly networkId: string; readonly connected: boolean }[];
  readonly subnets: readonly TargetSubnet[];
};

/** A network security group of the target region; rules by priority, lowest first. */
export type TargetNsg = { readonly id: string; readonly name: string; readonly rules: readonly { readonly name: string; readonly priority: number; readonly inbound: boolean; readonly allow: boolean; readonly protocol: string; readonly ports: readonly string[]; readonly source: string; readonly destination: string }[] };

export type ResourceGroup = { readonly id: string; readonly name: string; readonly location: string };

/** One VM size that the region offers. */
export type VmSize = {
  readonly name: string;
  readonly family: string;
  readonly vcpus: number;
  readonly memoryGiB: number;
  readonly maxDataDisks: number;
  readonly maxNics: number;
  readonly premium: boolean;
  readonly generations: readonly ('V1' | 'V2')[];
  readonly nvmeOnly: boolean;
  readonly architecture: string;
  readonly tempDisk: boolean;
  readonly acceleratedNetworking: boolean;
  /** Zones that offer it; empty where the list does not speak of zones. */
  readonly zones: readonly string[];
  readonly restricted: string | null;
};

/** The sizes of the region: the live list with its age, or a dated table when the live one cannot be read. */
export type SizeList = { readonly from: 'live' | 'table'; readonly asOf: Instant; /** Why the table had to do; null for the live list. */ readonly whyTable: string | null; readonly sizes: readonly VmSize[] };

/** A size that Site Recovery itself offers for a protected item: after protection its word wins. */
export type OfferedSize = { readonly name: string; readonly vcpus: number; readonly memoryGiB: number; readonly maxDataDisks: number; readonly maxNics: number; readonly errors: readonly string[] };

/** A counted limit, for example `standardDSv5Family` or `cores`. */
export type Quota = { readonly name: string; readonly title: string; readonly used: number; readonly limit: number };

/** The storage account that replication uses as cache; null fields could not be read. */
export type CacheAccount = { readonly id: string; readonly name: string; readonly location: string; /** `StorageV2`, `Storage`, `BlobStorage` … */ readonly kind: string; readonly softDelete: boolean | null; readonly hierarchical: boolean; /** False when a firewall lets selected networks in only. */ readonly openToAll: boolean };

/** A lock on a resource group or above it. */
export type Lock = { readonly name: string; readonly level: 'CanNotDelete' | 'ReadOnly'; readonly scope: string };

/** An assigned policy; `effect` is null where the assignment does not tell it. */
export type PolicyAssignment = { readonly name: string; readonly scope: string; readonly effect: string | null; readonly enforced: boolean };

/** What Ferry's own identity may do somewhere, as Azure tells it: wildcards included. */
export type Permission = { readonly actions: readonly string[]; readonly notActions: readonly string[] };

/** Names that are taken in the resource group that machines land in. */
export type TakenNames = { readonly machines: readonly string[]; readonly networkCards: readonly string[]; readonly disks: readonly string[] };
