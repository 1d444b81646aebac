// DescribeInstanceTypes.
import { instanceTypes, type InstanceType } from '../../world/instance-types.ts';
import { listing } from '../action.ts';
import type { XmlObject } from '../xml.ts';

/** DescribeInstanceTypes. */
export const describeInstanceTypes = listing({
  set: 'instanceTypeSet',
  items: () => instanceTypes.map(render),
  ids: [
    {
      param: 'InstanceType',
      path: 'instanceType',
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
    'instance-storage-supported': 'instanceStorageSupported',
    'instance-type': 'instanceType',
    'memory-info.size-in-mib': 'memoryInfo.sizeInMiB',
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

function render(type: InstanceType): XmlObject {
  const store = type.storeGb !== null;
  return {
    instanceType: type.name,
    currentGeneration: type.currentGeneration,
    freeTierEligible: false,
    supportedUsageClasses: ['on-demand', 'spot'],
    supportedRootDeviceTypes: store ? ['ebs', 'instance-store'] : ['ebs'],
    supportedVirtualizationTypes: store ? ['hvm', 'paravirtual'] : ['hvm'],
    bareMetal: false,
    hypervisor: type.hypervisor,
    processorInfo: {
      supportedArchitectures: architectures(type),
      sustainedClockSpeedInGhz: type.clockGhz,
      manufacturer: type.arm ? 'AWS' : 'Intel',
    },
    vCpuInfo: { defaultVCpus: type.vcpus, defaultCores: type.cores, defaultThreadsPerCore: type.vcpus / type.cores },
    memoryInfo: { sizeInMiB: type.memoryMb },
    instanceStorageSupported: store,
    instanceStorageInfo: store ? instanceStore(type.storeGb) : null,
    ebsInfo: ebs(type),
    networkInfo: network(type),
    placementGroupInfo: { supportedStrategies: ['partition', 'spread'] },
    hibernationSupported: !type.arm,
    burstablePerformanceSupported: type.burstable,
    dedicatedHostsSupported: true,
    autoRecoverySupported: true,
    supportedBootModes: bootModes(type),
    nitroEnclavesSupport: 'unsupported',
    nitroTpmSupport: type.hypervisor === 'nitro' && !type.arm ? 'supported' : 'unsupported',
  };
}

function architectures(type: InstanceType): readonly string[] {
  if (type.arm) return ['arm64'];
  return type.name === 't2.medium' ? ['i386', 'x86_64'] : ['x86_64'];
}

function bootModes(type: InstanceType): readonly string[] {
  if (type.arm) return ['uefi'];
  return type.hypervisor === 'nitro' ? ['legacy-bios', 'uefi'] : ['legacy-bios'];
}

function instanceStore(totalSizeInGB: number | null): XmlObject {
  return { totalSizeInGB, disks: [{ sizeInGB: totalSizeInGB, count: 1, type: 'ssd' }], nvmeSupport: 'unsupported', encryptionSupport: 'unsupported' };
}

function ebs(type: InstanceType): XmlObject {
  const [baseline, maximum] = type.ebsMbps ?? [null, null];
  return {
    ebsOptimizedSupport: type.ebsMbps ? 'default' : 'unsupported',
    encryptionSupport: 'supported',
    ebsOptimizedInfo: type.ebsMbps ? { baselineBandwidthInMbps: baseline, maximumBandwidthInMbps: maximum } : null,
    nvmeSupport: type.hypervisor === 'nitro' ? 'required' : 'unsupported',
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
    enaSupport: type.hypervisor === 'nitro' ? 'required' : 'unsupported',
    efaSupported: false,
    encryptionInTransitSupported: false,
  };
}
