// DescribeInstances: instances grouped into reservations, which are what a page counts.
import { account, type AwsWorld } from '../../world/aws-world.ts';
import type { Instance } from '../../world/instance.ts';
import { isVisible } from '../../world/lifecycle.ts';
import { pickByIds, refuseDryRun, type Action, type Ec2Call, type IdRule } from '../action.ts';
import { applyFilters, type FilterPaths } from '../filters.ts';
import { pageOf } from '../paging.ts';
import { tagFilters } from '../render/common.ts';
import { renderInstance } from '../render/instance.ts';
import type { XmlObject } from '../xml.ts';

/** How instances are named by id, in every action that takes InstanceId. */
export const instanceIds: IdRule = {
  param: 'InstanceId',
  path: 'instanceId',
  malformed: { pattern: /^i-([0-9a-f]{8}|[0-9a-f]{17})$/, code: 'InvalidInstanceID.Malformed' },
  missing: {
    code: 'InvalidInstanceID.NotFound',
    message: (ids) => (ids.includes(',') ? `The instance IDs '${ids}' do not exist` : `The instance ID '${ids}' does not exist`),
  },
};

const networkInterface = 'networkInterfaceSet';

const filters: FilterPaths = {
  ...tagFilters,
  architecture: 'architecture',
  'availability-zone': 'placement.availabilityZone',
  'availability-zone-id': 'placement.availabilityZoneId',
  'block-device-mapping.attach-time': 'blockDeviceMapping.ebs.attachTime',
  'block-device-mapping.delete-on-termination': 'blockDeviceMapping.ebs.deleteOnTermination',
  'block-device-mapping.device-name': 'blockDeviceMapping.deviceName',
  'block-device-mapping.status': 'blockDeviceMapping.ebs.status',
  'block-device-mapping.volume-id': 'blockDeviceMapping.ebs.volumeId',
  'boot-mode': 'bootMode',
  'client-token': 'clientToken',
  'current-instance-boot-mode': 'currentInstanceBootMode',
  'dns-name': 'dnsName',
  'ebs-optimized': 'ebsOptimized',
  'ena-support': 'enaSupport',
  'enclave-options.enabled': 'enclaveOptions.enabled',
  'hibernation-options.configured': 'hibernationOptions.configured',
  'host-id': 'placement.hostId',
  hypervisor: 'hypervisor',
  'iam-instance-profile.arn': 'iamInstanceProfile.arn',
  'image-id': 'imageId',
  'instance-id': 'instanceId',
  'instance-lifecycle': 'instanceLifecycle',
  'instance-state-code': 'instanceState.code',
  'instance-state-name': 'instanceState.name',
  'instance-type': 'instanceType',
  'instance.group-id': 'groupSet.groupId',
  'instance.group-name': 'groupSet.groupName',
  'ip-address': 'ipAddress',
  'kernel-id': 'kernelId',
  'key-name': 'keyName',
  'launch-index': 'amiLaunchIndex',
  'launch-time': 'launchTime',
  'maintenance-options.auto-recovery': 'maintenanceOptions.autoRecovery',
  'metadata-options.http-endpoint': 'metadataOptions.httpEndpoint',
  'metadata-options.http-tokens': 'metadataOptions.httpTokens',
  'monitoring-state': 'monitoring.state',
  'network-interface.addresses.association.public-ip': `${networkInterface}.privateIpAddressesSet.association.publicIp`,
  'network-interface.addresses.association.ip-owner-id': `${networkInterface}.privateIpAddressesSet.association.ipOwnerId`,
  'network-interface.addresses.primary': `${networkInterface}.privateIpAddressesSet.primary`,
  'network-interface.addresses.private-ip-address': `${networkInterface}.privateIpAddressesSet.privateIpAddress`,
  'network-interface.association.public-ip': `${networkInterface}.association.publicIp`,
  'network-interface.attachment.attachment-id': `${networkInterface}.attachment.attachmentId`,
  'network-interface.attachment.device-index': `${networkInterface}.attachment.deviceIndex`,
  'network-interface.group-id': `${networkInterface}.groupSet.groupId`,
  'network-interface.group-name': `${networkInterface}.groupSet.groupName`,
  'network-interface.ipv6-addresses.ipv6-address': `${networkInterface}.ipv6AddressesSet.ipv6Address`,
  'network-interface.mac-address': `${networkInterface}.macAddress`,
  'network-interface.network-interface-id': `${networkInterface}.networkInterfaceId`,
  'network-interface.owner-id': `${networkInterface}.ownerId`,
  'network-interface.private-dns-name': `${networkInterface}.privateDnsName`,
  'network-interface.source-dest-check': `${networkInterface}.sourceDestCheck`,
  'network-interface.status': `${networkInterface}.status`,
  'network-interface.subnet-id': `${networkInterface}.subnetId`,
  'network-interface.vpc-id': `${networkInterface}.vpcId`,
  'operator.managed': 'operator.managed',
  'operator.principal': 'operator.principal',
  'owner-id': 'ownerId',
  'placement-group-name': 'placement.groupName',
  platform: 'platform',
  'platform-details': 'platformDetails',
  'private-dns-name': 'privateDnsName',
  'private-ip-address': 'privateIpAddress',
  'product-code': 'productCodes.productCode',
  'product-code.type': 'productCodes.type',
  reason: 'reason',
  'reservation-id': 'reservationId',
  'root-device-name': 'rootDeviceName',
  'root-device-type': 'rootDeviceType',
  'source-dest-check': 'sourceDestCheck',
  'spot-instance-request-id': 'spotInstanceRequestId',
  'state-reason-code': 'stateReason.code',
  'state-reason-message': 'stateReason.message',
  'subnet-id': 'subnetId',
  tenancy: 'placement.tenancy',
  'usage-operation': 'usageOperation',
  'usage-operation-update-time': 'usageOperationUpdateTime',
  'virtualization-type': 'virtualizationType',
  'vpc-id': 'vpcId',
};

