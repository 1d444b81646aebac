import type { TargetNetwork, TargetNsg } from '../infrastructure.ts';
import type { GroupRule, NetworkCard, Read, SourceSubnet } from '../machine.ts';
import type { Instant } from '../time.ts';

/** Where a machine is to land, as far as anybody has chosen. */
export type Landing = { readonly networkId: string | null; readonly subnet: string | null; readonly testNetworkId: string | null };

/** One machine as the plan sees it. */
export type NetworkMachine = {
  readonly instanceId: string;
  readonly name: string;
  readonly subnetId: string | null;
  readonly sourceSubnet: Read<SourceSubnet | null>;
  readonly nics: readonly NetworkCard[];
  readonly rules: Read<readonly GroupRule[]>;
  readonly landing: Landing;
  /** The address that replication is set to use for each source address; empty before replication. */
  readonly chosen: ReadonlyMap<string, string>;
};

/** Everything a network plan is made from. */
export type NetworkInput = { readonly now: Instant; readonly machines: readonly NetworkMachine[]; readonly networks: Read<readonly TargetNetwork[]>; readonly nsgs: Read<readonly TargetNsg[]>; readonly reservedPerSubnet: number };

/** What becomes of one private address. */
export type AddressFate =
  /** The target subnet holds it, and nobody uses it. */
  | { readonly kind: 'can-stay' }
  /** Replication is set to it. */
  | { readonly kind: 'set'; readonly to: string }
  | { readonly kind: 'new'; readonly why: 'outside' | 'reserved' | 'in-use' | 'clash' | 'ipv6' }
  | { readonly kind: 'unknown'; readonly why: string };

export type AddressLine = { readonly ip: string; readonly main: boolean; readonly fate: AddressFate };

/** The plan for one machine. */
export type MachinePlan = {
  readonly instanceId: string;
  readonly name: string;
  /** `network/subnet` in Azure; null when it is not known, then `why` says so. */
  readonly landing: string | null;
  readonly why: string | null;
  readonly addresses: readonly AddressLine[];
  readonly publicIps: readonly { readonly ip: string; readonly elastic: boolean }[];
  /** True for routers, NAT instances and firewalls. */
  readonly forwards: boolean;
};

/** Machines of one source subnet that go to one target subnet. */
export type SubnetMove = { readonly source: string; readonly sourceCidr: string | null; readonly target: string | null; /** Why there is no target; null where there is one. */ readonly why: string | null; readonly targetPrefix: string | null; readonly machines: number; readonly needed: number; /** Null when Azure does not tell it. */ readonly free: number | null };

/** One address that two ends want. */
export type Clash = { readonly ip: string; readonly kind: 'in-wave' | 'in-target'; readonly machines: readonly string[] };

/** How the target subnet's security group treats what the machines' security groups let in today. */
export type InboundLine = { readonly what: string; readonly verdict: 'blocked' | 'partly' | 'unknown'; readonly by: string; readonly target: string; readonly machines: readonly string[] };

/** The security group on a target subnet. */
export type SubnetGuard = { readonly target: string; readonly group: string | null; readonly known: boolean };

/** Whether the network for test failovers is cut off from production. */
export type TestIsolation = { readonly network: string | null; readonly state: 'isolated' | 'same' | 'peered' | 'missing' | 'none-chosen' | 'unknown'; readonly peers: readonly string[] };

export type NetworkPlan = {
  readonly moves: readonly SubnetMove[];
  readonly machines: readonly MachinePlan[];
  readonly clashes: readonly Clash[];
  readonly guards: readonly SubnetGuard[];
  readonly inbound: readonly InboundLine[];
  /** DNS servers of each target network; an empty list is Azure's own. */
  readonly dns: readonly { readonly network: string; readonly servers: readonly string[] }[];
  readonly test: readonly TestIsolation[];
  /** What could not be read, in words. */
  readonly unread: readonly string[];
};
