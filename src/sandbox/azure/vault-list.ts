// The two vaults and the fixed parts inside them: fabric, container, provider, accounts.
import { createHash } from 'node:crypto';
import { same } from './fields.ts';
import { guidOf, homeGroup, resourceId, vaultPath } from './ids.ts';

/** Which replication provider a vault speaks: the modern one or the classic one. */
export type ProviderKind = 'InMageRcm' | 'InMageAzureV2';

/** A credential the appliance or configuration server keeps for installing the mobility service. */
export type RunAsAccount = { readonly id: string; readonly name: string; readonly osType: 'Windows' | 'Linux' };

/** A vault and what the service or the operator set up in it. */
export type Vault = {
  readonly kind: ProviderKind;
  readonly name: string;
  readonly id: string;
  readonly fabric: string;
  readonly fabricFriendlyName: string;
  readonly fabricId: string;
  readonly container: string;
  readonly containerFriendlyName: string;
  readonly provider: string;
  readonly server: string;
  readonly processServerId: string;
  readonly masterTargetId: string;
  readonly recoveryFabric: string;
  readonly accounts: readonly RunAsAccount[];
};

export const vaultType = 'Microsoft.RecoveryServices/vaults';

const modern: Vault = {
  kind: 'InMageRcm',
  name: 'rsv-mig-weu',
  id: resourceId(homeGroup, vaultType, 'rsv-mig-weu'),
  fabric: 'rsv-mig-weu-vmwarefabric',
  fabricFriendlyName: 'rsv-mig-weu-vmwarefabric',
  fabricId: guidOf('rsv-mig-weu/fabric'),
  container: 'rsv-mig-weureplicationcontainer',
  containerFriendlyName: 'rsv-mig-weureplicationcontainer',
  provider: guidOf('asr-appliance-01'),
  server: 'asr-appliance-01',
  processServerId: guidOf('asr-appliance-01'),
  masterTargetId: '',
  recoveryFabric: createHash('sha256').update('rsv-mig-weu/azure').digest('hex'),
  accounts: [
    { id: guidOf('win-admin'), name: 'win-admin', osType: 'Windows' },
    { id: guidOf('linux-root'), name: 'linux-root', osType: 'Linux' },
  ],
};

// The classic service names a server by a GUID in capitals with one hyphen missing.
const configurationServerId = guidOf('asr-config-server').toUpperCase().replace(/-(?=[^-]*$)/, '');

const classic: Vault = {
  kind: 'InMageAzureV2',
  name: 'rsv-legacy-weu',
  id: resourceId(homeGroup, vaultType, 'rsv-legacy-weu'),
  fabric: createHash('sha256').update('asr-config-server').digest('hex'),
  fabricFriendlyName: 'asr-config-server',
  fabricId: guidOf('rsv-legacy-weu/fabric'),
  container: `cloud_${guidOf('rsv-legacy-weu/fabric')}`,
  containerFriendlyName: 'asr-config-server',
  provider: guidOf('rsv-legacy-weu/provider'),
  server: 'asr-config-server',
  processServerId: configurationServerId,
  masterTargetId: configurationServerId,
  recoveryFabric: createHash('sha256').update('rsv-legacy-weu/azure').digest('hex'),
  accounts: [
    { id: '1', name: 'win-admin', osType: 'Windows' },
    { id: '2', name: 'linux-root', osType: 'Linux' },
  ],
};

export const vaults: readonly Vault[] = [modern, classic];

/** The vault of that name, or null. */
export function findVault(name: string): Vault | null {
  return vaults.find((vault) => same(vault.name, name)) ?? null;
}

/** The path of the vault's one fabric. */
export function fabricPath(vault: Vault): string {
  return `${vaultPath(vault.name)}/replicationFabrics/${vault.fabric}`;
}

/** The path of the vault's one protection container. */
export function containerPath(vault: Vault): string {
  return `${fabricPath(vault)}/replicationProtectionContainers/${vault.container}`;
}
