// The hardware behind instance types.
import { paginateDescribeInstanceTypes, type Instance, type InstanceTypeInfo } from '@aws-sdk/client-ec2';
import type { Hardware } from '../../../domain/machine.ts';
import { allPages, inChunks } from '../batch.ts';
import { failureOf, known, type PartReader } from './part.ts';

// EC2 takes this many types in one question.
const TYPES_PER_CALL = 100;

/** Reads each type once, however many machines have it. */
export const readHardware: PartReader<'hardware'> = async (reading, instances) => {
  const answers = await inChunks(reading, {
    operation: 'ec2:DescribeInstanceTypes',
    keys: instances.map((instance) => instance.InstanceType ?? '').filter((type) => type !== ''),
    size: TYPES_PER_CALL,
    read: (types) => allPages(paginateDescribeInstanceTypes({ client: reading.readers.ec2, pageSize: TYPES_PER_CALL }, { Filters: [{ Name: 'instance-type', Values: types }] }, { abortSignal: reading.signal() }), (page) => page.InstanceTypes),
  });
  const types = new Map<string, InstanceTypeInfo>(answers.answers.map((info) => [info.InstanceType ?? '', info]));
  return (instance) => {
    const name = instance.InstanceType ?? '';
    const failure = failureOf(answers, [name]);
    if (failure !== null) return failure;
    const info = types.get(name);
    return info === undefined ? { known: false, why: `AWS does not know the type ${name} (ec2:DescribeInstanceTypes)` } : known(hardwareOf(info, instance));
  };
};

/** What the machine's hardware is, by its instance type and its own options. */
export function hardwareOf(type: InstanceTypeInfo, instance: Instance): Hardware {
  return {
    vcpus: vcpusOf(type, instance),
    memoryMiB: type.MemoryInfo?.SizeInMiB ?? 0,
    // Only the type tells the truth: instances say "xen" on Nitro, too.
    hypervisor: type.Hypervisor ?? '',
    burstable: type.BurstablePerformanceSupported === true,
    instanceStore: type.InstanceStorageSupported === true,
    architectures: type.ProcessorInfo?.SupportedArchitectures ?? [],
    bareMetal: type.BareMetal === true,
    accelerators: acceleratorsOf(type),
    bootModes: type.SupportedBootModes ?? [],
  };
}

// An instance with CPU options of its own has fewer vCPUs than its type.
function vcpusOf(type: InstanceTypeInfo, instance: Instance): number {
  const own = (instance.CpuOptions?.CoreCount ?? 0) * (instance.CpuOptions?.ThreadsPerCore ?? 1);
  return own > 0 ? own : (type.VCpuInfo?.DefaultVCpus ?? 0);
}

type Device = { readonly Count?: number | undefined; readonly Name?: string | undefined };

function acceleratorsOf(type: InstanceTypeInfo): readonly string[] {
  const kinds: readonly (readonly [kind: string, devices: readonly Device[] | undefined])[] = [
    ['GPU', type.GpuInfo?.Gpus],
    ['FPGA', type.FpgaInfo?.Fpgas],
    ['inference chip', type.InferenceAcceleratorInfo?.Accelerators],
    ['Neuron device', type.NeuronInfo?.NeuronDevices],
    ['media accelerator', type.MediaAcceleratorInfo?.Accelerators],
  ];
  return kinds.flatMap(([kind, devices]) => (devices ?? []).map((device) => `${device.Count ?? 1} ${kind}${device.Name === undefined ? '' : ` ${device.Name}`}`));
}
