// The modern replication appliance and its components. A list of fabrics shows none of them.
import type { Call } from '../call.ts';
import { guidOf, homeGroup, resourceId, tenant, vaultPath } from '../ids.ts';
import { siteId } from '../offazure/paths.ts';
import { lastFullMinute, stamp } from '../times.ts';
import { fabricPath, type Vault } from '../vault-list.ts';

const componentVersion = '1.44.9107.12084';
const agentVersion = '9.62.7219.1';
const gib = 2 ** 30;

type Component = Readonly<Record<string, unknown>>;

function component(call: Call, vault: Vault, kind: { readonly name: string; readonly version: string }): Component {
  const id = kind.name === 'processServer' ? vault.processServerId : guidOf(`${vault.server}/${kind.name}`);
  return {
    id,
    name: vault.server,
    biosId: guidOf(`${vault.server}/bios`),
    fabricObjectId: null,
    fqdn: `${vault.server}.local`,
    version: kind.version,
    lastHeartbeatUtc: stamp(lastFullMinute(call.now)),
    health: 'Normal',
    healthErrors: [],
  };
}

function processServer(call: Call, vault: Vault): Component {
  const items = [...call.state.items.values()].filter((item) => item.vault === vault.name);
  return {
    ...component(call, vault, { name: 'processServer', version: agentVersion }),
    ipAddresses: ['10.10.0.10'],
    totalMemoryInBytes: 32 * gib,
    availableMemoryInBytes: 26 * gib,
    usedMemoryInBytes: 6 * gib,
    memoryUsagePercentage: 18.75,
    totalSpaceInBytes: 620 * gib,
    availableSpaceInBytes: 589 * gib,
    usedSpaceInBytes: 31 * gib,
    freeSpacePercentage: 95,
    throughputUploadPendingDataInBytes: 0,
    throughputInBytes: items.length * 2 ** 20,
    processorUsagePercentage: 7,
    throughputStatus: 'Healthy',
    systemLoad: 1,
    systemLoadStatus: 'Healthy',
    diskUsageStatus: 'Healthy',
    memoryUsageStatus: 'Healthy',
    processorUsageStatus: 'Healthy',
    historicHealth: 'Normal',
    protectedItemCount: items.length,
  };
}

type Components = {
  readonly processServer: Component;
  readonly rcmProxy: Component;
  readonly pushInstaller: Component;
  readonly replicationAgent: Component;
  readonly reprotectAgent: Component;
  readonly marsAgent: Component;
  readonly dra: Component;
};

function components(call: Call, vault: Vault): Components {
  const make = (name: string, version = componentVersion): Component => component(call, vault, { name, version });
  return {
    processServer: processServer(call, vault),
    rcmProxy: { ...make('rcmProxy'), clientAuthenticationType: 'Certificate' },
    pushInstaller: make('pushInstaller'),
    replicationAgent: make('replicationAgent'),
    reprotectAgent: { ...make('reprotectAgent'), accessibleDatastores: [], vcenterId: null, lastDiscoveryInUtc: null, protectedItemCount: 0 },
    marsAgent: make('marsAgent', '2.0.9261.0'),
    dra: make('dra', '5.24.604.3'),
  };
}

function componentLists(parts: Components | null): Record<string, readonly unknown[]> {
  return {
    processServers: parts === null ? [] : [parts.processServer],
    rcmProxies: parts === null ? [] : [parts.rcmProxy],
    pushInstallers: parts === null ? [] : [parts.pushInstaller],
    replicationAgents: parts === null ? [] : [parts.replicationAgent],
    reprotectAgents: parts === null ? [] : [parts.reprotectAgent],
    marsAgents: parts === null ? [] : [parts.marsAgent],
    dras: parts === null ? [] : [parts.dra],
    agentDetails: [],
  };
}

/** The details of the InMageRcm fabric. */
export function applianceDetails(call: Call, vault: Vault, full: boolean): unknown {
  return {
    instanceType: 'InMageRcm',
    vmwareSiteId: resourceId(homeGroup, 'Microsoft.OffAzure/VMwareSites', 'rsv-mig-weuvmwaresite'),
    physicalSiteId: siteId,
    serviceEndpoint: 'https://pod01-rcm1.we.hypervrecoverymanager.windowsazure.com/',
    serviceResourceId: guidOf(`${vault.name}/service`),
    serviceContainerId: guidOf(`${vault.name}/service-container`),
    dataPlaneUri: '',
    controlPlaneUri: '',
    sourceAgentIdentityDetails: {
      tenantId: tenant,
      applicationId: guidOf(`${vault.name}/agent-application`),
      objectId: guidOf(`${vault.name}/agent-object`),
      audience: `api://${guidOf(`${vault.name}/agent-application`)}`,
      aadAuthority: `https://login.microsoftonline.com/${tenant}`,
    },
    ...componentLists(full ? components(call, vault) : null),
  };
}

/** The vault's entry in the list of appliances. */
export function applianceView(call: Call, vault: Vault): unknown {
  const appliance = {
    id: guidOf(`${vault.server}/appliance`),
    name: vault.server,
    fabricArmId: fabricPath(vault),
    ...components(call, vault),
    switchProviderBlockingErrorDetails: [],
  };
  return {
    id: `${vaultPath(vault.name)}/replicationAppliances/default`,
    name: 'default',
    type: 'Microsoft.RecoveryServices/vaults/replicationAppliances',
    properties: { providerSpecificDetails: { instanceType: 'InMageRcm', appliances: [appliance] } },
  };
}