/** DescribeInstances. */
export const describeInstances: Action = {
  params: ['DryRun', 'Filter', 'InstanceId', 'MaxResults', 'NextToken', 'IncludeManagedResources'],
  run(call) {
    refuseDryRun(call);
    const reservations = toReservations(filtered(call, named(call)));
    const { page, nextToken } = pageOf(call.params, { min: 5, max: 1000, notWith: 'InstanceId' }, reservations);
    return { fields: { reservationSet: page.map((members) => renderReservation(call, members)), nextToken } };
  },
};

// Rendering is what costs: of ten thousand instances only those are rendered that the answer or a filter needs.
function named(call: Ec2Call): readonly Instance[] {
  const all = shownInstances(call);
  if (call.params.list(instanceIds.param).length === 0) return all;
  const wanted = new Set(pickByIds(call.params, instanceIds, all.map(({ instanceId }) => ({ instanceId }))).map((one) => one['instanceId']));
  return all.filter((instance) => wanted.has(instance.instanceId));
}

// Owner and reservation belong to the reservation around the instance, but filters look at them too.
function filtered(call: Ec2Call, instances: readonly Instance[]): readonly Instance[] {
  if (call.params.groups('Filter').length === 0) return instances;
  const rendered: readonly XmlObject[] = candidates(call, instances).map((instance) => ({ ...renderInstance(call.world.aws, instance, call.now), ownerId: account, reservationId: instance.reservationId }));
  const kept = new Set(applyFilters(call.params, filters, rendered).map((one) => one['instanceId']));
  return instances.filter((instance) => kept.has(instance.instanceId));
}

/** The instances that EC2 still shows. */
export function visibleInstances(aws: AwsWorld, now: number): readonly Instance[] {
  return [...aws.instances.values()].filter((instance) => isVisible(instance, now));
}

/** Those of them that this request may see: what an AWS service hides shows only with IncludeManagedResources. */
export function shownInstances({ world, now, params }: Ec2Call): readonly Instance[] {
  const all = visibleInstances(world.aws, now);
  return params.flag('IncludeManagedResources') ? all : all.filter((instance) => instance.operator?.hidden !== true);
}

/** Those that a filter by whole ids cannot leave out. */
function candidates(call: Ec2Call, instances: readonly Instance[]): readonly Instance[] {
  const byId = call.params.groups('Filter').find((filter) => filter.one('Name') === 'instance-id' && filter.list('Value').every((value) => /^[\w-]+$/.test(value)));
  if (byId === undefined) return instances;
  const ids = new Set(byId.list('Value'));
  return instances.filter((instance) => ids.has(instance.instanceId));
}

function toReservations(instances: readonly Instance[]): readonly (readonly Instance[])[] {
  return [...Map.groupBy(instances, (instance) => instance.reservationId).values()];
}

function renderReservation({ world, now }: Ec2Call, members: readonly Instance[]): XmlObject {
  return { reservationId: members[0]?.reservationId ?? '', ownerId: account, groupSet: [], instancesSet: members.map((instance) => renderInstance(world.aws, instance, now)) };
}
