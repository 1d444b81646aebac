// Network security groups: those on the subnets of production.
import { guidOf, location, resourceId } from '../ids.ts';
import type { NetworkGroup, Rule } from './model.ts';
import { networkGroup } from './networks.ts';

export const nsgType = 'Microsoft.Network/networkSecurityGroups';

/** The id of a network security group. */
export function nsgId(name: string): string {
  return resourceId(networkGroup, nsgType, name);
}

function inbound(name: string, priority: number, rest: Pick<Rule, 'source' | 'ports'>): Rule {
  return { name, priority, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', destination: '*', ...rest };
}

const administration = inbound('AllowAdministrationFromHub', 200, { source: '10.0.0.0/24', ports: ['22', '3389'] });

/** The groups as they are after a reset. */
export function seedNetworkGroups(): Map<string, NetworkGroup> {
  const groups: readonly NetworkGroup[] = [
    { name: 'nsg-web-weu', rules: [inbound('AllowWeb', 100, { source: 'Internet', ports: ['80', '443'] }), administration] },
    { name: 'nsg-app-weu', rules: [inbound('AllowWebTier', 100, { source: '10.20.1.0/24', ports: ['8080-8089'] }), administration] },
    { name: 'nsg-db-weu', rules: [inbound('AllowAppTier', 100, { source: '10.20.2.0/24', ports: ['1433', '5432'] }), administration] },
  ];
  return new Map(groups.map((group) => [group.name, group]));
}

// The six rules Azure puts at the end of every group.
const defaults: readonly Rule[] = [
  { name: 'AllowVnetInBound', priority: 65_000, direction: 'Inbound', access: 'Allow', protocol: '*', source: 'VirtualNetwork', destination: 'VirtualNetwork', ports: ['*'] },
  { name: 'AllowAzureLoadBalancerInBound', priority: 65_001, direction: 'Inbound', access: 'Allow', protocol: '*', source: 'AzureLoadBalancer', destination: '*', ports: ['*'] },
  { name: 'DenyAllInBound', priority: 65_500, direction: 'Inbound', access: 'Deny', protocol: '*', source: '*', destination: '*', ports: ['*'] },
  { name: 'AllowVnetOutBound', priority: 65_000, direction: 'Outbound', access: 'Allow', protocol: '*', source: 'VirtualNetwork', destination: 'VirtualNetwork', ports: ['*'] },
  { name: 'AllowInternetOutBound', priority: 65_001, direction: 'Outbound', access: 'Allow', protocol: '*', source: '*', destination: 'Internet', ports: ['*'] },
  { name: 'DenyAllOutBound', priority: 65_500, direction: 'Outbound', access: 'Deny', protocol: '*', source: '*', destination: '*', ports: ['*'] },
];

// One port stands in the singular member, several in the plural one; the other is empty.
function portMembers(ports: readonly string[]): Record<string, unknown> {
  if (ports.length === 1) return { destinationPortRange: ports[0], destinationPortRanges: [] };
  return { destinationPortRanges: ports };
}

function ruleView(owner: NetworkGroup, list: 'securityRules' | 'defaultSecurityRules', rule: Rule): unknown {
  return {
    id: `${nsgId(owner.name)}/${list}/${rule.name}`,
    name: rule.name,
    type: `${nsgType}/${list}`,
    properties: {
      provisioningState: 'Succeeded',
      protocol: rule.protocol,
      sourcePortRange: '*',
      sourcePortRanges: [],
      ...portMembers(rule.ports),
      sourceAddressPrefix: rule.source,
      sourceAddressPrefixes: [],
      destinationAddressPrefix: rule.destination,
      destinationAddressPrefixes: [],
      access: rule.access,
      priority: rule.priority,
      direction: rule.direction,
    },
  };
}

/** A network security group on the wire; `subnets` are the ids of the subnets it is on. */
export function nsgView(group: NetworkGroup, subnets: readonly string[]): unknown {
  return {
    id: nsgId(group.name),
    name: group.name,
    type: nsgType,
    location,
    etag: `W/"${guidOf(group.name)}"`,
    tags: {},
    properties: {
      provisioningState: 'Succeeded',
      resourceGuid: guidOf(nsgId(group.name)),
      securityRules: group.rules.map((rule) => ruleView(group, 'securityRules', rule)),
      defaultSecurityRules: defaults.map((rule) => ruleView(group, 'defaultSecurityRules', rule)),
      subnets: subnets.map((id) => ({ id })),
    },
  };
}
