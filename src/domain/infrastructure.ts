import type { Health, Provider } from './observation.ts';
import type { Instant } from './time.ts';

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
  readonly processServers: readonly { readonly id: string; readonly name: string }[];
  readonly masterTargets: readonly { readonly id: string; readonly name: string }[];
  readonly runAsAccounts: readonly { readonly id: string; readonly name: string }[];
  readonly policies: readonly { readonly id: string; readonly name: string; readonly retentionMinutes: number | null; readonly mapped: boolean }[];
};

/** A machine that the appliance or configuration server can see. */
export type DiscoveredMachine = { readonly id: string; readonly name: string; readonly ips: readonly string[]; readonly osName: string | null; readonly deleted: boolean };

/** A virtual network in the target subscription. */
export type TargetNetwork = { readonly id: string; readonly name: string; readonly location: string; readonly resourceGroup: string; readonly subnets: readonly { readonly name: string; readonly prefix: string; readonly freeAddresses: number | null }[] };

export type ResourceGroup = { readonly id: string; readonly name: string; readonly location: string };

/** One VM size that the region offers, from the live list. */
export type VmSize = { readonly name: string; readonly family: string; readonly vcpus: number; readonly memoryGiB: number; readonly maxDataDisks: number; readonly maxNics: number; readonly premium: boolean; readonly generations: readonly ('V1' | 'V2')[]; readonly nvmeOnly: boolean; readonly architecture: string; readonly tempDisk: boolean; readonly restricted: string | null };

/** A counted limit, for example `standardDSv5Family` or `cores`. */
export type Quota = { readonly name: string; readonly title: string; readonly used: number; readonly limit: number };
