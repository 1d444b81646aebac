// The modern replication appliance and its components. A list of fabrics shows none of them.
import type { Call } from '../call.ts';
import { guidOf, homeGroup, resourceId, tenant, vaultPath } from '../ids.ts';
import { siteId } from '../offazure/paths.ts';
import { stamp } from '../times.ts';
import { fabricPath, type Vault } from '../vault-list.ts';
import { ailmentOf, factsOf, gradeOfBacklog, gradeOfSpace, gradeOfUse, heartbeatOf, loadOf, serverErrors, serverHealth, serverOf, worstGrade, type LoadFigures } from './server.ts';

const componentVersion = '1.44.9107.12084';
const agentVersion = '9.62.7219.1';

type Component = Readonly<Record<string, unknown>>;

const grades = { good: 'Healthy', warning: 'Warning', critical: 'Critical' } as const;

// An ailment shows on one component, as in life: the provider's own is with the dra, load with the process server.
const ailingPart = 'dra';

function healthOf(call: Call, vault: Vault, part: string): Pick<Component, 'lastHeartbeatUtc' | 'health' | 'healthErrors'> {
  const { server } = factsOf(call.state, vault);
  const silent = server.silentSince !== null;
  const ails = silent || part === ailingPart || ailmentOf(server, call.now) === null;
  return {
    lastHeartbeatUtc: stamp(heartbeatOf(server, call.now)),
    health: ails ? serverHealth(server, call.now) : 'Normal',
    healthErrors: ails ? serverErrors(vault, server, call.now) : [],
  };
}

function component(call: Call, vault: Vault, kind: { readonly name: string; readonly version: string }): Component {
  const id = kind.name === 'processServer' ? vault.processServerId : guidOf(`${vault.server}/${kind.name}`);
  return {
    id,
    name: vault.server,
    biosId: guidOf(`${vault.server}/bios`),
    fabricObjectId: null,
    fqdn: `${vault.server}.local`,
    version: kind.version,
    ...healthOf(call, vault, kind.name),
  };
}

function loadFigures(load: LoadFigures): Component {
  return {
    totalMemoryInBytes: load.memory.total,
    availableMemoryInBytes: load.memory.available,
    usedMemoryInBytes: load.memory.used,
    memoryUsagePercentage: load.memory.percent,
    totalSpaceInBytes: load.space.total,
    availableSpaceInBytes: load.space.available,
    usedSpaceInBytes: load.space.used,
    freeSpacePercentage: load.space.freePercent,
    throughputUploadPendingDataInBytes: load.pendingBytes,
    throughputInBytes: load.throughputBytes,
    processorUsagePercentage: load.processorPercent,
    throughputStatus: grades[gradeOfBacklog(load)],
    systemLoad: 1,
    systemLoadStatus: 'Healthy',
    diskUsageStatus: grades[gradeOfSpace(load.space.freePercent)],
    memoryUsageStatus: grades[gradeOfUse(load.memory.percent)],
    processorUsageStatus: grades[gradeOfUse(load.processorPercent)],
  };
}

function processServer(call: Call, vault: Vault): Component {
  const load = loadOf(call, vault);
  const base = component(call, vault, { name: 'processServer', version: agentVersion });
  const worst = worstGrade([gradeOfBacklog(load), gradeOfSpace(load.space.freePercent), gradeOfUse(load.memory.percent), gradeOfUse(load.processorPercent)]);
  const health = base['health'] === 'Normal' && worst !== 'good' ? grades[worst] : base['health'];
  return { ...base, health, ipAddresses: ['10.10.0.10'], ...loadFigures(load), historicHealth: health, protectedItemCount: load.protectedItems };
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
    ...componentLists(full && serverOf(call.state, vault) !== null ? components(call, vault) : null),
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
