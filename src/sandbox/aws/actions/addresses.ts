// DescribeAddresses: Elastic IPs. It has no pages.
import { account, region, type AwsWorld } from '../../world/aws-world.ts';
import type { Address } from '../../world/network.ts';
import { listing } from '../action.ts';
import { tagFilters, tagSet } from '../render/common.ts';
import type { XmlObject } from '../xml.ts';

/** DescribeAddresses. */
export const describeAddresses = listing({
  set: 'addressesSet',
  items: ({ world }) => world.aws.addresses.map((address) => render(world.aws, address)),
  ids: [
    { param: 'AllocationId', path: 'allocationId', missing: { code: 'InvalidAllocationID.NotFound', message: (ids) => `The allocation ID '${ids}' does not exist` } },
    { param: 'PublicIp', path: 'publicIp', missing: { code: 'InvalidAddress.NotFound', message: (ids) => `Address '${ids}' not found.` } },
  ],
  filters: {
    ...tagFilters,
    'allocation-id': 'allocationId',
    'association-id': 'associationId',
    'instance-id': 'instanceId',
    'network-border-group': 'networkBorderGroup',
    'network-interface-id': 'networkInterfaceId',
    'network-interface-owner-id': 'networkInterfaceOwnerId',
    'private-ip-address': 'privateIpAddress',
    'public-ip': 'publicIp',
  },
});

function render(aws: AwsWorld, address: Address): XmlObject {
  const instance = aws.instances.get(address.instanceId);
  return {
    publicIp: address.publicIp,
    allocationId: address.allocationId,
    domain: 'vpc',
    instanceId: address.instanceId,
    associationId: address.associationId,
    networkInterfaceId: instance?.networkInterfaceId,
    networkInterfaceOwnerId: account,
    privateIpAddress: instance?.privateIp,
    publicIpv4Pool: 'amazon',
    networkBorderGroup: region,
    tagSet: tagSet(address.tags),
  };
}
