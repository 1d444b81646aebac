/** Proposes Azure sizes for a machine: at least as large as the source in every respect, closest first. */
import type { Quota, VmSize } from './infrastructure.ts';
import type { MachineFacts } from './machine.ts';

/** The Hyper-V generation that the source's firmware asks for; null when its boot mode is not known. */
type Generation = 'V1' | 'V2' | null;

/** What the source has and the target must not have less of. */
export type Need = { readonly vcpus: number; readonly memoryGiB: number; readonly dataDisks: number; readonly nics: number; readonly burstable: boolean; readonly tempDisk: boolean; readonly amd: boolean; readonly generation: Generation };

/** Up to three sizes, the best first; `whyNone` says what stood in the way when there are none. */
type Suggestion = { readonly choices: readonly { readonly name: string; readonly reason: string }[]; readonly whyNone: string | null };

const SHOWN = 3;

/** UEFI becomes generation 2, BIOS generation 1; anything else proves nothing. */
export function generationOf(facts: Pick<MachineFacts, 'bootMode'>): Generation {
  if (facts.bootMode === 'uefi') return 'V2';
  return facts.bootMode === 'legacy-bios' ? 'V1' : null;
}

// The processor's letter follows the number: m5a, c5ad, t3a.
const AMD_TYPE = /^[a-z]+\d+a/;

/** What a machine needs; null when its hardware or its disks could not be read. */
export function needOf(facts: MachineFacts, generation: Generation): Need | null {
  if (!facts.hardware.known || !facts.disks.known) return null;
  const { vcpus, memoryMiB, burstable, instanceStore } = facts.hardware.value;
  return { vcpus, memoryGiB: memoryMiB / 1024, dataDisks: facts.disks.value.filter((d) => !d.isRoot).length, nics: facts.networkInterfaces, burstable, tempDisk: instanceStore, amd: AMD_TYPE.test(facts.instanceType), generation };
}

/** Why a size cannot take the machine, in a few words; null when it can. Smaller vCPU or memory is a reason too. */
function misfit(size: VmSize, need: Need): string | null {
  return unusable(size) ?? wrongGeneration(size, need.generation) ?? tooSmall(size, need);
}

/** Why the size cannot be used by any machine that Site Recovery brings. */
export function unusable(size: VmSize): string | null {
  if (size.restricted !== null) return `it is not offered here (${size.restricted})`;
  if (!/^x64$|^x86_64$/i.test(size.architecture)) return `its processors are ${size.architecture}`;
  return size.nvmeOnly ? 'it shows disks as NVMe only' : null;
}

/** Why the size cannot boot the machine; an unknown generation has to fit both ways. */
export function wrongGeneration(size: VmSize, generation: Generation): string | null {
  const wanted = generation === null ? (['V1', 'V2'] as const) : [generation];
  const missing = wanted.filter((g) => !size.generations.includes(g));
  return missing.length === 0 ? null : `it does not run generation ${missing.map((g) => g.slice(1)).join(' and ')}`;
}

/** Why the size is smaller than the source. */
export function tooSmall(size: VmSize, need: Need): string | null {
  if (size.vcpus < need.vcpus) return `it has ${size.vcpus} of ${need.vcpus} vCPU`;
  if (size.memoryGiB < need.memoryGiB) return `it has ${size.memoryGiB} of ${need.memoryGiB} GiB memory`;
  if (size.maxDataDisks < need.dataDisks) return `it takes ${size.maxDataDisks} of ${need.dataDisks} data disks`;
  return size.maxNics < need.nics ? `it takes ${size.maxNics} of ${need.nics} network cards` : null;
}

/** The quotas a size counts against: its family and the regional total. Names are compared without case because Azure varies it. */
export function quotasOf(size: VmSize, quotas: readonly Quota[]): { readonly family: Quota | null; readonly total: Quota | null } {
  const named = (name: string): Quota | null => quotas.find((q) => q.name.toLowerCase() === name.toLowerCase()) ?? null;
  return { family: named(size.family), total: named('cores') };
}

function overQuota(size: VmSize, quotas: readonly Quota[]): boolean {
  const { family, total } = quotasOf(size, quotas);
  return [family, total].some((q) => q !== null && q.limit - q.used < size.vcpus);
}

