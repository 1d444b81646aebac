// Microsoft.Network/virtualNetworks: read only.
import type { SandboxResponse } from '../../http/server.ts';
import { ok } from '../answers.ts';
import { param, type Call, type Route } from '../call.ts';
import { resourceNotFound } from '../errors.ts';
import { same } from '../fields.ts';
import { guidOf, location, resourceId } from '../ids.ts';
import { page } from '../paging.ts';
import { groupRoute, subscriptionRoute } from '../scope.ts';
import type { State } from '../state.ts';
import { machinesIn, networkGroup, networks, networkType, usableAddresses, type Network, type Subnet } from './networks.ts';

const nicType = 'Microsoft.Network/networkInterfaces';

function ipConfigurations(state: State, network: Network, subnet: Subnet): readonly unknown[] {
  const others = Array.from({ length: subnet.taken }, (_, index) => resourceId(networkGroup, nicType, `${network.name}-${subnet.name}-nic-${index + 1}`));
  const ours = machinesIn(state, network, subnet).map((name) => resourceId('rg-migrated-weu', nicType, `${name}-nic`));
  return [...others, ...ours].map((id) => ({ id: `${id}/ipConfigurations/ipconfig1` }));
}

function subnetView(state: State, network: Network, subnet: Subnet): unknown {
  return {
    id: `${network.id}/subnets/${subnet.name}`,
    name: subnet.name,
    type: `${networkType}/subnets`,
    etag: `W/"${guidOf(network.name + subnet.name)}"`,
    properties: {
      provisioningState: 'Succeeded',
      addressPrefix: subnet.prefix,
      ipConfigurations: ipConfigurations(state, network, subnet),
      delegations: [],
      privateEndpointNetworkPolicies: 'Disabled',
    },
  };
}

function peeringView(network: Network): readonly unknown[] {
  if (network.peering === null) return [];
  const remote = resourceId(networkGroup, networkType, network.peering);
  const properties = { peeringState: 'Connected', remoteVirtualNetwork: { id: remote }, allowVirtualNetworkAccess: true };
  return [{ id: `${network.id}/virtualNetworkPeerings/to-${network.peering}`, name: `to-${network.peering}`, properties }];
}

function networkView(state: State, network: Network): unknown {
  return {
    id: network.id,
    name: network.name,
    type: networkType,
    location,
    tags: {},
    properties: {
      provisioningState: 'Succeeded',
      addressSpace: { addressPrefixes: [network.space] },
      dhcpOptions: { dnsServers: [] },
      subnets: network.subnets.map((subnet) => subnetView(state, network, subnet)),
      virtualNetworkPeerings: peeringView(network),
      enableDdosProtection: false,
    },
  };
}

function usageView(state: State, network: Network, subnet: Subnet): unknown {
  return {
    id: `${network.id}/subnets/${subnet.name}`,
    currentValue: subnet.taken + machinesIn(state, network, subnet).length,
    limit: usableAddresses(subnet),
    name: { value: 'SubnetSpace', localizedValue: 'Subnet size and usage' },
    unit: 'Count',
  };
}

function networkRoute(tail: string, handle: (call: Call, network: Network) => SandboxResponse): Route {
  return groupRoute('GET', `/providers/${networkType}/{network}${tail}`, (call) => {
    const found = param(call, 'group') === networkGroup ? networks.find((network) => same(network.name, param(call, 'network'))) : undefined;
    return found === undefined ? resourceNotFound(networkType, param(call, 'network'), param(call, 'group')) : handle(call, found);
  });
}

function readSubnet(call: Call, network: Network): SandboxResponse {
  const subnet = network.subnets.find((candidate) => same(candidate.name, param(call, 'subnet')));
  if (subnet === undefined) return resourceNotFound(`${networkType}/subnets`, param(call, 'subnet'), networkGroup);
  return ok(subnetView(call.state, network, subnet));
}

function listIn(call: Call, group: string | null): SandboxResponse {
  const rows = group === null || group === networkGroup ? networks : [];
  return page(call, { rows, view: (network) => networkView(call.state, network) });
}

/** Virtual networks, their subnets and their address usage. */
export const networkRoutes: readonly Route[] = [
  subscriptionRoute('GET', `/providers/${networkType}`, (call) => listIn(call, null)),
  groupRoute('GET', `/providers/${networkType}`, (call) => listIn(call, param(call, 'group'))),
  networkRoute('', (call, network) => ok(networkView(call.state, network))),
  networkRoute('/usages', (call, network) => page(call, { rows: network.subnets, view: (subnet) => usageView(call.state, network, subnet) })),
  networkRoute('/subnets', (call, network) => page(call, { rows: network.subnets, view: (subnet) => subnetView(call.state, network, subnet) })),
  networkRoute('/subnets/{subnet}', readSubnet),
];
