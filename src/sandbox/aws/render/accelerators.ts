// The chips of an instance type as DescribeInstanceTypes shows them; the four kinds have four shapes.
import type { Accelerators } from '../../world/accelerators.ts';
import type { XmlObject } from '../xml.ts';

/** The elements for the chips that a type has. */
export function renderAccelerators({ gpu, fpga, inference, neuron }: Accelerators): XmlObject {
  return {
    gpuInfo: gpu && { gpus: [chip(gpu)], totalGpuMemoryInMiB: gpu.count * gpu.memoryMib },
    fpgaInfo: fpga && { fpgas: [chip(fpga)], totalFpgaMemoryInMiB: fpga.count * fpga.memoryMib },
    // The one list of the service whose members are not called item.
    inferenceAcceleratorInfo: inference && { accelerators: { member: chip(inference) }, totalInferenceMemoryInMiB: inference.count * inference.memoryMib },
    neuronInfo: neuron && {
      neuronDevices: [{ count: neuron.count, name: neuron.name, coreInfo: { count: neuron.cores, version: neuron.version }, memoryInfo: { sizeInMiB: neuron.memoryMib } }],
      totalNeuronDeviceMemoryInMiB: neuron.count * neuron.memoryMib,
    },
  };
}

type Chip = NonNullable<Accelerators['gpu']>;

function chip({ name, manufacturer, count, memoryMib }: Chip): XmlObject {
  return { name, manufacturer, count, memoryInfo: { sizeInMiB: memoryMib } };
}
