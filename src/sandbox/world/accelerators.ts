// Chips that some instance types have beside their processors.

type Chip = { readonly name: string; readonly manufacturer: string; readonly count: number; readonly memoryMib: number };

/** What is absent, the type does not have. */
export type Accelerators = { readonly gpu?: Chip; readonly fpga?: Chip; readonly inference?: Chip; readonly neuron?: Chip & { readonly cores: number; readonly version: number } };

/** Types with chips, by their name. */
export const accelerators: ReadonlyMap<string, Accelerators> = new Map<string, Accelerators>([
  ['g4dn.xlarge', { gpu: { name: 'T4', manufacturer: 'NVIDIA', count: 1, memoryMib: 16_384 } }],
  ['f2.6xlarge', { fpga: { name: 'Virtex UltraScale+ VU47P', manufacturer: 'AMD', count: 1, memoryMib: 81_920 } }],
  [
    'inf1.xlarge',
    {
      inference: { name: 'Inferentia', manufacturer: 'AWS', count: 1, memoryMib: 8192 },
      neuron: { name: 'Inferentia', manufacturer: 'AWS', count: 1, memoryMib: 8192, cores: 4, version: 1 },
    },
  ],
  ['inf2.xlarge', { neuron: { name: 'Inferentia2', manufacturer: 'AWS', count: 1, memoryMib: 32_768, cores: 2, version: 2 } }],
]);
