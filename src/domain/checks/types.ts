import type { Curer, Finding, MissingRule, Override, Question, Severity, Attested } from '../finding.ts';
import type { CacheAccount, DiscoveredMachine, Infrastructure, Lock, OfferedSize, Permission, PolicyAssignment, Quota, ResourceGroup, SizeList, TakenNames, TargetNetwork, TargetNsg, Vault } from '../infrastructure.ts';
import type { MachineFacts, Read, SourcePart } from '../machine.ts';
import type { Item, ItemSummary, JobSummary } from '../observation.ts';
import type { RuleProfile } from '../profiles/types.ts';
import type { Scope } from '../scope.ts';
import type { Instant } from '../time.ts';

/** When a check matters: before replication begins, or before a failover that is already replicated. */
export type CheckPhase = 'replicate' | 'failover';

/** The parts of a person's way through `check`: which parts of the list are wanted. */
export const TOPICS = ['source', 'system', 'boot', 'storage', 'network', 'vault', 'target', 'replication'] as const;
export type Topic = (typeof TOPICS)[number];

/** What is read of Azure for a check, each by one call or one list for the whole scope. */
export const TARGET_PARTS = ['vault', 'infrastructure', 'discovered', 'items', 'jobs', 'resourceGroups', 'networks', 'nsgs', 'sizes', 'quotas', 'names', 'cache', 'locks', 'policies', 'permissions'] as const;
/** What is read of Azure for each replicated machine. */
export const ITEM_PARTS = ['item', 'offeredSizes'] as const;

/** Everything that a check may need beyond the plain instance; a re-check reads just these. `appliance` is the appliance's own instance with its rules, disks, hardware, guest, subnet, network ACL and routes. */
export type Need = SourcePart | (typeof TARGET_PARTS)[number] | (typeof ITEM_PARTS)[number] | 'appliance';

/** What has been chosen for the target so far; null for what nobody has chosen yet. */
type CheckPlan = { readonly vmName: string; readonly size: string | null; readonly resourceGroupId: string | null; readonly networkId: string | null; readonly subnet: string | null; readonly testNetworkId: string | null; readonly cacheStorageAccountId: string | null; /** Null before anybody decided; false when the mobility service is installed by hand. */ readonly push: boolean | null; readonly licence: string | null };

/** What Ferry itself remembers of the machine and the scope. */
type Known = {
  /** Answers of people that are still valid, by check id: first those about this machine, then those about the scope. */
  readonly attested: ReadonlyMap<string, Attested>;
  /** Overrides that are still valid. */
  readonly overrides: readonly Override[];
  /** Disks at the time replication was turned on, by volume id with their size in GiB; null before. */
  readonly disksAtStart: ReadonlyMap<string, number> | null;
  /** The verdict on the last test failover; null when none was given. */
  readonly test: { readonly works: boolean; readonly at: Instant; /** What was said with the verdict. */ readonly reason?: string } | null;
};

/** Everything the checks of one machine may look at, read beforehand; what could not be read says so. */
export type CheckInput = {
  readonly now: Instant;
  readonly scope: Scope;
  readonly facts: MachineFacts;
  /** The instance that runs the appliance; a null value means that the scope names none. */
  readonly appliance: { readonly facts: Read<MachineFacts | null> };
  readonly vault: Read<Vault>;
  readonly infrastructure: Read<Infrastructure>;
  /** The vault's own time when `infrastructure` was read. */
  readonly infrastructureAsOf: Instant;
  readonly discovered: Read<readonly DiscoveredMachine[]>;
  /** Protected items of the vault other than the machine's own. */
  readonly items: Read<readonly ItemSummary[]>;
  /** Jobs of the last hours, of the whole vault. */
  readonly jobs: Read<readonly JobSummary[]>;
  /** The machine's own protected item; a null value before replication. */
  readonly item: Read<Item | null>;
  /** The vault's own time when `item` was read. */
  readonly itemAsOf: Instant;
  /** What Site Recovery offers for the protected item; a null value before replication. */
  readonly offeredSizes: Read<readonly OfferedSize[] | null>;
  readonly target: {
    readonly resourceGroups: Read<readonly ResourceGroup[]>;
    readonly networks: Read<readonly TargetNetwork[]>;
    readonly nsgs: Read<readonly TargetNsg[]>;
    readonly sizes: Read<SizeList>;
    readonly quotas: Read<readonly Quota[]>;
    readonly names: Read<TakenNames>;
    /** A null value means that the scope names no account. */
    readonly cache: Read<CacheAccount | null>;
    readonly locks: Read<readonly Lock[]>;
    readonly policies: Read<readonly PolicyAssignment[]>;
    /** Ferry's own permissions on the resource group that machines land in, on the vault, and on each network that is chosen. */
    readonly permissions: Read<{ readonly target: readonly Permission[]; readonly vault: readonly Permission[]; readonly networks: readonly (readonly Permission[])[] }>;
  };
  readonly plan: CheckPlan;
  /** Ids of other instances with the same private IP. */
  readonly sameIp: readonly string[];
  /** Target names of the other machines that are checked with this one or being migrated. */
  readonly otherNames: readonly string[];
  readonly known: Known;
  readonly limits: { readonly rpoSeconds: number; readonly testMaxAgeDays: number };
  readonly profile: RuleProfile;
  readonly phase: CheckPhase;
};

/** What a check concluded, before its id, title and expectation are put around it. */
export type Judgement = {
  readonly verdict: Finding['verdict'];
  readonly evidence: string;
  readonly remedy: string;
  readonly cause: string | null;
  readonly causeText: string | null;
  readonly missingRule: MissingRule | null;
};

/** One prerequisite: pure, and always with an answer. */
export type Check = {
  readonly id: string;
  readonly title: string;
  readonly topic: Topic;
  readonly phases: readonly CheckPhase[];
  readonly severity: Severity;
  readonly curer: Curer;
  /** What has to be read for it; the plain instance is always there. */
  readonly needs: readonly Need[];
  readonly question: Question | null;
  run(input: CheckInput): Finding;
};
