// DescribeVolumes and DescribeVolumesModifications.
import { region, account } from '../../world/aws-world.ts';
import type { Volume } from '../../world/storage.ts';
import { listing, type Ec2Call, type IdRule } from '../action.ts';
import { iso, tagFilters, tagSet, zoneId } from '../render/common.ts';
import type { XmlObject } from '../xml.ts';

const volumeIds: IdRule = {
  param: 'VolumeId',
  path: 'volumeId',
  malformed: { pattern: /^vol-([0-9a-f]{8}|[0-9a-f]{17})$/, code: 'InvalidVolumeID.Malformed' },
  missing: { code: 'InvalidVolume.NotFound', message: (ids) => `The volume '${ids}' does not exist.` },
};

/** DescribeVolumes. */
export const describeVolumes = listing({
  set: 'volumeSet',
  items: (call) => shownVolumes(call).map(render),
  ids: [volumeIds],
  filters: {
    ...tagFilters,
    'attachment.attach-time': 'attachmentSet.attachTime',
    'attachment.delete-on-termination': 'attachmentSet.deleteOnTermination',
    'attachment.device': 'attachmentSet.device',
    'attachment.instance-id': 'attachmentSet.instanceId',
    'attachment.status': 'attachmentSet.status',
    'availability-zone': 'availabilityZone',
    'availability-zone-id': 'availabilityZoneId',
    'create-time': 'createTime',
    encrypted: 'encrypted',
    'multi-attach-enabled': 'multiAttachEnabled',
    size: 'size',
    'snapshot-id': 'snapshotId',
    status: 'status',
    'volume-id': 'volumeId',
    'volume-type': 'volumeType',
  },
  pages: { min: 5, max: 1000, notWith: 'VolumeId' },
  params: ['IncludeManagedResources'],
});

// The volumes of an instance that its operator hides are hidden with it.
function shownVolumes({ world, params }: Ec2Call): readonly Volume[] {
  const volumes = [...world.aws.volumes.values()];
  if (params.flag('IncludeManagedResources')) return volumes;
  const isHidden = (id: string) => world.aws.instances.get(id)?.operator?.hidden === true;
  return volumes.filter((volume) => !volume.attachments.some((attachment) => isHidden(attachment.instanceId)));
}

const withThroughput: readonly Volume['type'][] = ['gp3'];
const withIops: readonly Volume['type'][] = ['gp2', 'gp3', 'io1', 'io2'];

function render(volume: Volume): XmlObject {
  return {
    volumeId: volume.volumeId,
    size: volume.sizeGiB,
    snapshotId: volume.snapshotId,
    availabilityZone: volume.zone,
    availabilityZoneId: zoneId(volume.zone),
    status: volume.trouble ?? (volume.attachments.length > 0 ? 'in-use' : 'available'),
    createTime: iso(volume.createdAt),
    attachmentSet: volume.attachments.map((attachment) => renderAttachment(volume, attachment)),
    volumeType: volume.type,
    iops: withIops.includes(volume.type) ? volume.iops : null,
    throughput: withThroughput.includes(volume.type) ? volume.throughput : null,
    encrypted: volume.encrypted,
    kmsKeyId: volume.encrypted ? keyArn(volume.kmsKeyId ?? '0a1b2c3d-4e5f-4000-8000-000000000001') : null,
    multiAttachEnabled: volume.multiAttach,
    tagSet: tagSet(volume.tags),
  };
}

function keyArn(id: string): string {
  return `arn:aws:kms:${region}:${account}:key/${id}`;
}

function renderAttachment(volume: Volume, { instanceId, device, deleteOnTermination, at, state }: Volume['attachments'][number]): XmlObject {
  return { volumeId: volume.volumeId, instanceId, device, status: state, attachTime: iso(at), deleteOnTermination };
}

/** DescribeVolumesModifications; by id, a volume that was never modified is an error. */
export const describeVolumesModifications = listing({
  set: 'volumeModificationSet',
  items: (call) => shownVolumes(call).flatMap(renderModification),
  ids: [{ ...volumeIds, missing: { code: 'InvalidVolumeModification.NotFound', message: (ids) => `Modification for volume '${ids}' does not exist.` } }],
  filters: {
    'modification-state': 'modificationState',
    'original-size': 'originalSize',
    'start-time': 'startTime',
    'target-size': 'targetSize',
    'volume-id': 'volumeId',
  },
  pages: { min: 1, max: 500, notWith: 'VolumeId' },
  params: ['IncludeManagedResources'],
});

function renderModification({ volumeId, modification, type, iops }: Volume): readonly XmlObject[] {
  if (modification === null) return [];
  const { state, progress, targetGiB, originalGiB, startedAt } = modification;
  const unchanged = { targetVolumeType: type, targetIops: iops, originalVolumeType: type, originalIops: iops };
  return [{ volumeId, modificationState: state, progress, targetSize: targetGiB, originalSize: originalGiB, ...unchanged, startTime: iso(startedAt) }];
}
