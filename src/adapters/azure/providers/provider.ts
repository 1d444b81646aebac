// What differs between the two replication providers, and nothing else.
import type {
  EnableProtectionProviderSpecificInputUnion,
  PolicyProviderSpecificInputUnion,
  RecoveryPlanProviderSpecificFailoverInputUnion,
  SiteRecoveryManagementClient,
  TestFailoverProviderSpecificInputUnion,
  UnplannedFailoverProviderSpecificInputUnion,
} from '@azure/arm-recoveryservices-siterecovery';
import type { DiscoveredMachine, Infrastructure, Policy } from '../../../domain/infrastructure.ts';
import type { DiskProgress, Item, ItemSummary, MobilityAgent, Provider } from '../../../domain/observation.ts';
import type { TargetPlan } from '../../../domain/scope.ts';
import type { Instant } from '../../../domain/time.ts';
import type { Replication } from '../../../ports/replication.ts';
import type { RawArm } from '../raw-arm.ts';

/** The part of an item that each provider words in its own way. */
export type ItemView = Pick<
  ItemSummary,
  'privateIp' | 'discoveredId' | 'internalId' | 'percent' | 'resyncRequired' | 'rpoSeconds' | 'rpoAt' | 'lastRecoveryPointAt' | 'agentHeartbeatAt' | 'targetVmName' | 'targetResourceGroupId'
> &
  Omit<Item, keyof ItemSummary>;

/** What a policy says of its points in time. */
export type PolicyView = Pick<Policy, 'retentionMinutes' | 'crashConsistentMinutes' | 'appConsistentMinutes' | 'rpoThresholdMinutes'>;

/** A policy that is to be made. */
export type NewPolicy = Parameters<Replication['createPolicy']>[0];

/** Every five minutes a crash-consistent point: the appliance knows no other interval. */
export const CRASH_CONSISTENT_MINUTES = 5;

/** The fabric's part of the infrastructure. */
export type FabricView = Pick<Infrastructure, 'appliance' | 'processServers' | 'masterTargets'>;

/** Where a vault's machines are: names for the SDK's arguments, and the fabric's details as the list shows them. */
export type Place = { readonly vault: string; readonly resourceGroup: string; readonly fabric: string; readonly container: string; readonly provider: ProviderAdapter; readonly fabricDetails: unknown };

/** What a provider reads with. */
export type Reader = { readonly client: SiteRecoveryManagementClient; readonly raw: RawArm; readonly place: Place };

/** The body of an enable request, as far as the provider decides. */
type EnableInput = { readonly protectableItemId?: string; readonly providerSpecificDetails: EnableProtectionProviderSpecificInputUnion };

/** One replication provider: the appliance or the configuration server. */
export type ProviderAdapter = {
  readonly provider: Provider;
  /** `customDetails.instanceType` of the provider's fabrics. */
  readonly fabricType: string;
  /** Reads `providerSpecificDetails` of an item; LIST answers have no disks. */
  view(item: { readonly details: unknown; readonly protectionState: string; readonly protectableItemId: string | null }): ItemView;
  /** Reads the `properties` of a fabric's own GET. */
  fabric(properties: unknown): FabricView;
  runAsAccounts(reader: Reader, fabricProperties: unknown): Promise<Infrastructure['runAsAccounts']>;
  discovered(reader: Reader): Promise<readonly DiscoveredMachine[]>;
  /** Reads `providerSpecificDetails` of a policy. */
  policy(details: unknown): PolicyView;
  policyInput(policy: NewPolicy): PolicyProviderSpecificInputUnion;
  enableInput(plan: TargetPlan): EnableInput;
  testFailoverInput(networkId: string): TestFailoverProviderSpecificInputUnion;
  failoverInput(): UnplannedFailoverProviderSpecificInputUnion;
  /** For all machines of a recovery plan at once: the latest point, after all pending data has been processed. */
  planFailoverInput(): RecoveryPlanProviderSpecificFailoverInputUnion;
};

/** True while the first copy runs; later percentages are leftovers: 64 % stays in the item while it waits for its first recovery point. */
export function isFirstCopy(protectionState: string): boolean {
  if (protectionState.startsWith('UnprotectedStates')) return true;
  return protectionState.startsWith('InitialReplication') && !/(CompletionPending|Completed|Failed)$/.test(protectionState);
}

/** What still waits on the way, over all disks; null as soon as one disk does not say, or when no disk is shown. */
export function backlogOf(disks: readonly DiskProgress[]): number | null {
  if (disks.length === 0) return null;
  let sum = 0;
  for (const disk of disks) {
    if (disk.pendingAtSourceMb === null || disk.pendingInLogMb === null) return null;
    sum += disk.pendingAtSourceMb + disk.pendingInLogMb;
  }
  return sum;
}

/** A mobility service of which nothing is known. */
export const NO_AGENT: MobilityAgent = { version: null, latestVersion: null, heartbeatAt: null, expiresAt: null, upgradeable: false, rebootPending: false, blocked: [] };

/** The earlier of two moments, either of which may be unknown. */
export function earlier(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
