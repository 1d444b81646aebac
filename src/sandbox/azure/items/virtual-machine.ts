// Makes the virtual machine of a test failover or a failover, and decides beforehand whether that will work.
import { powerChangeTime, type Origin, type Vm } from '../compute/model.ts';
import { lacksQuota } from '../compute/quota.ts';
import { same } from '../fields.ts';
import { groupIn, guidOf, nameIn, resourceId } from '../ids.ts';
import { isDenied, isReadOnly } from '../governance/holds.ts';
import { freeAddress, isTaken } from '../network/addresses.ts';
import { allCards, cardNameOf } from '../network/cards.ts';
import type { Network, Subnet } from '../network/model.ts';
import { findNetwork, findSubnet } from '../network/networks.ts';
import { findGroup } from '../scope.ts';
import type { State } from '../state.ts';
import type { Item } from './model.ts';

/** The machine a failover is to make. */
type VmOrder = { readonly item: Item; readonly createdBy: Origin; readonly networkId: string };

function vmName(order: VmOrder): string {
  return order.createdBy === 'test' ? `${order.item.target.vmName}-test` : order.item.target.vmName;
}

function place(state: State, order: VmOrder): { readonly network: Network; readonly subnet: Subnet; readonly wantedIp: string } | null {
  const network = findNetwork(state, order.networkId);
  const nic = order.item.nics.find((candidate) => candidate.selected);
  if (network === null || nic === undefined) return null;
  const wanted = order.createdBy === 'test' ? nic.testSubnet : nic.targetSubnet;
  const subnet = wanted === '' ? (network.subnets[0] ?? null) : findSubnet(network, wanted);
  return subnet === null ? null : { network, subnet, wantedIp: order.createdBy === 'test' ? nic.testIp : nic.targetIp };
}

function vmKey(group: string, name: string): string {
  return `${group}/${name}`.toLowerCase();
}

// What keeps the machine itself from being made.
function isBarred(state: State, order: VmOrder): boolean {
  const { target } = order.item;
  const group = groupIn(target.groupId);
  if (state.vms.has(vmKey(group, vmName(order))) || findGroup(state, group) === null) return true;
  return lacksQuota(state, target.vmSize) || isReadOnly(state, group) || isDenied(state, group);
}

function isCardBarred(state: State, order: VmOrder, spot: { readonly subnet: Subnet; readonly wantedIp: string }): boolean {
  const group = groupIn(order.item.target.groupId);
  const name = cardNameOf(vmName(order));
  if (spot.subnet.delegatedTo !== null || allCards(state).some((card) => same(card.group, group) && same(card.name, name))) return true;
  return spot.wantedIp !== '' ? isTaken(state, spot.subnet, spot.wantedIp) : freeAddress(state, spot.subnet) === null;
}

/** The code a job will end with when the machine cannot be made, or null when it can. */
export function creationFailure(state: State, order: VmOrder): string | null {
  const spot = place(state, order);
  if (spot === null) return '70038';
  if (isBarred(state, order)) return '28031';
  return isCardBarred(state, order, spot) ? '28092' : null;
}

function targetDisks(order: VmOrder): readonly string[] {
  const group = groupIn(order.item.target.groupId);
  return order.item.disks.map((disk) => resourceId(group, 'Microsoft.Compute/disks', `${vmName(order)}-${guidOf(disk.id + order.createdBy).slice(0, 8)}`));
}

/** Makes the machine and returns its key. */
export function createVm(state: State, order: VmOrder, at: number): string {
  const { item, createdBy } = order;
  const group = groupIn(item.target.groupId);
  const name = vmName(order);
  const spot = place(state, order);
  const address = spot === null ? null : freeAddress(state, spot.subnet);
  const vm: Vm = {
    id: resourceId(group, 'Microsoft.Compute/virtualMachines', name),
    vmId: guidOf(`${item.id}/${createdBy}/${at}`),
    name,
    group,
    size: item.target.vmSize,
    osType: item.facts.osType,
    licenseType: item.target.licenseType,
    networkId: order.networkId,
    subnet: spot?.subnet.name ?? '',
    privateIp: spot !== null && spot.wantedIp !== '' ? spot.wantedIp : (address ?? ''),
    diskIds: targetDisks(order),
    createdBy,
    createdAt: at,
    instanceId: item.facts.instanceId,
    itemName: item.name,
    // The job ends when the machine has booted.
    power: { to: 'running', since: at - powerChangeTime },
  };
  state.vms.set(vmKey(group, name), vm);
  return vmKey(group, name);
}

/** True when a machine or another item of the group has this name already. */
export function nameTaken(state: State, wanted: { readonly name: string; readonly groupId: string; readonly by: string }): boolean {
  if (state.vms.has(vmKey(groupIn(wanted.groupId), wanted.name))) return true;
  return [...state.items.values()].some(
    (item) => item.key !== wanted.by && same(item.target.groupId, wanted.groupId) && same(item.target.vmName, wanted.name),
  );
}

/** The friendly name of a network id. */
export function networkName(networkId: string): string {
  return nameIn(networkId);
}
