// Fabrics, containers and registered providers of both vaults.
import { ok } from '../answers.ts';
import { param, type Call, type Route } from '../call.ts';
import { missing } from '../errors.ts';
import { same } from '../fields.ts';
import { guidOf } from '../ids.ts';
import { page } from '../paging.ts';
import { minute, stamp } from '../times.ts';
import { containerPath, fabricPath, type Vault } from '../vault-list.ts';
import { containerRoute, fabricRoute, vaultRoute, type VaultHandler } from '../vault-routes.ts';
import { applianceDetails, applianceView } from './appliance.ts';
import { configurationServerDetails } from './configuration-server.ts';
import { factsOf, heartbeatOf, serverErrors, serverHealth, serverOf } from './server.ts';

const silenceCutsOff = 15 * minute;

const base = 'Microsoft.RecoveryServices/vaults/replicationFabrics';

function fabricView(call: Call, vault: Vault, full: boolean): unknown {
  const keys = { kekState: 'None', kekCertThumbprint: null };
  const { server } = factsOf(call.state, vault);
  const health = serverHealth(server, call.now);
  return {
    id: fabricPath(vault),
    name: vault.fabric,
    type: base,
    properties: {
      friendlyName: vault.fabricFriendlyName,
      encryptionDetails: keys,
      rolloverEncryptionDetails: keys,
      internalIdentifier: vault.fabricId,
      bcdrState: 'Valid',
      customDetails: vault.kind === 'InMageRcm' ? applianceDetails(call, vault, full) : configurationServerDetails(call, vault),
      healthErrorDetails: serverErrors(vault, server, call.now),
      health: health === 'None' ? 'Normal' : health,
    },
  };
}

function containerView(call: Call, vault: Vault): unknown {
  const items = [...call.state.items.values()].filter((item) => item.vault === vault.name);
  return {
    id: containerPath(vault),
    name: vault.container,
    type: `${base}/replicationProtectionContainers`,
    properties: {
      fabricFriendlyName: vault.fabricFriendlyName,
      friendlyName: vault.containerFriendlyName,
      fabricType: vault.kind === 'InMageRcm' ? 'InMageRcm' : 'VMware',
      protectedItemCount: items.length,
      pairingStatus: 'Paired',
      role: 'Primary',
      fabricSpecificDetails: null,
    },
  };
}

function providerView(call: Call, vault: Vault): unknown {
  const modern = vault.kind === 'InMageRcm';
  const { server } = factsOf(call.state, vault);
  const heartbeat = heartbeatOf(server, call.now);
  const lost = server.silentSince !== null && call.now - heartbeat > silenceCutsOff;
  const version = { version: '5.24.604.3', expiryDate: '9999-12-31T23:59:59.9999999', status: 'Supported' };
  return {
    id: `${fabricPath(vault)}/replicationRecoveryServicesProviders/${vault.provider}`,
    name: vault.provider,
    type: `${base}/replicationRecoveryServicesProviders`,
    properties: {
      fabricType: modern ? 'InMageRcmFabric' : 'VMware',
      friendlyName: vault.server,
      providerVersion: version.version,
      serverVersion: '0.0',
      providerVersionState: 'Latest',
      providerVersionExpiryDate: version.expiryDate,
      fabricFriendlyName: vault.fabricFriendlyName,
      lastHeartBeat: stamp(heartbeat),
      connectionStatus: lost ? 'Disconnected' : 'Connected',
      protectedItemCount: [...call.state.items.values()].filter((item) => item.vault === vault.name).length,
      allowedScenarios: ['Refresh'],
      healthErrorDetails: serverErrors(vault, server, call.now),
      draIdentifier: guidOf(`${vault.name}/dra`),
      machineId: vault.provider,
      machineName: vault.server,
      biosId: guidOf(`${vault.server}/bios`),
      authenticationIdentityDetails: null,
      resourceAccessIdentityDetails: null,
      dataPlaneAuthenticationIdentityDetails: null,
      providerVersionDetails: version,
    },
  };
}

const registered = (call: Call, vault: Vault): readonly Vault[] => (serverOf(call.state, vault) === null ? [] : [vault]);
// A vault of the modern kind has its fabric from the start; the fabric of the classic kind is the configuration server.
const fabricsOf = (call: Call, vault: Vault): readonly Vault[] => (vault.kind === 'InMageRcm' ? [vault] : registered(call, vault));

const listProviders: VaultHandler = (call, vault) => page(call, { rows: registered(call, vault), view: (row) => providerView(call, row) });
const listContainers: VaultHandler = (call, vault) => page(call, { rows: fabricsOf(call, vault), view: (row) => containerView(call, row) });

function readProvider(call: Call, vault: Vault): ReturnType<Route['handle']> {
  const [only] = registered(call, vault);
  return only !== undefined && same(param(call, 'provider'), vault.provider) ? ok(providerView(call, vault)) : missing(call.req, param(call, 'provider'));
}

function listAppliances(call: Call, vault: Vault): ReturnType<Route['handle']> {
  return page(call, { rows: vault.kind === 'InMageRcm' ? registered(call, vault) : [], view: (row) => applianceView(call, row) });
}

/** Fabrics and everything fixed below them. */
export const fabricRoutes: readonly Route[] = [
  vaultRoute('GET', '/replicationFabrics', (call, vault) => page(call, { rows: fabricsOf(call, vault), view: (row) => fabricView(call, row, vault.kind !== 'InMageRcm') })),
  fabricRoute('GET', '', (call, vault) => ok(fabricView(call, vault, true))),
  vaultRoute('GET', '/replicationProtectionContainers', listContainers),
  fabricRoute('GET', '/replicationProtectionContainers', listContainers),
  containerRoute('GET', '', (call, vault) => ok(containerView(call, vault))),
  vaultRoute('GET', '/replicationRecoveryServicesProviders', listProviders),
  fabricRoute('GET', '/replicationRecoveryServicesProviders', listProviders),
  fabricRoute('GET', '/replicationRecoveryServicesProviders/{provider}', readProvider),
  vaultRoute('GET', '/replicationAppliances', listAppliances),
];
