// DescribeInstanceTypes.
import { instanceTypes, type InstanceType } from '../../world/instance-types.ts';
import { listing } from '../action.ts';
import { renderAccelerators } from '../render/accelerators.ts';
import type { XmlObject } from '../xml.ts';

/** DescribeInstanceTypes. */
export const describeInstanceTypes = listing({
  set: 'instanceTypeSet',
  items: () => instanceTypes.map(render),
  ids: [
    {
      param: 'InstanceType',
      path: 'instanceType',
      most: 100,
      missing: { code: 'InvalidInstanceType', message: (ids) => `The following supplied instance types do not exist: [${ids}]` },
    },
  ],
  filters: {
    'auto-recovery-supported': 'autoRecoverySupported',
    'bare-metal': 'bareMetal',
    'burstable-performance-supported': 'burstablePerformanceSupported',
    'current-generation': 'currentGeneration',
    'ebs-info.nvme-support': 'ebsInfo.nvmeSupport',
    'ebs-info.ebs-optimized-support': 'ebsInfo.ebsOptimizedSupport',
    'free-tier-eligible': 'freeTierEligible',
    'hibernation-supported': 'hibernationSupported',
    hypervisor: 'hypervisor',
    'instance-storage-info.nvme-support': 'instanceStorageInfo.nvmeSupport',
    'instance-storage-supported': 'instanceStorageSupported',
    'instance-type': 'instanceType',
    'memory-info.size-in-mib': 'memoryInfo.sizeInMiB',
    'network-info.efa-supported': 'networkInfo.efaSupported',
    'network-info.ena-support': 'networkInfo.enaSupport',
    'network-info.maximum-network-interfaces': 'networkInfo.maximumNetworkInterfaces',
    'processor-info.supported-architecture': 'processorInfo.supportedArchitectures',
    'supported-boot-mode': 'supportedBootModes',
    'supported-root-device-type': 'supportedRootDeviceTypes',
    'supported-usage-class': 'supportedUsageClasses',
    'supported-virtualization-type': 'supportedVirtualizationTypes',
    'vcpu-info.default-cores': 'vCpuInfo.defaultCores',
    'vcpu-info.default-vcpus': 'vCpuInfo.defaultVCpus',
  },
  pages: { min: 5, max: 100 },
  params: ['IncludeUnsupportedInRegion'],
});

const isArm = (type: InstanceType) => type.architectures.includes('arm64');

function render(type: InstanceType): XmlObject {
  const nitro = type.hypervisor === 'nitro';
  return {
    instanceType: type.name,
    currentGeneration: type.currentGeneration,
    freeTierEligible: false,
    supportedUsageClasses: ['on-demand', 'spot'],
    supportedRootDeviceTypes: type.paravirtual ? ['ebs', 'instance-store'] : ['ebs'],
    supportedVirtualizationTypes: type.paravirtual ? ['hvm', 'paravirtual'] : ['hvm'],
    bareMetal: type.hypervisor === null,
    hypervisor: type.hypervisor,
    processorInfo: { supportedArchitectures: type.architectures, sustainedClockSpeedInGhz: type.clockGhz, manufacturer: isArm(type) ? 'AWS' : 'Intel' },
    vCpuInfo: { defaultVCpus: type.vcpus, defaultCores: type.cores, defaultThreadsPerCore: type.vcpus / type.cores },
    memoryInfo: { sizeInMiB: type.memoryMb },
    instanceStorageSupported: type.store !== null,
    instanceStorageInfo: instanceStore(type),
    ebsInfo: ebs(type),
    networkInfo: network(type),
    ...renderAccelerators(type.accelerators),
    placementGroupInfo: { supportedStrategies: ['partition', 'spread'] },
    hibernationSupported: nitro && !isArm(type),
    burstablePerformanceSupported: type.burstable,
    dedicatedHostsSupported: true,
    autoRecoverySupported: true,
    supportedBootModes: type.bootModes,
    nitroEnclavesSupport: nitro && type.vcpus >= 4 ? 'supported' : 'unsupported',
    nitroTpmSupport: nitro && !isArm(type) ? 'supported' : 'unsupported',
  };
}

function instanceStore({ store }: InstanceType): XmlObject | null {
  if (store === null) return null;
  const { count, sizeGb, nvme } = store;
  return {
    totalSizeInGB: count * sizeGb,
    disks: [{ sizeInGB: sizeGb, count, type: 'ssd' }],
    nvmeSupport: nvme ? 'required' : 'unsupported',
    encryptionSupport: nvme ? 'required' : 'unsupported',
  };
}

// i3 came with NVMe for its own disks while EBS still went through Xen's drivers.
function nvmeForEbs(type: InstanceType): string {
  if (type.hypervisor !== 'xen') return 'required';
  return type.store?.nvme === true ? 'supported' : 'unsupported';
}

function ebs(type: InstanceType): XmlObject {
  const [baseline, maximum] = type.ebsMbps ?? [null, null];
  return {
    ebsOptimizedSupport: type.ebsMbps ? 'default' : 'unsupported',
    encryptionSupport: 'supported',
    ebsOptimizedInfo: type.ebsMbps ? { baselineBandwidthInMbps: baseline, maximumBandwidthInMbps: maximum } : null,
    nvmeSupport: nvmeForEbs(type),
  };
}

function network(type: InstanceType): XmlObject {
  return {
    networkPerformance: type.network,
    maximumNetworkInterfaces: type.maxInterfaces,
    maximumNetworkCards: 1,
    defaultNetworkCardIndex: 0,
    ipv4AddressesPerInterface: type.addressesPerInterface,
    ipv6AddressesPerInterface: type.addressesPerInterface,
    ipv6Supported: true,
    enaSupport: type.hypervisor === 'xen' ? 'unsupported' : 'required',
    efaSupported: type.efa,
    encryptionInTransitSupported: false,
  };
}
