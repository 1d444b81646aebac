// Microsoft.Network/networkInterfaces: cards of machines that failovers made, and those of others that were there before.
import type { SandboxResponse } from '../../http/server.ts';
import { ok } from '../answers.ts';
import { param, type Call, type Route } from '../call.ts';
import { resourceNotFound } from '../errors.ts';
import { same } from '../fields.ts';
import { location, resourceId } from '../ids.ts';
import { page } from '../paging.ts';
import { groupRoute, subscriptionRoute } from '../scope.ts';
import type { State } from '../state.ts';
import { takenAddresses } from './addresses.ts';
import type { Network, Subnet } from './model.ts';
import { networkGroup, subnetId } from './networks.ts';

const nicType = 'Microsoft.Network/networkInterfaces';

/** A card as it is shown. */
type Card = { readonly group: string; readonly name: string; readonly vmId: string | null; readonly subnetId: string | null; readonly address: string | null };

/** The name of the card of a machine that a failover makes. */
export function cardNameOf(vmName: string): string {
  return `${vmName}-nic`;
}

/** The id of a card. */
export function cardId(group: string, name: string): string {
  return resourceId(group, nicType, name);
}

/** The cards of others that fill a subnet. */
export function strangersIn(network: Network, subnet: Subnet): readonly Card[] {
  const base = { group: networkGroup, vmId: null, subnetId: subnetId(network, subnet) };
  return takenAddresses(subnet).map((address, index) => ({ ...base, name: `${network.name}-${subnet.name}-nic-${index + 1}`, address }));
}

/** All cards of the subscription. */
export function allCards(state: State): readonly Card[] {
  const machines = [...state.vms.values()].map((vm): Card => ({
    group: vm.group,
    name: cardNameOf(vm.name),
    vmId: vm.id,
    subnetId: vm.networkId === '' ? null : `${vm.networkId}/subnets/${vm.subnet}`,
    address: vm.privateIp,
  }));
  const fillers = [...state.estate.networks.values()].flatMap((network) => network.subnets.flatMap((subnet) => strangersIn(network, subnet)));
  const planted = [...state.estate.nics.values()].map((nic): Card => ({ ...nic, vmId: null }));
  return [...machines, ...planted, ...fillers];
}

function cardView(card: Card): unknown {
  const id = cardId(card.group, card.name);
  const properties = {
    provisioningState: 'Succeeded',
    primary: true,
    privateIPAddress: card.address,
    privateIPAllocationMethod: 'Dynamic',
    privateIPAddressVersion: 'IPv4',
    ...(card.subnetId === null ? {} : { subnet: { id: card.subnetId } }),
  };
  return {
    id,
    name: card.name,
    type: nicType,
    location,
    properties: {
      provisioningState: 'Succeeded',
      primary: true,
      ...(card.vmId === null ? {} : { virtualMachine: { id: card.vmId } }),
      enableAcceleratedNetworking: false,
      ipConfigurations: [{ id: `${id}/ipConfigurations/ipconfig1`, name: 'ipconfig1', properties }],
    },
  };
}

function listCards(call: Call, group: string | null): SandboxResponse {
  const rows = allCards(call.state).filter((card) => group === null || same(card.group, group));
  return page(call, { rows, view: cardView });
}

function readCard(call: Call): SandboxResponse {
  const found = allCards(call.state).find((card) => same(card.group, param(call, 'group')) && same(card.name, param(call, 'nic')));
  return found === undefined ? resourceNotFound(nicType, param(call, 'nic'), param(call, 'group')) : ok(cardView(found));
}

/** Network interfaces. */
export const cardRoutes: readonly Route[] = [
  subscriptionRoute('GET', `/providers/${nicType}`, (call) => listCards(call, null)),
  groupRoute('GET', `/providers/${nicType}`, (call) => listCards(call, param(call, 'group'))),
  groupRoute('GET', `/providers/${nicType}/{nic}`, readCard),
];
