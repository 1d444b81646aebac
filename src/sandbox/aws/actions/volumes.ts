// DescribeVolumes.
import type { Volume } from '../../world/aws-world.ts';
import { listing } from '../action.ts';
import { iso, tagFilters, tagSet, zoneId } from '../render/common.ts';
import type { XmlObject } from '../xml.ts';
import { arn } from './arns.ts';

/** DescribeVolumes. */
export const describeVolumes = listing({
  set: 'volumeSet',
  items: ({ world }) => [...world.aws.volumes.values()].map(render),
  ids: [
    {
      param: 'VolumeId',
      path: 'volumeId',
      malformed: { pattern: /^vol-([0-9a-f]{8}|[0-9a-f]{17})$/, code: 'InvalidVolumeID.Malformed' },
      missing: { code: 'InvalidVolume.NotFound', message: (ids) => `The volume '${ids}' does not exist.` },
    },
  ],
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

function render(volume: Volume): XmlObject {
  return {
    volumeId: volume.volumeId,
    size: volume.sizeGiB,
    snapshotId: volume.snapshotId,
    availabilityZone: volume.zone,
    availabilityZoneId: zoneId(volume.zone),
    status: volume.attachment ? 'in-use' : 'available',
    createTime: iso(volume.createdAt),
    attachmentSet: attachments(volume),
    volumeType: volume.type,
    iops: volume.iops,
    throughput: volume.throughput,
    encrypted: volume.encrypted,
    kmsKeyId: volume.encrypted ? arn('key/0a1b2c3d-4e5f-4000-8000-000000000001').replace(':ec2:', ':kms:') : null,
    multiAttachEnabled: false,
    tagSet: tagSet(volume.tags),
  };
}

function attachments(volume: Volume): readonly XmlObject[] {
  if (!volume.attachment) return [];
  const { instanceId, device, deleteOnTermination, at } = volume.attachment;
  return [{ volumeId: volume.volumeId, instanceId, device, status: 'attached', attachTime: iso(at), deleteOnTermination }];
}
