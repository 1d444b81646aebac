// Fabrics, containers and registered providers of both vaults.
import { ok } from '../answers.ts';
import { param, type Call, type Route } from '../call.ts';
import { missing } from '../errors.ts';
import { same } from '../fields.ts';
import { guidOf } from '../ids.ts';
import { page } from '../paging.ts';
import { lastFullMinute, stamp } from '../times.ts';
import { containerPath, fabricPath, type Vault } from '../vault-list.ts';
import { containerRoute, fabricRoute, vaultRoute, type VaultHandler } from '../vault-routes.ts';
import { applianceDetails, applianceView } from './appliance.ts';
import { configurationServerDetails, configurationServerHeartbeat } from './configuration-server.ts';

const base = 'Microsoft.RecoveryServices/vaults/replicationFabrics';

function fabricView(call: Call, vault: Vault, full: boolean): unknown {
  const keys = { kekState: 'None', kekCertThumbprint: null };
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
      healthErrorDetails: [],
      health: 'Normal',
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
  const heartbeat = modern ? lastFullMinute(call.now) : configurationServerHeartbeat(call);
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
      connectionStatus: 'Connected',
      protectedItemCount: [...call.state.items.values()].filter((item) => item.vault === vault.name).length,
      allowedScenarios: ['Refresh'],
      healthErrorDetails: [],
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

const listProviders: VaultHandler = (call, vault) => page(call, { rows: [vault], view: (row) => providerView(call, row) });
const listContainers: VaultHandler = (call, vault) => page(call, { rows: [vault], view: (row) => containerView(call, row) });

function listAppliances(call: Call, vault: Vault): ReturnType<Route['handle']> {
  return page(call, { rows: vault.kind === 'InMageRcm' ? [vault] : [], view: (row) => applianceView(call, row) });
}

/** Fabrics and everything fixed below them. */
export const fabricRoutes: readonly Route[] = [
  vaultRoute('GET', '/replicationFabrics', (call, vault) => page(call, { rows: [vault], view: (row) => fabricView(call, row, vault.kind !== 'InMageRcm') })),
  fabricRoute('GET', '', (call, vault) => ok(fabricView(call, vault, true))),
  vaultRoute('GET', '/replicationProtectionContainers', listContainers),
  fabricRoute('GET', '/replicationProtectionContainers', listContainers),
  containerRoute('GET', '', (call, vault) => ok(containerView(call, vault))),
  vaultRoute('GET', '/replicationRecoveryServicesProviders', listProviders),
  fabricRoute('GET', '/replicationRecoveryServicesProviders', listProviders),
  fabricRoute('GET', '/replicationRecoveryServicesProviders/{provider}', (call, vault) =>
    same(param(call, 'provider'), vault.provider) ? ok(providerView(call, vault)) : missing(call.req, param(call, 'provider')),
  ),
  vaultRoute('GET', '/replicationAppliances', listAppliances),
];
