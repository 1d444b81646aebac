// An instance as DescribeInstances shows it.
import { account, attachmentTo, volumesOf, type AwsWorld } from '../../world/aws-world.ts';
import type { Instance } from '../../world/instance.ts';
import { instanceTypeOf } from '../../world/instance-types.ts';
import { stateAt, stepAt } from '../../world/lifecycle.ts';
import type { XmlObject } from '../xml.ts';
import { iso, stateOf, tagSet, zoneId } from './common.ts';
import { renderCards } from './cards.ts';

/** Renders an instance; a terminated one has lost its network and its disks. */
export function renderInstance(aws: AwsWorld, instance: Instance, now: number): XmlObject {
  const state = stateAt(instance, now);
  const common = { ...identity(instance, now), ...platform(aws, instance), ...settings(instance), ...billing(instance) };
  if (state === 'terminated') return { ...common, privateDnsName: '', dnsName: '' };
  return { ...common, ...renderCards(aws, instance, state === 'running'), blockDeviceMapping: blockDevices(aws, instance) };
}

function identity(instance: Instance, now: number): XmlObject {
  const step = stepAt(instance, now);
  return {
    instanceId: instance.instanceId,
    imageId: instance.imageId,
    instanceState: stateOf(step.state),
    reason: instance.stateReason === null ? '' : `User initiated (${iso(step.at).slice(0, 19).replace('T', ' ')} GMT)`,
    stateReason: instance.stateReason,
    instanceType: instance.instanceType,
    launchTime: iso(instance.launchedAt),
    amiLaunchIndex: 0,
    productCodes: instance.productCodes.map(({ code, type }) => ({ productCode: code, type })),
    placement: placement(instance),
    monitoring: { state: 'disabled' },
    tagSet: tagSet(instance.tags),
    clientToken: '',
    operator: operator(instance),
  };
}

function placement(instance: Instance): XmlObject {
  return {
    availabilityZone: instance.zone,
    availabilityZoneId: zoneId(instance.zone),
    groupName: '',
    tenancy: instance.tenancy,
    affinity: instance.tenancy === 'host' ? 'host' : null,
    hostId: instance.hostId,
    hostResourceGroupArn: instance.hostResourceGroupArn,
  };
}

function operator({ operator: who }: Instance): XmlObject {
  return who === null ? { managed: false, hiddenByDefault: false } : { managed: true, principal: who.principal, hiddenByDefault: who.hidden };
}

function platform(aws: AwsWorld, instance: Instance): XmlObject {
  const nitro = instanceTypeOf(instance.instanceType)?.hypervisor !== 'xen';
  return {
    // Lowercase, and absent for anything that is not Windows.
    platform: instance.guest.type === 'Windows' ? 'windows' : null,
    platformDetails: instance.platformDetails,
    usageOperation: instance.usageOperation,
    usageOperationUpdateTime: iso(instance.billedAnewAt ?? instance.createdAt),
    architecture: instance.architecture,
    // EC2 says xen here for Nitro as well; the truth is in DescribeInstanceTypes.
    hypervisor: 'xen',
    virtualizationType: instance.virtualization,
    rootDeviceType: instance.rootDeviceType,
    rootDeviceName: instance.rootDeviceType === 'ebs' ? instance.rootDeviceName : null,
    // What the image asked for, which is not what the instance had to do.
    bootMode: aws.images.find((image) => image.imageId === instance.imageId)?.bootMode ?? (instance.bootMode === 'uefi' ? 'uefi' : null),
    currentInstanceBootMode: instance.bootModeTold ? instance.bootMode : null,
    tpmSupport: instance.tpm,
    enaSupport: nitro,
    ebsOptimized: nitro,
    kernelId: instance.virtualization === 'paravirtual' ? 'aki-0a1b2c3d' : null,
  };
}

function cpu(instance: Instance): XmlObject | null {
  const type = instanceTypeOf(instance.instanceType);
  if (instance.cpu !== null) return { coreCount: instance.cpu.cores, threadsPerCore: instance.cpu.threads };
  return type ? { coreCount: type.cores, threadsPerCore: type.vcpus / type.cores } : null;
}

function settings(instance: Instance): XmlObject {
  return {
    cpuOptions: cpu(instance),
    capacityReservationSpecification: { capacityReservationPreference: 'open' },
    hibernationOptions: { configured: instance.hibernation },
    enclaveOptions: { enabled: instance.enclave },
    metadataOptions: {
      state: 'applied',
      httpTokens: 'required',
      httpPutResponseHopLimit: 2,
      httpEndpoint: instance.metadataEndpoint,
      httpProtocolIpv6: 'disabled',
      instanceMetadataTags: 'disabled',
    },
    privateDnsNameOptions: { hostnameType: 'ip-name', enableResourceNameDnsARecord: false, enableResourceNameDnsAAAARecord: false },
    maintenanceOptions: { autoRecovery: 'default', rebootMigration: 'default' },
  };
}

function billing(instance: Instance): XmlObject {
  const { instanceProfile, lifecycle, spotRequestId, licenseArns } = instance;
  return {
    iamInstanceProfile: instanceProfile === null ? null : { arn: `arn:aws:iam::${account}:instance-profile/${instanceProfile}`, id: 'AIPASANDBOXSANDBOX001' },
    instanceLifecycle: lifecycle,
    spotInstanceRequestId: spotRequestId,
    licenseSet: licenseArns.length === 0 ? null : licenseArns.map((licenseConfigurationArn) => ({ licenseConfigurationArn })),
  };
}

function blockDevices(aws: AwsWorld, instance: Instance): readonly XmlObject[] {
  return volumesOf(aws, instance).flatMap((volume) => {
    const attachment = attachmentTo(volume, instance);
    if (!attachment) return [];
    const { device, deleteOnTermination, at, state } = attachment;
    // A volume that hangs is busy in DescribeVolumes only.
    const status = state === 'busy' ? 'detaching' : state;
    return { deviceName: device, ebs: { volumeId: volume.volumeId, status, attachTime: iso(at), deleteOnTermination } };
  });
}
