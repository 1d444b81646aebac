// An instance as DescribeInstances shows it.
import { account, volumesOf, type AwsWorld, type Instance } from '../../world/aws-world.ts';
import { instanceTypeOf } from '../../world/instance-types.ts';
import { stateAt, stepAt } from '../../world/lifecycle.ts';
import type { XmlObject } from '../xml.ts';
import { groupSet, iso, stateOf, tagSet, zoneId } from './common.ts';

/** Renders an instance; a terminated one has lost its network and its disks. */
export function renderInstance(aws: AwsWorld, instance: Instance, now: number): XmlObject {
  const state = stateAt(instance, now);
  const common = { ...identity(instance, now), ...platform(instance), ...settings(instance) };
  if (state === 'terminated') return { ...common, privateDnsName: '', dnsName: '' };
  return { ...common, ...network(aws, instance, state === 'running'), blockDeviceMapping: blockDevices(aws, instance) };
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
    productCodes: [],
    placement: { availabilityZone: instance.zone, availabilityZoneId: zoneId(instance.zone), groupName: '', tenancy: 'default' },
    monitoring: { state: 'disabled' },
    tagSet: tagSet(instance.tags),
    clientToken: '',
  };
}

function platform(instance: Instance): XmlObject {
  const nitro = instanceTypeOf(instance.instanceType)?.hypervisor === 'nitro';
  return {
    // Lowercase, and absent for anything that is not Windows.
    platform: instance.guest.type === 'Windows' ? 'windows' : null,
    platformDetails: instance.platformDetails,
    usageOperation: instance.usageOperation,
    usageOperationUpdateTime: iso(instance.launchedAt),
    architecture: instance.architecture,
    // EC2 says xen here for Nitro as well; the truth is in DescribeInstanceTypes.
    hypervisor: 'xen',
    virtualizationType: instance.virtualization,
    rootDeviceType: instance.rootDeviceType,
    rootDeviceName: instance.rootDeviceType === 'ebs' ? instance.rootDeviceName : null,
    bootMode: instance.bootMode === 'uefi' ? 'uefi' : null,
    currentInstanceBootMode: instance.bootMode,
    enaSupport: nitro,
    ebsOptimized: nitro,
    kernelId: instance.virtualization === 'paravirtual' ? 'aki-0a1b2c3d' : null,
  };
}

function settings(instance: Instance): XmlObject {
  const type = instanceTypeOf(instance.instanceType);
  return {
    cpuOptions: type ? { coreCount: type.cores, threadsPerCore: type.vcpus / type.cores } : null,
    capacityReservationSpecification: { capacityReservationPreference: 'open' },
    hibernationOptions: { configured: false },
    enclaveOptions: { enabled: false },
    metadataOptions: {
      state: 'applied',
      httpTokens: 'required',
      httpPutResponseHopLimit: 2,
      httpEndpoint: 'enabled',
      httpProtocolIpv6: 'disabled',
      instanceMetadataTags: 'disabled',
    },
    privateDnsNameOptions: { hostnameType: 'ip-name', enableResourceNameDnsARecord: false, enableResourceNameDnsAAAARecord: false },
    maintenanceOptions: { autoRecovery: 'default', rebootMigration: 'default' },
  };
}

function network(aws: AwsWorld, instance: Instance, running: boolean): XmlObject {
  const publicIp = aws.addresses.find((item) => item.instanceId === instance.instanceId)?.publicIp ?? null;
  const publicDnsName = publicIp === null ? '' : `ec2-${publicIp.replaceAll('.', '-')}.eu-west-1.compute.amazonaws.com`;
  const association = publicIp === null ? null : { ipOwnerId: account, publicDnsName, publicIp };
  const shared = sharedWithInterface(aws, instance);
  return { ...shared, ipAddress: publicIp, dnsName: running ? publicDnsName : '', networkInterfaceSet: [networkInterface(instance, shared, association)] };
}

// What the instance and its only interface say alike.
function sharedWithInterface(aws: AwsWorld, instance: Instance) {
  return {
    vpcId: instance.vpcId,
    subnetId: instance.subnetId,
    privateIpAddress: instance.privateIp,
    privateDnsName: `ip-${instance.privateIp.replaceAll('.', '-')}.eu-west-1.compute.internal`,
    sourceDestCheck: true,
    groupSet: groupSet(aws, instance.groupIds),
  };
}

function networkInterface(instance: Instance, shared: ReturnType<typeof sharedWithInterface>, association: XmlObject | null): XmlObject {
  const { privateIpAddress, privateDnsName } = shared;
  return {
    ...shared,
    networkInterfaceId: instance.networkInterfaceId,
    description: '',
    ownerId: account,
    status: 'in-use',
    macAddress: instance.mac,
    interfaceType: 'interface',
    attachment: {
      attachmentId: instance.networkInterfaceId.replace('eni-', 'eni-attach-'),
      deviceIndex: 0,
      networkCardIndex: 0,
      status: 'attached',
      attachTime: iso(instance.createdAt),
      deleteOnTermination: true,
    },
    association,
    privateIpAddressesSet: [{ privateIpAddress, privateDnsName, primary: true, association }],
    ipv6AddressesSet: [],
  };
}

function blockDevices(aws: AwsWorld, instance: Instance): readonly XmlObject[] {
  return volumesOf(aws, instance).flatMap((volume) => {
    if (!volume.attachment) return [];
    const { device, deleteOnTermination, at } = volume.attachment;
    return { deviceName: device, ebs: { volumeId: volume.volumeId, status: 'attached', attachTime: iso(at), deleteOnTermination } };
  });
}
