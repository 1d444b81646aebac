/** What a machine needs of a size, and why a size does not give it. */
import type { VmSize } from '../infrastructure.ts';
import type { MachineFacts } from '../machine.ts';

/** The Hyper-V generation that the source's firmware asks for; null when its boot mode is not known. */
export type Generation = 'V1' | 'V2' | null;

/** What the source has and the target must not have less of. */
export type SizeNeed = {
  readonly vcpus: number;
  readonly memoryGiB: number;
  readonly dataDisks: number;
  readonly nics: number;
  readonly burstable: boolean;
  readonly tempDisk: boolean;
  readonly amd: boolean;
  readonly bareMetal: boolean;
  /** GPUs and the like: no size is proposed for them, because another chip is another machine. */
  readonly accelerators: readonly string[];
  readonly generation: Generation;
};

const GENERATIONS: { readonly [mode: string]: Generation } = { uefi: 'V2', 'legacy-bios': 'V1' };

/** UEFI becomes generation 2, BIOS generation 1; without a word of AWS a type that boots one way only tells it. A mere preference proves nothing. */
export function generationOf(facts: Pick<MachineFacts, 'bootMode' | 'hardware'>): Generation {
  const booted = GENERATIONS[facts.bootMode ?? ''] ?? null;
  if (booted !== null || !facts.hardware.known) return booted;
  const { bootModes } = facts.hardware.value;
  return bootModes.length === 1 ? (GENERATIONS[bootModes[0] ?? ''] ?? null) : null;
}

// The processor's letter follows the number: m5a, c5ad, t3a.
const AMD_TYPE = /^[a-z]+\d+a/;

/** What a machine needs; null when its hardware or its disks could not be read. */
export function needOf(facts: MachineFacts, generation: Generation = generationOf(facts)): SizeNeed | null {
  if (!facts.hardware.known || !facts.disks.known) return null;
  const { vcpus, memoryMiB, burstable, instanceStore, bareMetal, accelerators } = facts.hardware.value;
  const dataDisks = facts.disks.value.filter((d) => !d.isRoot).length;
  return { vcpus, memoryGiB: memoryMiB / 1024, dataDisks, nics: facts.nics.length, burstable, tempDisk: instanceStore, amd: AMD_TYPE.test(facts.instanceType), bareMetal, accelerators, generation };
}

/** Why a size cannot take the machine, in a few words; null when it can. Smaller vCPU or memory is a reason too. */
export function misfit(size: VmSize, need: SizeNeed): string | null {
  return unusable(size) ?? wrongGeneration(size, need.generation) ?? tooSmall(size, need);
}

/** Why the size cannot be used by any machine that Site Recovery brings. */
export function unusable(size: VmSize): string | null {
  if (size.restricted !== null) return `it is not offered here (${size.restricted})`;
  if (!/^x64$|^x86_64$/i.test(size.architecture)) return `its processors are ${size.architecture}`;
  return size.nvmeOnly ? 'it shows disks as NVMe only' : null;
}

/** Why the size cannot boot the machine; an unknown generation has to fit both ways. */
export function wrongGeneration(size: Pick<VmSize, 'generations'>, generation: Generation): string | null {
  const wanted = generation === null ? (['V1', 'V2'] as const) : [generation];
  const missing = wanted.filter((g) => !size.generations.includes(g));
  return missing.length === 0 ? null : `it does not run generation ${missing.map((g) => g.slice(1)).join(' and ')}`;
}

/** What a size is asked for; both Azure's list and Site Recovery's own offer answer it. */
type Room = Pick<VmSize, 'vcpus' | 'memoryGiB' | 'maxDataDisks' | 'maxNics'>;

/** Why the size is smaller than the source. */
export function tooSmall(size: Room, need: SizeNeed): string | null {
  return tooWeak(size, need) ?? tooNarrow(size, need);
}

/** Less vCPU or memory than the source has: a person may mean that. */
export function tooWeak(size: Room, need: SizeNeed): string | null {
  if (size.vcpus < need.vcpus) return `it has ${size.vcpus} of ${need.vcpus} vCPU`;
  return size.memoryGiB < need.memoryGiB ? `it has ${size.memoryGiB} of ${need.memoryGiB} GiB memory` : null;
}

/** Room for fewer disks or network cards than the source has: nothing can be left behind. */
export function tooNarrow(size: Room, need: SizeNeed): string | null {
  if (size.maxDataDisks < need.dataDisks) return `it takes ${size.maxDataDisks} of ${need.dataDisks} data disks`;
  return size.maxNics < need.nics ? `it takes ${size.maxNics} of ${need.nics} network cards` : null;
}
