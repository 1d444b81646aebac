// What the subscription looks like around the machines: everything a prerequisite may find wrong. Planted defects change these records in place.
import type { Network, NetworkGroup } from '../network/model.ts';
import type { VmSize } from '../compute/size.ts';
import type { RunAsAccount } from '../vault-list.ts';

/** A resource group. */
export type Group = { readonly name: string; location: string };

/** A storage account, as far as a replication cache is judged by it. */
export type StorageAccount = {
  readonly name: string;
  readonly group: string;
  location: string;
  kind: 'StorageV2' | 'Storage' | 'BlobStorage';
  softDelete: boolean;
  hierarchical: boolean;
  openToAll: boolean;
};

/** A management lock; `scope` is the id of a resource group or of the subscription. */
export type Lock = { readonly name: string; readonly level: 'CanNotDelete' | 'ReadOnly'; readonly scope: string };

/** A policy definition. An effect that is a parameter has a default, and an assignment may set another. */
export type Definition = { readonly name: string; readonly builtIn: boolean; readonly title: string; readonly effect: string; readonly parameter: boolean };

/** An assigned policy, or a whole initiative of them when `initiative` is set. */
export type Assignment = { readonly name: string; readonly scope: string; readonly definition: string; readonly initiative: boolean; readonly effect: string | null; readonly enforced: boolean };

/** What one role allows. */
export type Right = { readonly actions: readonly string[]; readonly notActions: readonly string[] };

/** What Ferry's identity may do: everywhere in the subscription, and beyond that on the vaults. */
type Rights = { everywhere: readonly Right[]; onVaults: readonly Right[] };

/** vCPU limits. */
type Limits = { readonly families: Record<string, number>; regional: number };

/** A network card or disk of somebody else. `address` is what the card has in its subnet. */
export type StrangerNic = { readonly group: string; readonly name: string; readonly subnetId: string | null; readonly address: string | null };
export type StrangerDisk = { readonly group: string; readonly name: string };

/** How busy the process server is; a null figure follows from what is replicated. */
type Load = { freeSpacePercent: number; processorPercent: number; memoryPercent: number; pendingBytes: number; throughputBytes: number | null; protectedItems: number | null };

/** What ails a server: the error it reports. */
export type Ailment = { readonly code: string; readonly level: 'Warning' | 'Critical' };

/** The appliance or the configuration server of a vault. */
export type ServerFacts = {
  present: boolean;
  /** When it was registered; null for long ago. For its first quarter of an hour a new server says nothing of itself. */
  registeredAt: number | null;
  /** Since when it has sent no heartbeat; null while it sends them. */
  silentSince: number | null;
  ailment: Ailment | null;
  certificateDays: number;
  versionStatus: 'Supported' | 'UpdateRequired' | 'NotSupported';
  readonly load: Load;
};

/** What can change of a vault. */
export type VaultFacts = { location: string; accounts: readonly RunAsAccount[]; readonly server: ServerFacts };

/** A machine the appliance knows though it is not in this AWS account. */
export type OtherMachine = { readonly id: string; readonly name: string; readonly ipAddress: string; readonly osName: string; readonly biosGuid: string };

/** What the discovery says of single machines, by instance id. */
type Discovery = { readonly deleted: Set<string>; readonly others: Map<string, OtherMachine> };

/** Everything around the machines; made anew by a reset. */
export type Estate = {
  readonly groups: Map<string, Group>;
  readonly networks: Map<string, Network>;
  readonly nsgs: Map<string, NetworkGroup>;
  readonly accounts: Map<string, StorageAccount>;
  readonly sizes: Map<string, VmSize>;
  readonly limits: Limits;
  readonly locks: Map<string, Lock>;
  readonly definitions: Map<string, Definition>;
  readonly assignments: Map<string, Assignment>;
  readonly rights: Rights;
  readonly nics: Map<string, StrangerNic>;
  readonly disks: Map<string, StrangerDisk>;
  readonly vaults: Map<string, VaultFacts>;
  readonly discovery: Discovery;
};
