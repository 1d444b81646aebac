import type { Provider } from './observation.ts';

/** One AWS account and region paired with one subscription, vault and target network. */
export type Scope = {
  readonly name: string;
  readonly awsRegion: string;
  readonly subscriptionId: string;
  readonly vaultResourceGroup: string;
  readonly vaultName: string;
  /** The Azure region that machines are moved to. */
  readonly location: string;
  readonly defaults: {
    readonly resourceGroupId: string | null;
    readonly networkId: string | null;
    readonly subnet: string | null;
    readonly testNetworkId: string | null;
    readonly cacheStorageAccountId: string | null;
    readonly runAsAccount: string | null;
    readonly policyName: string | null;
  };
  /** The EC2 instance that runs the appliance or configuration server; needed by the reachability checks. */
  readonly applianceInstanceId: string | null;
  /** The EC2 tag whose value names a machine's wave. */
  readonly waveTag: string;
};

/** Where and as what a machine is to run in Azure: what the requester confirmed and what an approval binds. */
export type TargetPlan = {
  readonly resourceGroupId: string;
  readonly networkId: string;
  readonly subnet: string;
  readonly testNetworkId: string;
  readonly vmName: string;
  readonly size: string;
  readonly sizeReason: string;
  readonly diskType: DiskType;
  readonly licence: Licence;
  /** Account that pushes the mobility service; null when the agent is already installed. */
  readonly runAsAccountId: string | null;
  readonly cacheStorageAccountId: string;
  readonly policyId: string;
  readonly policyName: string;
  readonly processServerId: string;
  /** Classic vaults only. */
  readonly masterTargetId: string | null;
  /** The machine as the appliance (or configuration server) discovered it. */
  readonly discoveredId: string;
  readonly provider: Provider;
};

export const DISK_TYPES = ['StandardSSD_LRS', 'Premium_LRS', 'Standard_LRS'] as const;
export type DiskType = (typeof DISK_TYPES)[number];
export const LICENCES = ['NoLicenseType', 'WindowsServer'] as const;
export type Licence = (typeof LICENCES)[number];
