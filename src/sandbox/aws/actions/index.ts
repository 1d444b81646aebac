// The list of EC2 actions: those that are simulated, and those the role may never do.
import type { Action } from '../action.ts';
import { describeAddresses } from './addresses.ts';
import { authorizeSecurityGroupEgress, authorizeSecurityGroupIngress } from './authorize.ts';
import { describeImages } from './images.ts';
import { describeInstanceAttribute } from './instance-attribute.ts';
import { describeInstanceStatus } from './instance-status.ts';
import { describeInstanceTypes } from './instance-types.ts';
import { describeInstances } from './instances.ts';
import { describeNetworkAcls } from './network-acls.ts';
import { describeSubnets, describeVpcs } from './networks.ts';
import { describeVpcPeeringConnections } from './peerings.ts';
import { getManagedPrefixListEntries } from './prefix-lists.ts';
import { describeRegions } from './regions.ts';
import { describeRouteTables } from './route-tables.ts';
import { describeSecurityGroupRules } from './security-group-rules.ts';
import { describeSecurityGroups } from './security-groups.ts';
import { startInstances, stopInstances } from './stop-start.ts';
import { describeTags } from './tags.ts';
import { describeVolumes, describeVolumesModifications } from './volumes.ts';

/** Every simulated action by its name. */
export const actions: ReadonlyMap<string, Action> = new Map([
  ['AuthorizeSecurityGroupEgress', authorizeSecurityGroupEgress],
  ['AuthorizeSecurityGroupIngress', authorizeSecurityGroupIngress],
  ['DescribeAddresses', describeAddresses],
  ['DescribeImages', describeImages],
  ['DescribeInstanceAttribute', describeInstanceAttribute],
  ['DescribeInstanceStatus', describeInstanceStatus],
  ['DescribeInstanceTypes', describeInstanceTypes],
  ['DescribeInstances', describeInstances],
  ['DescribeNetworkAcls', describeNetworkAcls],
  ['DescribeRegions', describeRegions],
  ['DescribeRouteTables', describeRouteTables],
  ['DescribeSecurityGroupRules', describeSecurityGroupRules],
  ['DescribeSecurityGroups', describeSecurityGroups],
  ['DescribeSubnets', describeSubnets],
  ['DescribeTags', describeTags],
  ['DescribeVolumes', describeVolumes],
  ['DescribeVolumesModifications', describeVolumesModifications],
  ['DescribeVpcPeeringConnections', describeVpcPeeringConnections],
  ['DescribeVpcs', describeVpcs],
  ['GetManagedPrefixListEntries', getManagedPrefixListEntries],
  ['StartInstances', startInstances],
  ['StopInstances', stopInstances],
]);

/** Real actions that the least-privilege role is refused. */
export const deniedActions: ReadonlySet<string> = new Set([
  'CreateImage',
  'CreateSnapshot',
  'CreateTags',
  'DeleteTags',
  'DeleteVolume',
  'DetachVolume',
  'ModifyInstanceAttribute',
  'RebootInstances',
  'RevokeSecurityGroupEgress',
  'RevokeSecurityGroupIngress',
  'RunInstances',
  'TerminateInstances',
]);
