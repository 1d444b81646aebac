// The EBS volumes of machines.
import { paginateDescribeVolumes, paginateDescribeVolumesModifications, type Instance, type Volume, type VolumeAttachment } from '@aws-sdk/client-ec2';
import type { Disk } from '../../../domain/machine.ts';
import { CloudError } from '../../../ports/trouble.ts';
import { allPages, inChunks, patiently, type Reading } from '../batch.ts';
import { failureOf, idsOf, known, type PartReader } from './part.ts';

// EC2 takes this many values in one filter.
const IDS_PER_CALL = 200;

/** Reads all volumes that are attached to any of the machines. */
export const readDisks: PartReader<'disks'> = async (reading, instances) => {
  const answers = await inChunks(reading, {
    operation: 'ec2:DescribeVolumes',
    keys: idsOf(instances),
    size: IDS_PER_CALL,
    read: (ids) => allPages(paginateDescribeVolumes({ client: reading.readers.ec2 }, { Filters: [{ Name: 'attachment.instance-id', Values: ids }], IncludeManagedResources: true }, { abortSignal: reading.signal() }), (page) => page.Volumes),
  });
  const volumes = byInstance(answers.answers);
  const changes = answers.answers.length === 0 ? new Map<string, string>() : await modifications(reading);
  return (instance) => {
    const id = instance.InstanceId ?? '';
    return failureOf(answers, [id]) ?? known((volumes.get(id) ?? []).map((volume) => diskOf(volume, { instance, changes })));
  };
};

/** Changes under way, by volume, of the whole region: they are few, so naming the volumes would only make the question longer. Null when AWS would not tell. */
async function modifications(reading: Reading): Promise<ReadonlyMap<string, string> | null> {
  const filter = { Name: 'modification-state', Values: ['modifying', 'optimizing'] };
  try {
    const found = await patiently(reading, 'ec2:DescribeVolumesModifications', () =>
      allPages(paginateDescribeVolumesModifications({ client: reading.readers.ec2 }, { Filters: [filter] }, { abortSignal: reading.signal() }), (page) => page.VolumesModifications),
    );
    return new Map(found.map((one) => [one.VolumeId ?? '', `${one.ModificationState ?? 'modifying'}, ${one.Progress ?? 0} % done`]));
  } catch (error) {
    if (error instanceof CloudError) return null;
    throw error;
  }
}

/** A shared volume belongs to every machine that it is attached to. */
function byInstance(volumes: readonly Volume[]): ReadonlyMap<string, readonly Volume[]> {
  const all = new Map<string, Volume[]>();
  for (const volume of volumes) {
    for (const { InstanceId: id } of volume.Attachments ?? []) {
      if (id === undefined) continue;
      const list = all.get(id);
      if (list === undefined) all.set(id, [volume]);
      else list.push(volume);
    }
  }
  return all;
}

/** A volume as attached to the machine. */
export function diskOf(volume: Volume, { instance, changes }: { readonly instance: Instance; readonly changes: ReadonlyMap<string, string> | null }): Disk {
  const attachments = volume.Attachments ?? [];
  const attachment = attachments.find((one) => one.InstanceId === instance.InstanceId);
  const deviceName = attachment?.Device ?? '';
  return {
    volumeId: volume.VolumeId ?? '',
    deviceName,
    sizeGiB: volume.Size ?? 0,
    isRoot: deviceName !== '' && deviceName === instance.RootDeviceName,
    ...sortOf(volume),
    ...bondOf(attachment),
    multiAttach: volume.MultiAttachEnabled === true,
    attachedTo: attachments.length,
    modification: changes === null ? null : (changes.get(volume.VolumeId ?? '') ?? ''),
  };
}

function bondOf(attachment: VolumeAttachment | undefined): Pick<Disk, 'attachment' | 'deleteOnTermination'> {
  return { attachment: attachment?.State ?? '', deleteOnTermination: attachment?.DeleteOnTermination === true };
}

function sortOf(volume: Volume): Pick<Disk, 'encrypted' | 'kmsKeyId' | 'volumeType' | 'iops' | 'throughput' | 'state'> {
  return {
    encrypted: volume.Encrypted === true,
    kmsKeyId: volume.KmsKeyId || null,
    volumeType: volume.VolumeType ?? '',
    iops: volume.Iops ?? null,
    throughput: volume.Throughput ?? null,
    state: volume.State ?? '',
  };
}
