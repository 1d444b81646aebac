// Reads an InMageRcm enable request.
import type { Call } from '../call.ts';
import { fieldsOf, listOf, same, textOf, type Fields } from '../fields.ts';
import { accountsOf, serverOf } from '../infrastructure/server.ts';
import { findAdded, machineId } from '../offazure/machines.ts';
import { accountPath } from '../offazure/paths.ts';
import type { Vault } from '../vault-list.ts';
import type { EnableRequest } from './enable-request.ts';
import type { ItemDisk } from './model.ts';
import { diskIdOf, disksOf, factsOf, nicOf, type DiskWish } from './source-facts.ts';
import { checkDisk, firstOf, requireTexts, type Complaint } from './target-check.ts';

const required = ['fabricDiscoveryMachineId', 'targetResourceGroupId', 'processServerId'];

function checkAccount(call: Call, vault: Vault, id: string): Complaint {
  const known = id === '' || accountsOf(call.state, vault).some((account) => same(id, accountPath(account.id)));
  return known ? null : `The run-as account '${id}' does not exist on the appliance.`;
}

function checkProcessServer(call: Call, vault: Vault, id: string): Complaint {
  return serverOf(call.state, vault) !== null && same(id, vault.processServerId) ? null : `The process server '${id}' does not exist.`;
}

function diskWishes(details: Fields): readonly DiskWish[] | null {
  const included = listOf(details['disksToInclude']).map(fieldsOf);
  if (included.length > 0) return included.map((disk) => ({
    id: textOf(disk['diskId']),
    type: textOf(disk['diskType']),
    logAccountId: textOf(disk['logStorageAccountId']),
  }));
  if (details['disksDefault'] === undefined) return null;
  const common = fieldsOf(details['disksDefault']);
  return [{ id: '*', type: textOf(common['diskType']), logAccountId: textOf(common['logStorageAccountId']) }];
}

function checkDisks(call: Call, wishes: readonly DiskWish[] | null, known: readonly string[]): Complaint {
  if (wishes === null) return "Either 'disksDefault' or 'disksToInclude' is required.";
  const strange = wishes.find((wish) => wish.id !== '*' && !known.includes(wish.id));
  if (strange !== undefined) return `The disk '${strange.id}' does not exist on the machine.`;
  return firstOf(wishes.map((wish) => () => checkDisk(call.state, wish)));
}

function targetOf(details: Fields, fallbackName: string): EnableRequest['target'] {
  return {
    vmName: textOf(details['targetVmName']) || fallbackName,
    vmSize: textOf(details['targetVmSize']),
    groupId: textOf(details['targetResourceGroupId']),
    networkId: textOf(details['targetNetworkId']),
    testNetworkId: textOf(details['testNetworkId']),
    licenseType: textOf(details['licenseType']) || 'NotSpecified',
    availabilitySetId: textOf(details['targetAvailabilitySetId']),
    zone: textOf(details['targetAvailabilityZone']),
    proximityGroupId: textOf(details['targetProximityPlacementGroupId']),
    bootDiagnosticsId: textOf(details['targetBootDiagnosticsStorageAccountId']),
  };
}

/** What the request asks for, and the first thing that is wrong with it. */
export function modernRequest(call: Call, vault: Vault, details: Fields): EnableRequest {
  const source = findAdded(call, textOf(details['fabricDiscoveryMachineId']));
  const wishes = diskWishes(details);
  const known = source === null ? [] : source.disks.map((disk) => diskIdOf(disk));
  const disks: readonly ItemDisk[] = source === null || wishes === null ? [] : disksOf(source, wishes);
  return {
    complaint: firstOf([
      () => requireTexts(details, required),
      () => (source === null ? `The machine '${textOf(details['fabricDiscoveryMachineId'])}' is not known to the appliance.` : null),
      () => checkProcessServer(call, vault, textOf(details['processServerId'])),
      () => checkAccount(call, vault, textOf(details['runAsAccountId'])),
      () => checkDisks(call, wishes, known),
    ]),
    discoveredId: source === null ? '' : machineId(source.instanceId),
    runAsAccountId: textOf(details['runAsAccountId']),
    multiVmGroup: textOf(details['multiVmGroupName']),
    source,
    facts: factsOf(source, source?.name ?? ''),
    target: targetOf(details, source?.name ?? ''),
    nic: nicOf(source, textOf(details['targetSubnetName']), textOf(details['testSubnetName'])),
    disks,
  };
}
