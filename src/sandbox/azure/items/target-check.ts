// Checks what a request says about the target. The real service refuses wrong ids the same way: 400 with details.
import { findSize } from '../compute/sizes.ts';
import { textOf, type Fields } from '../fields.ts';
import { groupId, groupIn, nameIn } from '../ids.ts';
import { belongsTo, findNetwork, findSubnet } from '../network/networks.ts';
import { isStorageAccount } from '../resources.ts';
import { findGroup } from '../scope.ts';
import type { State } from '../state.ts';
import type { ItemNic, Target } from './model.ts';
import { nameTaken } from './virtual-machine.ts';

const diskTypes = ['Standard_LRS', 'Premium_LRS', 'StandardSSD_LRS'];
const licenseTypes = ['NotSpecified', 'NoLicenseType', 'WindowsServer'];
const vmNamePattern = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/** The message of the first thing that is wrong, or null. */
export type Complaint = string | null;

/** The first complaint of a list; nothing after it is asked. */
export function firstOf(checks: readonly (() => Complaint)[]): Complaint {
  for (const check of checks) {
    const complaint = check();
    if (complaint !== null) return complaint;
  }
  return null;
}

/** Complains about the first field that is missing or empty. */
export function requireTexts(fields: Fields, names: readonly string[]): Complaint {
  const absent = names.find((name) => textOf(fields[name]) === '');
  return absent === undefined ? null : `The required property '${absent}' is missing.`;
}

/** Complains about a resource group that does not exist. */
function checkGroup(id: string): Complaint {
  const known = id.toLowerCase() === groupId(groupIn(id)).toLowerCase() && findGroup(groupIn(id)) !== null;
  return known ? null : `The resource group '${id}' does not exist.`;
}

/** Complains about a network or subnet that does not exist; an empty id stands for "none chosen". */
function checkNetwork(id: string, subnet: string): Complaint {
  if (id === '') return subnet === '' ? null : `The subnet '${subnet}' is given without a network.`;
  const network = findNetwork(id);
  if (network === null) return `The virtual network '${id}' does not exist in the target region.`;
  if (subnet === '' || findSubnet(network, subnet) !== null) return null;
  return `The subnet '${subnet}' does not exist in the virtual network '${network.name}'.`;
}

/** Complains about a size the region does not know. */
function checkSize(name: string): Complaint {
  return name === '' || findSize(name) !== null ? null : `The size '${name}' is not available in the target region.`;
}

/** Complains about a disk: its type or its cache account. */
export function checkDisk(type: string, logAccountId: string): Complaint {
  if (!diskTypes.includes(type)) return `The disk type '${type}' is not supported.`;
  return isStorageAccount(logAccountId) ? null : `The cache storage account '${nameIn(logAccountId)}' does not exist.`;
}

/** Complains about a licence type that is not one. */
function checkLicense(type: string): Complaint {
  return licenseTypes.includes(type) ? null : `The licence type '${type}' is not supported.`;
}

/** Complains about a machine name that Azure would refuse or that is in use. */
function checkVmName(state: State, wanted: { readonly name: string; readonly groupId: string; readonly by: string }): Complaint {
  if (!vmNamePattern.test(wanted.name)) return `The virtual machine name '${wanted.name}' is not valid: 1 to 63 letters, digits and hyphens.`;
  return nameTaken(state, wanted) ? `The virtual machine name '${wanted.name}' is already in use in the target resource group.` : null;
}

/** Complains about anything in the settings of a target. */
export function checkTarget(state: State, target: Target, by: string): Complaint {
  return firstOf([
    () => checkGroup(target.groupId),
    () => checkNetwork(target.networkId, ''),
    () => checkNetwork(target.testNetworkId, ''),
    () => checkSize(target.vmSize),
    () => checkLicense(target.licenseType),
    () => checkVmName(state, { name: target.vmName, groupId: target.groupId, by }),
  ]);
}

function checkAddress(networkId: string, subnetName: string, address: string): Complaint {
  if (address === '') return null;
  const network = findNetwork(networkId);
  const subnet = network === null ? null : findSubnet(network, subnetName);
  if (subnet !== null && belongsTo(subnet, address)) return null;
  return `The address '${address}' does not lie in the subnet '${subnetName}'.`;
}

/** Complains about where a network card goes. */
export function checkNic(target: Target, nic: ItemNic): Complaint {
  return firstOf([
    () => checkNetwork(target.networkId, nic.targetSubnet),
    () => checkNetwork(target.testNetworkId, nic.testSubnet),
    () => checkAddress(target.networkId, nic.targetSubnet, nic.targetIp),
    () => checkAddress(target.testNetworkId, nic.testSubnet, nic.testIp),
  ]);
}
