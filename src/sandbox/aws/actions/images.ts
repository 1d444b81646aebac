// DescribeImages.
import { account } from '../../world/aws-world.ts';
import type { Image } from '../../world/storage.ts';
import { listing } from '../action.ts';
import { iso, tagFilters } from '../render/common.ts';
import type { XmlObject } from '../xml.ts';

/** DescribeImages; without ids or owners it shows every image there is, as all are public or our own. */
export const describeImages = listing({
  set: 'imagesSet',
  items({ world, params, now }) {
    const owners = params.list('Owner');
    const all = params.flag('IncludeDeprecated');
    const images = world.aws.images.filter((image) => owners.length === 0 || owners.some((owner) => isOwnedBy(image, owner)));
    return images.filter((image) => all || !isDeprecated(image, now)).map(render);
  },
  ids: [
    {
      param: 'ImageId',
      path: 'imageId',
      malformed: { pattern: /^ami-([0-9a-f]{8}|[0-9a-f]{17})$/, code: 'InvalidAMIID.Malformed' },
      missing: { code: 'InvalidAMIID.NotFound', message: (ids) => `The image id '[${ids}]' does not exist` },
    },
  ],
  filters: {
    ...tagFilters,
    architecture: 'architecture',
    'block-device-mapping.device-name': 'blockDeviceMapping.deviceName',
    'creation-date': 'creationDate',
    description: 'description',
    'ena-support': 'enaSupport',
    hypervisor: 'hypervisor',
    'image-id': 'imageId',
    'image-type': 'imageType',
    'is-public': 'isPublic',
    name: 'name',
    'owner-alias': 'imageOwnerAlias',
    'owner-id': 'imageOwnerId',
    platform: 'platform',
    'root-device-name': 'rootDeviceName',
    'root-device-type': 'rootDeviceType',
    state: 'imageState',
    'virtualization-type': 'virtualizationType',
  },
  pages: { min: 1, max: 1000, notWith: 'ImageId' },
  params: ['Owner', 'ExecutableBy', 'IncludeDeprecated', 'IncludeDisabled'],
});

// The owner goes on seeing what is kept from everybody else.
function isDeprecated(image: Image, now: number): boolean {
  return image.deprecatedAt !== null && image.deprecatedAt <= now && image.ownerId !== account;
}

function isOwnedBy(image: Image, owner: string): boolean {
  if (owner === 'self') return image.ownerId === account;
  return owner === image.ownerId || owner === image.ownerAlias;
}

function render(image: Image): XmlObject {
  const windows = image.windows;
  return {
    imageId: image.imageId,
    imageLocation: `${image.ownerAlias ?? image.ownerId}/${image.name}`,
    imageState: 'available',
    imageOwnerId: image.ownerId,
    imageOwnerAlias: image.ownerAlias,
    creationDate: image.createdAt,
    isPublic: image.ownerId !== account,
    architecture: image.architecture,
    imageType: 'machine',
    platform: windows ? 'windows' : null,
    platformDetails: image.platformDetails,
    usageOperation: image.usageOperation,
    name: image.name,
    description: image.description,
    rootDeviceType: image.rootDeviceType,
    rootDeviceName: image.rootDeviceName,
    bootMode: image.bootMode,
    enaSupport: image.virtualization === 'hvm',
    hypervisor: 'xen',
    virtualizationType: image.virtualization,
    blockDeviceMapping: blockDevices(image),
    deprecationTime: image.deprecatedAt === null ? null : iso(image.deprecatedAt),
    tagSet: [],
  };
}

function blockDevices(image: Image): readonly XmlObject[] {
  const store = image.ephemeral.map((virtualName, index) => ({ deviceName: `/dev/sd${String.fromCharCode('b'.charCodeAt(0) + index)}`, virtualName }));
  if (image.rootDeviceType === 'instance-store') return store;
  const ebs = { snapshotId: image.imageId.replace('ami-', 'snap-'), volumeSize: image.windows ? 30 : 10, volumeType: 'gp2', deleteOnTermination: true, encrypted: false };
  return [{ deviceName: image.rootDeviceName, ebs }, ...store];
}