// General purpose, compute, memory and burstable series; GPU, storage, HPC, confidential and constrained-core sizes need a person who knows why.
const SERIES = /^Standard_([BDEFM])(\d+)([a-z]*)(?:_\d+)?(?:_v(\d+))?$/;

type Series = { readonly letter: string; readonly amd: boolean; readonly version: number };

function series(size: VmSize): Series | null {
  const found = SERIES.exec(size.name);
  const features = found?.[3] ?? '';
  // An i stands for a size that fills a whole host.
  if (found === null || features.includes('i')) return null;
  return { letter: found[1] ?? '', amd: features.startsWith('a'), version: Number(found[4] ?? '1') };
}

type Candidate = { readonly size: VmSize; readonly rank: readonly number[] };

function candidate(size: VmSize, need: Need): Candidate | null {
  const kind = series(size);
  if (kind === null || !size.premium || (kind.letter === 'B' && !need.burstable)) return null;
  const surplus = size.vcpus / need.vcpus + size.memoryGiB / need.memoryGiB;
  return { size, rank: [surplus, kind.letter === 'B' ? 0 : 1, size.tempDisk === need.tempDisk ? 0 : 1, kind.amd === need.amd ? 0 : 1, -kind.version] };
}

function byRank(a: Candidate, b: Candidate): number {
  for (const [i, mine] of a.rank.entries()) {
    const difference = mine - (b.rank[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.size.name < b.size.name ? -1 : 1;
}

function reasonFor(size: VmSize, o: { readonly need: Need; readonly type: string; readonly quotas: readonly Quota[] | null }): string {
  const { need } = o;
  const same = size.vcpus === need.vcpus && size.memoryGiB === need.memoryGiB;
  const power = `${size.vcpus} vCPU and ${size.memoryGiB} GiB, ${same ? `the same as ${o.type}` : `${o.type} has ${need.vcpus} and ${need.memoryGiB}`}`;
  const room = `takes ${size.maxDataDisks} data disks and ${size.maxNics} network cards, ${need.dataDisks} and ${need.nics} are needed`;
  const quota = o.quotas === null ? null : quotasOf(size, o.quotas).family;
  return [power, room, quota === null ? 'its quota could not be read' : `${quota.used} of ${quota.limit} vCPU of its family are used`].join('; ');
}

function whyNone(sizes: readonly VmSize[], need: Need, quotas: readonly Quota[] | null): string {
  const wanted = `${need.vcpus} vCPU, ${need.memoryGiB} GiB, ${need.dataDisks} data disks and ${need.nics} network cards`;
  const fitting = sizes.filter((s) => misfit(s, need) === null && candidate(s, need) !== null);
  const short = fitting.filter((s) => overQuota(s, quotas ?? []));
  if (short.length > 0) return `${short.length} sizes would hold ${wanted}, but the vCPU quota is used up: ${[...new Set(short.map((s) => s.family))].join(', ')}.`;
  const barred = sizes.filter((s) => unusable(s) !== null && tooSmall(s, need) === null);
  const hint = barred[0] === undefined ? '' : ` The nearest, ${barred[0].name}, is left out because ${unusable(barred[0]) ?? ''}.`;
  return `None of ${sizes.length} sizes holds ${wanted} on the machine's generation.${hint}`;
}

/** The three best sizes and why; never one that is smaller than the source. `quotas: null` means that they could not be read. */
export function suggestSizes(o: { readonly facts: MachineFacts; readonly sizes: readonly VmSize[]; readonly quotas: readonly Quota[] | null; readonly generation: Generation }): Suggestion {
  const need = needOf(o.facts, o.generation);
  if (need === null) return { choices: [], whyNone: 'The hardware or the disks of the machine could not be read, so no size can be called large enough.' };
  const quotas = o.quotas ?? [];
  const fitting = o.sizes.filter((s) => misfit(s, need) === null && !overQuota(s, quotas));
  const ranked = fitting.map((s) => candidate(s, need)).filter((c) => c !== null).sort(byRank);
  const choices = ranked.slice(0, SHOWN).map(({ size }) => ({ name: size.name, reason: reasonFor(size, { need, type: o.facts.instanceType, quotas: o.quotas }) }));
  return { choices, whyNone: choices.length > 0 ? null : whyNone(o.sizes, need, o.quotas) };
}
