// Pieces of the EC2 answers that several resources share.
import type { AwsWorld } from '../../world/aws-world.ts';
import type { InstanceState, Tags } from '../../world/instance.ts';
import type { XmlObject } from '../xml.ts';

/** A tag set, in the order in which the tags were made. */
export function tagSet(tags: Tags): readonly XmlObject[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

/** A time as EC2 writes it. */
export function iso(time: number): string {
  return new Date(time).toISOString();
}

const stateCodes = { pending: 0, running: 16, 'shutting-down': 32, terminated: 48, stopping: 64, stopped: 80 } as const satisfies Record<InstanceState, number>;

/** State code and name. */
export function stateOf(name: InstanceState): XmlObject {
  return { code: stateCodes[name], name };
}

/** Group ids with their names. */
export function groupSet(aws: AwsWorld, ids: readonly string[]): readonly XmlObject[] {
  return ids.map((groupId) => ({ groupId, groupName: aws.groups.get(groupId)?.name ?? '' }));
}

/** The id of an availability zone, which unlike its name is the same in every account. */
export function zoneId(zone: string): string {
  return `euw1-az${'abc'.indexOf(zone.slice(-1)) + 1}`;
}

/** The filter that looks at tag keys; `tag:<key>` goes with it. */
export const tagFilters = { 'tag-key': 'tagSet.key' } as const;
