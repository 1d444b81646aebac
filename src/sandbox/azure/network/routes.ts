// Microsoft.Network/virtualNetworks and networkSecurityGroups: read only.
import type { SandboxResponse } from '../../http/server.ts';
import { ok } from '../answers.ts';
import { param, query, type Call, type Route } from '../call.ts';
import { resourceNotFound } from '../errors.ts';
import { same } from '../fields.ts';
import { guidOf } from '../ids.ts';
import { page } from '../paging.ts';
import { groupRoute, subscriptionRoute } from '../scope.ts';
import type { State } from '../state.ts';
import { machinesIn, usableAddresses } from './addresses.ts';
import { cardId, cardNameOf, strangersIn } from './cards.ts';
import { nsgId, nsgType, nsgView } from './groups.ts';
import type { Network, NetworkGroup, Subnet } from './model.ts';
import { networkGroup, networkId, networkType, subnetId } from './networks.ts';

/** What a view looks at; `addresses` is true when the request asks for the configurations with what is in them. */
type View = { readonly state: State; readonly addresses: boolean };

function addressConfigurations(view: View, network: Network, subnet: Subnet): readonly unknown[] {
  const ours = machinesIn(view.state, network, subnet).map((machine) => ({ ...machine, name: cardNameOf(machine.name) }));
  const all = [...strangersIn(network, subnet), ...ours];
  return all.map((card) => ({
    id: `${cardId(card.group, card.name)}/ipConfigurations/ipconfig1`,
    ...(view.addresses ? { name: 'ipconfig1', properties: { provisioningState: 'Succeeded', privateIPAddress: card.address, privateIPAllocationMethod: 'Dynamic' } } : {}),
  }));
}

function delegationViews(network: Network, subnet: Subnet): readonly unknown[] {
  if (subnet.delegatedTo === null) return [];
  const properties = { provisioningState: 'Succeeded', serviceName: subnet.delegatedTo, actions: ['Microsoft.Network/virtualNetworks/subnets/join/action'] };
  return [{ id: `${subnetId(network, subnet)}/delegations/delegation`, name: 'delegation', type: `${networkType}/subnets/delegations`, properties }];
}

function subnetView(view: View, network: Network, subnet: Subnet): unknown {
  return {
    id: subnetId(network, subnet),
    name: subnet.name,
    type: `${networkType}/subnets`,
    etag: `W/"${guidOf(network.name + subnet.name)}"`,
    properties: {
      provisioningState: 'Succeeded',
      addressPrefix: subnet.prefix,
      ...(subnet.nsg === null ? {} : { networkSecurityGroup: { id: nsgId(subnet.nsg) } }),
      ipConfigurations: addressConfigurations(view, network, subnet),
      delegations: delegationViews(network, subnet),
      privateEndpointNetworkPolicies: 'Disabled',
    },
  };
}

function peeringViews(network: Network): readonly unknown[] {
  return [...network.peerings].map(([remote, peeringState]) => ({
    id: `${network.id}/virtualNetworkPeerings/to-${remote}`,
    name: `to-${remote}`,
    type: `${networkType}/virtualNetworkPeerings`,
    properties: {
      provisioningState: 'Succeeded',
      peeringState,
      peeringSyncLevel: 'FullyInSync',
      remoteVirtualNetwork: { id: networkId(remote) },
      allowVirtualNetworkAccess: true,
      allowForwardedTraffic: false,
      allowGatewayTransit: false,
      useRemoteGateways: false,
    },
  }));
}

function networkView(view: View, network: Network): unknown {
  return {
    id: network.id,
    name: network.name,
    type: networkType,
    location: network.location,
    tags: {},
    properties: {
      provisioningState: 'Succeeded',
      addressSpace: { addressPrefixes: [network.space] },
      dhcpOptions: { dnsServers: network.dnsServers },
      subnets: network.subnets.map((subnet) => subnetView(view, network, subnet)),
      virtualNetworkPeerings: peeringViews(network),
      enableDdosProtection: false,
    },
  };
}

