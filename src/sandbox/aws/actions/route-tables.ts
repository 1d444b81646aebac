// DescribeRouteTables.
import { account } from '../../world/aws-world.ts';
import type { RouteTable } from '../../world/network.ts';
import { listing } from '../action.ts';
import { tagFilters, tagSet } from '../render/common.ts';
import type { XmlObject } from '../xml.ts';
import { idRule } from './network-ids.ts';

/** DescribeRouteTables. */
export const describeRouteTables = listing({
  set: 'routeTableSet',
  items: ({ world }) => world.aws.routeTables.map(renderRouteTable),
  ids: idRule('RouteTableId', 'routeTableId', { code: 'InvalidRouteTableID.NotFound', word: 'routeTable ID' }),
  filters: {
    ...tagFilters,
    'association.main': 'associationSet.main',
    'association.route-table-association-id': 'associationSet.routeTableAssociationId',
    'association.route-table-id': 'associationSet.routeTableId',
    'association.subnet-id': 'associationSet.subnetId',
    'owner-id': 'ownerId',
    'route-table-id': 'routeTableId',
    'route.destination-cidr-block': 'routeSet.destinationCidrBlock',
    'route.gateway-id': 'routeSet.gatewayId',
    'route.nat-gateway-id': 'routeSet.natGatewayId',
    'route.transit-gateway-id': 'routeSet.transitGatewayId',
    'route.vpc-peering-connection-id': 'routeSet.vpcPeeringConnectionId',
    'route.origin': 'routeSet.origin',
    'route.state': 'routeSet.state',
    'vpc-id': 'vpcId',
  },
  pages: { min: 5, max: 100 },
});

function renderRouteTable(table: RouteTable): XmlObject {
  const { routeTableId } = table;
  const association = (subnetId: string | null, index: number) => ({
    routeTableAssociationId: routeTableId.replace('rtb-', `rtbassoc-${index}`),
    routeTableId,
    subnetId,
    main: subnetId === null,
    associationState: { state: 'associated' },
  });
  return {
    routeTableId,
    vpcId: table.vpcId,
    ownerId: account,
    routeSet: table.routes.map((route) => ({
      destinationCidrBlock: route.cidr,
      gatewayId: route.gatewayId,
      natGatewayId: route.natGatewayId,
      transitGatewayId: route.transitGatewayId,
      vpcPeeringConnectionId: route.vpcPeeringConnectionId,
      networkInterfaceId: route.networkInterfaceId,
      state: route.state,
      origin: route.gatewayId === 'local' ? 'CreateRouteTable' : 'CreateRoute',
    })),
    associationSet: [...(table.main ? [null] : []), ...table.subnetIds].map(association),
    propagatingVgwSet: [],
    tagSet: tagSet(table.tags),
  };
}
