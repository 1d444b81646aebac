// The state of the EC2 side: one account, one region.
import type { Instance } from './instance.ts';
import type { Address, NetworkAcl, Peering, PrefixList, RouteTable, SecurityGroup, SecurityGroupRule, Subnet, Vpc } from './network.ts';
import type { Attachment, Image, Volume } from './storage.ts';

/** Everything the EC2 side knows. One object for the life of the process: a reset refills it. */
export type AwsWorld = {
  /** Counts changes, so that views computed from this state know when they are out of date. */
  revision: number;
  instances: Map<string, Instance>;
  volumes: Map<string, Volume>;
  groups: Map<string, SecurityGroup>;
  rules: Map<string, SecurityGroupRule>;
  vpcs: readonly Vpc[];
  subnets: readonly Subnet[];
  routeTables: readonly RouteTable[];
  networkAcls: readonly NetworkAcl[];
  peerings: readonly Peering[];
  prefixLists: readonly PrefixList[];
  addresses: readonly Address[];
  images: readonly Image[];
  /** What Ferry's role lacks, as `ec2:DescribeImages`, beyond what it never has. */
  denied: ReadonlySet<string>;
};

export const account = '111122223333';
export const region = 'eu-west-1';

/** The volumes attached to an instance, root first. */
export function volumesOf(aws: AwsWorld, instance: Instance): readonly Volume[] {
  return instance.volumeIds.flatMap((id) => aws.volumes.get(id) ?? []);
}

/** How a volume is attached to an instance. */
export function attachmentTo(volume: Volume, instance: Instance): Attachment | null {
  return volume.attachments.find((attachment) => attachment.instanceId === instance.instanceId) ?? null;
}
