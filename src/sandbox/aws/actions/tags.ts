// DescribeTags: the tags of every kind of resource in one list.
import type { AwsWorld } from '../../world/aws-world.ts';
import type { Tags } from '../../world/instance.ts';
import { listing } from '../action.ts';
import type { XmlObject } from '../xml.ts';
import { visibleInstances } from './instances.ts';

/** DescribeTags. */
export const describeTags = listing({
  set: 'tagSet',
  items: ({ world, now }) => [...taggedInstances(world.aws, now), ...otherTagged(world.aws)].flatMap(render),
  filters: { key: 'key', 'resource-id': 'resourceId', 'resource-type': 'resourceType', value: 'value' },
  pages: { min: 5, max: 1000 },
});

type Tagged = { readonly resourceId: string; readonly resourceType: string; readonly tags: Tags };

function taggedInstances(aws: AwsWorld, now: number): readonly Tagged[] {
  return visibleInstances(aws, now).map(({ instanceId, tags }) => ({ resourceId: instanceId, resourceType: 'instance', tags }));
}

function otherTagged(aws: AwsWorld): readonly Tagged[] {
  return [
    ...[...aws.volumes.values()].map(({ volumeId, tags }) => ({ resourceId: volumeId, resourceType: 'volume', tags })),
    ...[...aws.groups.values()].map(({ groupId, tags }) => ({ resourceId: groupId, resourceType: 'security-group', tags })),
    ...aws.vpcs.map(({ vpcId, tags }) => ({ resourceId: vpcId, resourceType: 'vpc', tags })),
    ...aws.subnets.map(({ subnetId, tags }) => ({ resourceId: subnetId, resourceType: 'subnet', tags })),
    ...aws.routeTables.map(({ routeTableId, tags }) => ({ resourceId: routeTableId, resourceType: 'route-table', tags })),
  ];
}

function render({ resourceId, resourceType, tags }: Tagged): readonly XmlObject[] {
  return Object.entries(tags).map(([key, value]) => ({ resourceId, resourceType, key, value }));
}
