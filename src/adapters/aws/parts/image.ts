// The images that machines were made from.
import { paginateDescribeImages, type Image } from '@aws-sdk/client-ec2';
import type { SourceImage } from '../../../domain/machine.ts';
import { allPages, inChunks } from '../batch.ts';
import { failureOf, known, type PartReader } from './part.ts';

const IMAGES_PER_CALL = 200;

/** Reads the images; one that is gone or private is null. Asked by filter, because one unknown id would make EC2 refuse the whole question. */
export const readImages: PartReader<'image'> = async (reading, instances) => {
  const answers = await inChunks(reading, {
    operation: 'ec2:DescribeImages',
    keys: instances.map((instance) => instance.ImageId ?? '').filter((id) => id !== ''),
    size: IMAGES_PER_CALL,
    // Images of old machines are often deprecated by now, and then hidden from a plain question.
    read: (ids) => allPages(paginateDescribeImages({ client: reading.readers.ec2 }, { Filters: [{ Name: 'image-id', Values: ids }], IncludeDeprecated: true }, { abortSignal: reading.signal() }), (page) => page.Images),
  });
  const images = new Map(answers.answers.map((image) => [image.ImageId ?? '', imageOf(image)]));
  return (instance) => {
    const id = instance.ImageId ?? '';
    return failureOf(answers, [id]) ?? known(images.get(id) ?? null);
  };
};

/** The image a machine was made from. */
export function imageOf(image: Image): SourceImage {
  const ephemeral = (image.BlockDeviceMappings ?? []).map((mapping) => mapping.VirtualName ?? '').filter((name) => name.startsWith('ephemeral'));
  return { name: image.Name ?? '', description: image.Description ?? '', platformDetails: image.PlatformDetails || null, ephemeral };
}