function usageView(state: State, network: Network, subnet: Subnet): unknown {
  return {
    id: subnetId(network, subnet),
    currentValue: subnet.taken + machinesIn(state, network, subnet).length,
    limit: usableAddresses(subnet),
    name: { value: 'SubnetSpace', localizedValue: 'Subnet size and usage' },
    unit: 'Count',
  };
}

function networkRoute(tail: string, handle: (call: Call, network: Network) => SandboxResponse): Route {
  return groupRoute('GET', `/providers/${networkType}/{network}${tail}`, (call) => {
    const name = param(call, 'network');
    const here = param(call, 'group') === networkGroup;
    const found = here ? [...call.state.estate.networks.values()].find((network) => same(network.name, name)) : undefined;
    return found === undefined ? resourceNotFound(networkType, name, param(call, 'group')) : handle(call, found);
  });
}

function viewOf(call: Call, expand: string): View {
  return { state: call.state, addresses: same(query(call, '$expand') ?? '', expand) };
}

function readSubnet(call: Call, network: Network): SandboxResponse {
  const subnet = network.subnets.find((candidate) => same(candidate.name, param(call, 'subnet')));
  if (subnet === undefined) return resourceNotFound(`${networkType}/subnets`, param(call, 'subnet'), networkGroup);
  return ok(subnetView(viewOf(call, 'ipConfigurations'), network, subnet));
}

const plain = (call: Call): View => ({ state: call.state, addresses: false });

function listIn(call: Call, group: string | null): SandboxResponse {
  const rows = group === null || group === networkGroup ? [...call.state.estate.networks.values()] : [];
  return page(call, { rows, view: (network) => networkView(plain(call), network) });
}

function subnetsWith(state: State, group: NetworkGroup): readonly string[] {
  const networks = [...state.estate.networks.values()];
  return networks.flatMap((network) => network.subnets.filter((subnet) => subnet.nsg === group.name).map((subnet) => subnetId(network, subnet)));
}

function listGroups(call: Call, group: string | null): SandboxResponse {
  const rows = group === null || group === networkGroup ? [...call.state.estate.nsgs.values()] : [];
  return page(call, { rows, view: (row) => nsgView(row, subnetsWith(call.state, row)) });
}

function readGroup(call: Call): SandboxResponse {
  const name = param(call, 'nsg');
  const found = param(call, 'group') === networkGroup ? [...call.state.estate.nsgs.values()].find((group) => same(group.name, name)) : undefined;
  return found === undefined ? resourceNotFound(nsgType, name, param(call, 'group')) : ok(nsgView(found, subnetsWith(call.state, found)));
}

/** Virtual networks, their subnets and their address usage, and network security groups. */
export const networkRoutes: readonly Route[] = [
  subscriptionRoute('GET', `/providers/${networkType}`, (call) => listIn(call, null)),
  groupRoute('GET', `/providers/${networkType}`, (call) => listIn(call, param(call, 'group'))),
  networkRoute('', (call, network) => ok(networkView(viewOf(call, 'subnets/ipConfigurations'), network))),
  networkRoute('/usages', (call, network) => page(call, { rows: network.subnets, view: (subnet) => usageView(call.state, network, subnet) })),
  networkRoute('/subnets', (call, network) => page(call, { rows: network.subnets, view: (subnet) => subnetView(plain(call), network, subnet) })),
  networkRoute('/subnets/{subnet}', readSubnet),
  networkRoute('/virtualNetworkPeerings', (call, network) => page(call, { rows: peeringViews(network), view: (row) => row })),
  subscriptionRoute('GET', `/providers/${nsgType}`, (call) => listGroups(call, null)),
  groupRoute('GET', `/providers/${nsgType}`, (call) => listGroups(call, param(call, 'group'))),
  groupRoute('GET', `/providers/${nsgType}/{nsg}`, readGroup),
];
