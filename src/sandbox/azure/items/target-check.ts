// Checks what a request says about the target. The real service refuses wrong ids the same way: 400 with details.
import { findSize } from '../compute/sizes.ts';
import { textOf, type Fields } from '../fields.ts';
import { groupId, groupIn, nameIn } from '../ids.ts';
import { belongsTo } from '../network/addresses.ts';
import type { Network } from '../network/model.ts';
import { findNetwork, findSubnet } from '../network/networks.ts';
import { isStorageAccount } from '../resources.ts';
import { findGroup, knownLocation } from '../scope.ts';
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
function checkGroup(state: State, id: string): Complaint {
  const known = id.toLowerCase() === groupId(groupIn(id)).toLowerCase() && findGroup(state, groupIn(id)) !== null;
  return known ? null : `The resource group '${id}' does not exist.`;
}

/** The network with that id in the target region, or null: machines cannot be joined to one of another region. */
export function networkHere(state: State, id: string): Network | null {
  const network = findNetwork(state, id);
  return network !== null && knownLocation(network.location) !== null ? network : null;
}

/** Complains about a network or subnet that does not exist; an empty id stands for "none chosen". */
function checkNetwork(state: State, id: string, subnet: string): Complaint {
  if (id === '') return subnet === '' ? null : `The subnet '${subnet}' is given without a network.`;
  const network = networkHere(state, id);
  if (network === null) return `The virtual network '${id}' does not exist in the target region.`;
  if (subnet === '' || findSubnet(network, subnet) !== null) return null;
  return `The subnet '${subnet}' does not exist in the virtual network '${network.name}'.`;
}

/** Complains about a size the region does not know. */
function checkSize(state: State, name: string): Complaint {
  return name === '' || findSize(state, name) !== null ? null : `The size '${name}' is not available in the target region.`;
}

/** Complains about a disk: its type or its cache account. */
export function checkDisk(state: State, disk: { readonly type: string; readonly logAccountId: string }): Complaint {
  const { type, logAccountId } = disk;
  if (!diskTypes.includes(type)) return `The disk type '${type}' is not supported.`;
  return isStorageAccount(state, logAccountId) ? null : `The cache storage account '${nameIn(logAccountId)}' does not exist.`;
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
    () => checkGroup(state, target.groupId),
    () => checkNetwork(state, target.networkId, ''),
    () => checkNetwork(state, target.testNetworkId, ''),
    () => checkSize(state, target.vmSize),
    () => checkLicense(target.licenseType),
    () => checkVmName(state, { name: target.vmName, groupId: target.groupId, by }),
  ]);
}

type Spot = { readonly networkId: string; readonly subnet: string; readonly address: string };

function checkSpot(state: State, spot: Spot): Complaint {
  const complaint = checkNetwork(state, spot.networkId, spot.subnet);
  if (complaint !== null || spot.address === '') return complaint;
  const network = findNetwork(state, spot.networkId);
  const subnet = network === null ? null : findSubnet(network, spot.subnet);
  if (subnet !== null && belongsTo(subnet, spot.address)) return null;
  return `The address '${spot.address}' does not lie in the subnet '${spot.subnet}'.`;
}

/** Complains about where a network card goes. */
export function checkNic(state: State, target: Target, nic: ItemNic): Complaint {
  return firstOf([
    () => checkSpot(state, { networkId: target.networkId, subnet: nic.targetSubnet, address: nic.targetIp }),
    () => checkSpot(state, { networkId: target.testNetworkId, subnet: nic.testSubnet, address: nic.testIp }),
  ]);
}
