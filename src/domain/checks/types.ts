import type { Finding } from '../finding.ts';
import type { DiscoveredMachine, Infrastructure, Quota, ResourceGroup, TargetNetwork, VmSize } from '../infrastructure.ts';
import type { MachineFacts, Read } from '../machine.ts';
import type { ItemSummary } from '../observation.ts';
import type { RuleProfile } from '../profiles/types.ts';
import type { Scope } from '../scope.ts';
import type { Instant } from '../time.ts';

/** When a check matters: before replication begins, or before a failover that is already replicated. */
export type CheckPhase = 'replicate' | 'failover';

/** What has been chosen for the target so far; null for what nobody has chosen yet. */
type CheckPlan = { readonly vmName: string; readonly size: string | null; readonly resourceGroupId: string | null; readonly networkId: string | null; readonly subnet: string | null; readonly testNetworkId: string | null };

/** Everything the checks of one machine may look at, read beforehand; what could not be read says so. */
export type CheckInput = {
  readonly now: Instant;
  readonly scope: Scope;
  readonly facts: MachineFacts;
  /** The instance that runs the appliance; a null value means that the scope names none. */
  readonly appliance: { readonly facts: Read<MachineFacts | null> };
  readonly infrastructure: Read<Infrastructure>;
  /** The vault's own time when `infrastructure` was read. */
  readonly infrastructureAsOf: Instant;
  readonly discovered: Read<readonly DiscoveredMachine[]>;
  readonly items: Read<readonly ItemSummary[]>;
  readonly target: {
    readonly resourceGroups: Read<readonly ResourceGroup[]>;
    readonly networks: Read<readonly TargetNetwork[]>;
    readonly sizes: Read<readonly VmSize[]>;
    readonly quotas: Read<readonly Quota[]>;
    readonly vmNames: Read<readonly string[]>;
  };
  readonly plan: CheckPlan;
  /** Ids of other instances with the same private IP. */
  readonly sameIp: readonly string[];
  readonly profile: RuleProfile;
  /** Left out: before replication. */
  readonly phase?: CheckPhase;
};

/** One prerequisite: pure, and always with an answer. */
export type Check = { readonly id: string; readonly title: string; readonly phases: readonly CheckPhase[]; run(input: CheckInput): Finding };
