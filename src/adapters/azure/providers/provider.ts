// What differs between the two replication providers, and nothing else.
import type {
  EnableProtectionProviderSpecificInputUnion,
  SiteRecoveryManagementClient,
  TestFailoverProviderSpecificInputUnion,
  UnplannedFailoverProviderSpecificInputUnion,
} from '@azure/arm-recoveryservices-siterecovery';
import type { DiscoveredMachine, Infrastructure } from '../../../domain/infrastructure.ts';
import type { DiskProgress, Item, Provider } from '../../../domain/observation.ts';
import type { TargetPlan } from '../../../domain/scope.ts';
import type { RawArm } from '../raw-arm.ts';

/** The part of an item that each provider words in its own way. */
export type ItemView = Pick<
  Item,
  'privateIp' | 'discoveredId' | 'internalId' | 'percent' | 'resyncRequired' | 'rpoSeconds' | 'rpoAt' | 'lastRecoveryPointAt' | 'agentHeartbeatAt' | 'targetVmName' | 'targetResourceGroupId' | 'disks' | 'processedBytes' | 'backlogMb'
>;

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
  /** Minutes that a policy keeps recovery points. */
  retentionMinutes(policyDetails: unknown): number | null;
  enableInput(plan: TargetPlan): EnableInput;
  testFailoverInput(networkId: string): TestFailoverProviderSpecificInputUnion;
  failoverInput(): UnplannedFailoverProviderSpecificInputUnion;
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
