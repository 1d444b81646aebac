/** Proposes Azure sizes for a machine: at least as large as the source in every respect, closest first. */
import { bootModeOf } from './boot-mode.ts';
import type { Attested } from './finding.ts';
import type { Quota, SizeList, VmSize } from './infrastructure.ts';
import type { MachineFacts, Read } from './machine.ts';
import { generationOf, misfit, needOf, tooSmall, unusable, type Generation, type SizeNeed } from './sizing/need.ts';
import { overQuota, quotasOf } from './sizing/quota.ts';
import { byRank, candidate } from './sizing/rank.ts';

/** Up to three sizes, the best first; `whyNone` says what stood in the way when there are none. */
export type Suggestion = { readonly choices: readonly { readonly name: string; readonly reason: string }[]; readonly whyNone: string | null };

const SHOWN = 3;

type Asked = { readonly facts: MachineFacts; readonly list: SizeList; /** Null when they could not be read. */ readonly quotas: readonly Quota[] | null; /** Left out: what AWS shows of it. */ readonly generation?: Generation };

/** The three best sizes and why; never one that is smaller than the source. */
export function suggestSizes(o: Asked): Suggestion {
  const need = needOf(o.facts, o.generation === undefined ? generationOf(o.facts) : o.generation);
  if (need === null) return none('The hardware or the disks of the machine could not be read, so no size can be called large enough.');
  if (need.accelerators.length > 0) return none(`The machine has ${need.accelerators.join(', ')}: a size with accelerators (N series) has to be chosen by somebody who knows the workload.`);
  const fitting = o.list.sizes.filter((s) => misfit(s, need) === null && !overQuota(s, o.quotas ?? []));
  const ranked = fitting.map((s) => candidate(s, need)).filter((c) => c !== null).sort(byRank);
  const choices = ranked.slice(0, SHOWN).map(({ size }) => ({ name: size.name, reason: reasonFor(size, need, o) }));
  return choices.length > 0 ? { choices, whyNone: null } : none(whyNone(need, o));
}

/** What a check, a sum or a form has at hand to size a machine. */
export type SizingInput = {
  readonly facts: MachineFacts;
  readonly known: { readonly attested: ReadonlyMap<string, Attested> };
  readonly target: { readonly sizes: Read<SizeList>; readonly quotas: Read<readonly Quota[]> };
};

/** The same for what a check has at hand; without a list of sizes nothing is proposed. */
export function suggestionFor(input: SizingInput): Suggestion {
  const { sizes, quotas } = input.target;
  if (!sizes.known) return none(`The sizes on offer could not be read: ${sizes.why}`);
  return suggestSizes({ facts: input.facts, list: sizes.value, quotas: quotas.known ? quotas.value : null, generation: bootModeOf(input)?.generation ?? null });
}

/** The size a machine would get: the chosen one, else the best proposal whatever the quota says, because the quota is what is to be judged. */
export function sizeInQuestion(input: SizingInput & { readonly plan: { readonly size: string | null } }): VmSize | null {
  const { sizes } = input.target;
  if (!sizes.known) return null;
  const wanted = input.plan.size ?? suggestionFor({ ...input, target: { sizes, quotas: { known: true, value: [] } } }).choices[0]?.name;
  return sizes.value.sizes.find((s) => wanted !== undefined && s.name.toLowerCase() === wanted.toLowerCase()) ?? null;
}

function none(why: string): Suggestion {
  return { choices: [], whyNone: why };
}

function reasonFor(size: VmSize, need: SizeNeed, { facts, list, quotas }: Asked): string {
  const same = size.vcpus === need.vcpus && size.memoryGiB === need.memoryGiB;
  const power = `${size.vcpus} vCPU and ${size.memoryGiB} GiB, ${same ? `the same as ${facts.instanceType}` : `${facts.instanceType} has ${need.vcpus} and ${need.memoryGiB}`}`;
  const metal = need.bareMetal ? ['the source is bare metal, so vCPU and memory are all there is to compare'] : [];
  const room = `takes ${size.maxDataDisks} data disks and ${size.maxNics} network cards, ${need.dataDisks} and ${need.nics} are needed`;
  const quota = quotas === null ? null : quotasOf(size, quotas).family;
  const used = quota === null ? 'its quota could not be read' : `${quota.used} of ${quota.limit} vCPU of its family are used`;
  return [power, ...metal, room, used, ...sourceOf(list)].join('; ');
}

/** Where the sizes come from, when it is not Azure's live list. */
export function sourceOf(list: SizeList): readonly string[] {
  if (list.from === 'live') return [];
  return [`from a table of ${new Date(list.asOf).toISOString().slice(0, 10)}, because Azure's live list could not be read${list.whyTable === null ? '' : ` (${list.whyTable})`}`];
}

function whyNone(need: SizeNeed, { list: { sizes }, quotas }: Asked): string {
  const wanted = `${need.vcpus} vCPU, ${need.memoryGiB} GiB, ${need.dataDisks} data disks and ${need.nics} network cards`;
  const fitting = sizes.filter((s) => misfit(s, need) === null && candidate(s, need) !== null);
  const short = fitting.filter((s) => overQuota(s, quotas ?? []));
  if (short.length > 0) return `${short.length} sizes would hold ${wanted}, but the vCPU quota is used up: ${[...new Set(short.map((s) => s.family))].join(', ')}.`;
  const barred = sizes.filter((s) => unusable(s) !== null && tooSmall(s, need) === null);
  const hint = barred[0] === undefined ? '' : ` The nearest, ${barred[0].name}, is left out because ${unusable(barred[0]) ?? ''}.`;
  return `None of ${sizes.length} sizes holds ${wanted} on the machine's generation.${hint}`;
}
