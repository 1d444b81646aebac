// PATCH on a protected item. What is left out of the modern settings is cleared, as the real service does.
import type { SandboxResponse } from '../../http/server.ts';
import { properties, type Call } from '../call.ts';
import { invalidInput } from '../errors.ts';
import { fieldsOf, listOf, same, textOf, type Fields } from '../fields.ts';
import { accepted } from '../lro.ts';
import { findVault } from '../vault-list.ts';
import { busyRefusal } from './actions.ts';
import { startSimple } from './jobs.ts';
import type { Item, ItemNic, Target } from './model.ts';
import { checkNic, checkTarget, firstOf, type Complaint } from './target-check.ts';

type Settings = { readonly target: Target; readonly nics: readonly ItemNic[]; readonly complaint: Complaint };

function modernTarget(item: Item, details: Fields): Target {
  return {
    vmName: textOf(details['targetVmName']) || item.facts.name,
    vmSize: textOf(details['targetVmSize']),
    groupId: textOf(details['targetResourceGroupId']) || item.target.groupId,
    networkId: textOf(details['targetNetworkId']),
    testNetworkId: textOf(details['testNetworkId']),
    licenseType: textOf(details['licenseType']) || 'NotSpecified',
    availabilitySetId: textOf(details['targetAvailabilitySetId']),
    zone: textOf(details['targetAvailabilityZone']),
    proximityGroupId: textOf(details['targetProximityPlacementGroupId']),
    bootDiagnosticsId: textOf(details['targetBootDiagnosticsStorageAccountId']),
  };
}

function modernNic(nic: ItemNic, input: Fields | undefined): ItemNic {
  if (input === undefined) return nic;
  return {
    ...nic,
    selected: textOf(input['isSelectedForFailover']) !== 'false',
    targetSubnet: textOf(input['targetSubnetName']),
    targetIp: textOf(input['targetStaticIPAddress']),
    testSubnet: textOf(input['testSubnetName']),
    testIp: textOf(input['testStaticIPAddress']),
  };
}

function checkNicInputs(item: Item, inputs: readonly Fields[]): Complaint {
  const unknown = inputs.find((input) => !item.nics.some((nic) => same(nic.id, textOf(input['nicId']))));
  return unknown === undefined ? null : `The network card '${textOf(unknown['nicId'])}' does not exist on the machine.`;
}

function modernSettings(item: Item, props: Fields): Settings {
  const details = fieldsOf(props['providerSpecificDetails']);
  const inputs = listOf(details['vmNics']).map(fieldsOf);
  const primary = inputs.find((input) => textOf(input['isPrimaryNic']) === '');
  return {
    target: modernTarget(item, details),
    nics: item.nics.map((nic) => modernNic(nic, inputs.find((input) => same(nic.id, textOf(input['nicId']))))),
    complaint: primary === undefined ? checkNicInputs(item, inputs) : "The required property 'isPrimaryNic' is missing.",
  };
}

// The classic provider keeps what a request does not mention.
function classicTarget(item: Item, props: Fields): Target {
  const details = fieldsOf(props['providerSpecificDetails']);
  return {
    ...item.target,
    vmName: textOf(props['recoveryAzureVMName']) || item.target.vmName,
    vmSize: textOf(props['recoveryAzureVMSize']) || item.target.vmSize,
    groupId: textOf(details['recoveryAzureV2ResourceGroupId']) || item.target.groupId,
    networkId: textOf(props['selectedRecoveryAzureNetworkId']) || item.target.networkId,
    testNetworkId: textOf(props['selectedTfoAzureNetworkId']) || item.target.testNetworkId,
    licenseType: textOf(props['licenseType']) || item.target.licenseType,
    availabilitySetId: textOf(props['recoveryAvailabilitySetId']) || item.target.availabilitySetId,
    zone: textOf(details['targetAvailabilityZone']) || item.target.zone,
  };
}

function classicNic(nic: ItemNic, input: Fields | undefined): ItemNic {
  const config = fieldsOf(listOf(input?.['ipConfigs'])[0]);
  if (input === undefined) return nic;
  return {
    ...nic,
    selected: config['isSeletedForFailover'] !== false,
    targetSubnet: textOf(config['recoverySubnetName']) || nic.targetSubnet,
    targetIp: textOf(config['recoveryStaticIPAddress']),
    testSubnet: textOf(config['tfoSubnetName']) || nic.testSubnet,
    testIp: textOf(config['tfoStaticIPAddress']),
  };
}

function classicSettings(item: Item, props: Fields): Settings {
  const inputs = listOf(props['vmNics']).map(fieldsOf);
  return {
    target: classicTarget(item, props),
    nics: item.nics.map((nic) => classicNic(nic, inputs.find((input) => same(nic.id, textOf(input['nicId']))))),
    complaint: checkNicInputs(item, inputs),
  };
}

function complaintOf(call: Call, item: Item, settings: Settings): Complaint {
  const checks = settings.nics.map((nic) => () => checkNic(call.state, settings.target, nic));
  return firstOf([() => settings.complaint, () => checkTarget(call.state, settings.target, item.key), ...checks]);
}

/** Changes what the machine will become in Azure. */
export function updateItem(call: Call, item: Item): SandboxResponse {
  const busy = busyRefusal(call, item);
  if (busy !== null) return busy;
  const kind = findVault(item.vault)?.kind ?? 'InMageRcm';
  const given = textOf(fieldsOf(properties(call)['providerSpecificDetails'])['instanceType']);
  if (given !== '' && !same(given, kind)) return invalidInput(call.req, `The instance type '${given}' does not fit the protected item.`);
  const settings = kind === 'InMageRcm' ? modernSettings(item, properties(call)) : classicSettings(item, properties(call));
  const complaint = complaintOf(call, item, settings);
  if (complaint !== null) return invalidInput(call.req, complaint);
  const job = startSimple(call, item, {
    scenario: 'UpdateVmProperties',
    at: call.now,
    change: () => {
      item.target = settings.target;
      item.nics = settings.nics;
    },
  });
  return accepted(call, job);
}
