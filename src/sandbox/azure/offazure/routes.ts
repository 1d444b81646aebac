// Microsoft.OffAzure/ServerSites: discovery of the modern provider. Lists leave out the disks.
import type { SandboxResponse } from '../../http/server.ts';
import type { SourceMachine } from '../../world/sources.ts';
import { ok } from '../answers.ts';
import { param, type Call, type Route } from '../call.ts';
import { resourceNotFound } from '../errors.ts';
import { same } from '../fields.ts';
import type { OtherMachine } from '../estate/types.ts';
import { homeGroup, location } from '../ids.ts';
import { accountsOf } from '../infrastructure/server.ts';
import { diskIdOf } from '../items/source-facts.ts';
import { page } from '../paging.ts';
import { groupRoute } from '../scope.ts';
import { findVault, type RunAsAccount, type Vault } from '../vault-list.ts';
import { addedMachines, biosGuidOf, machineId } from './machines.ts';
import { accountPath, machineNameOf, siteId, siteName, siteType } from './paths.ts';
import { stamp } from '../times.ts';

type SiteHandler = (call: Call, vault: Vault) => SandboxResponse;

function siteRoute(tail: string, handle: SiteHandler): Route {
  return groupRoute('GET', `/providers/${siteType}/{site}${tail}`, (call) => {
    const vault = findVault('rsv-mig-weu');
    const known = same(param(call, 'site'), siteName) && param(call, 'group') === homeGroup && vault !== null;
    return known ? handle(call, vault) : resourceNotFound(siteType, param(call, 'site'), param(call, 'group'));
  });
}

function accountOf(call: Call, vault: Vault, machine: SourceMachine): string {
  const account = accountsOf(call.state, vault).find((candidate) => candidate.osType === machine.osType);
  return account === undefined ? '' : accountPath(account.id);
}

function diskViews(machine: SourceMachine): readonly unknown[] {
  return machine.disks.map((disk, index) => ({
    id: diskIdOf(disk),
    name: disk.deviceName,
    lun: index,
    maxSizeInBytes: disk.sizeGiB * 2 ** 30,
    generatedId: disk.volumeId,
    path: disk.deviceName,
    diskType: disk.isRoot ? 'OS' : 'Data',
  }));
}

function machineView(call: Call, vault: Vault, view: { readonly machine: SourceMachine; readonly full: boolean }): unknown {
  const { machine } = view;
  return {
    id: machineId(machine.instanceId),
    name: machineNameOf(machine.instanceId),
    type: `${siteType}/machines`,
    properties: {
      displayName: machine.name,
      fqdn: machine.privateIp,
      hydratedFqdn: machine.hostname,
      runAsAccountId: accountOf(call, vault, machine),
      applianceNames: [vault.server],
      operatingSystemDetails: { osType: machine.osType, osName: machine.osName, osVersion: '' },
      networkAdapters: [{ ipAddressList: [machine.privateIp], macAddress: machine.mac, nicId: '0', networkName: '', ipAddressType: 'DHCP' }],
      disks: view.full ? diskViews(machine) : [],
      biosSerialNumber: null,
      biosGuid: biosGuidOf(machine.instanceId),
      isDeleted: call.state.estate.discovery.deleted.has(machine.instanceId),
      provisioningState: 'Succeeded',
      validationRequired: 'Done',
      numberOfProcessorCore: machine.cores,
      allocatedMemoryInMb: machine.memoryMb,
      firmware: machine.firmware,
      createdTimestamp: stamp(call.state.startedAt),
      updatedTimestamp: stamp(call.now),
    },
  };
}

function otherView(call: Call, vault: Vault, machine: OtherMachine): unknown {
  return {
    id: machineId(machine.id),
    name: machineNameOf(machine.id),
    type: `${siteType}/machines`,
    properties: {
      displayName: machine.name,
      fqdn: machine.ipAddress,
      hydratedFqdn: machine.name,
      runAsAccountId: '',
      applianceNames: [vault.server],
      operatingSystemDetails: { osType: 'WindowsGuest', osName: machine.osName, osVersion: '' },
      networkAdapters: [{ ipAddressList: [machine.ipAddress], macAddress: '', nicId: '0', networkName: '', ipAddressType: 'DHCP' }],
      disks: [],
      biosSerialNumber: null,
      biosGuid: machine.biosGuid,
      isDeleted: false,
      provisioningState: 'Succeeded',
      validationRequired: 'Done',
      createdTimestamp: stamp(call.state.startedAt),
      updatedTimestamp: stamp(call.now),
    },
  };
}

function accountView(call: Call, vault: Vault, account: RunAsAccount): unknown {
  const properties = {
    displayName: account.name,
    credentialType: `${account.osType}Server`,
    applianceName: vault.server,
    createdTimestamp: stamp(call.state.startedAt),
    updatedTimestamp: stamp(call.state.startedAt),
  };
  return { id: accountPath(account.id), name: account.id, type: `${siteType}/runAsAccounts`, properties };
}

type Row = { readonly name: string; readonly view: (full: boolean) => unknown };

function machineRows(call: Call, vault: Vault): readonly Row[] {
  const own = addedMachines(call).map((machine): Row => ({ name: machineNameOf(machine.instanceId), view: (full) => machineView(call, vault, { machine, full }) }));
  const others = [...call.state.estate.discovery.others.values()].map((machine): Row => ({ name: machineNameOf(machine.id), view: () => otherView(call, vault, machine) }));
  return [...own, ...others];
}

function readMachine(call: Call, vault: Vault): SandboxResponse {
  const name = param(call, 'machine');
  const row = machineRows(call, vault).find((candidate) => same(candidate.name, name));
  return row === undefined ? resourceNotFound(`${siteType}/machines`, name, homeGroup) : ok(row.view(true));
}

function readAccount(call: Call, vault: Vault): SandboxResponse {
  const account = accountsOf(call.state, vault).find((candidate) => same(candidate.id, param(call, 'account')));
  return account === undefined ? resourceNotFound(`${siteType}/runAsAccounts`, param(call, 'account'), homeGroup) : ok(accountView(call, vault, account));
}

function siteView(vault: Vault): unknown {
  const properties = { provisioningState: 'Succeeded', discoverySolutionId: '', applianceName: vault.server };
  return { id: siteId, name: siteName, type: siteType, location, properties };
}

/** The physical site, its machines and its accounts. */
export const offAzureRoutes: readonly Route[] = [
  siteRoute('', (_call, vault) => ok(siteView(vault))),
  siteRoute('/machines', (call, vault) => page(call, { rows: machineRows(call, vault), view: (row) => row.view(false) })),
  siteRoute('/machines/{machine}', readMachine),
  siteRoute('/runAsAccounts', (call, vault) => page(call, { rows: accountsOf(call.state, vault), view: (account) => accountView(call, vault, account) })),
  siteRoute('/runAsAccounts/{account}', readAccount),
];
