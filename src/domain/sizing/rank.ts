/** Which of the sizes that fit comes first. */
import type { VmSize } from '../infrastructure.ts';
import type { SizeNeed } from './need.ts';

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

/** A size with its rank, smaller being better: closest in vCPU and memory, then burstable for burstable, the same kind of temporary disk, the same make, the newest. */
export function candidate(size: VmSize, need: SizeNeed): Candidate | null {
  const kind = series(size);
  if (kind === null || !size.premium || (kind.letter === 'B' && !need.burstable)) return null;
  const surplus = size.vcpus / need.vcpus + size.memoryGiB / need.memoryGiB;
  return { size, rank: [surplus, kind.letter === 'B' ? 0 : 1, size.tempDisk === need.tempDisk ? 0 : 1, kind.amd === need.amd ? 0 : 1, -kind.version] };
}

/** Best first; names decide between equals, so that the order is always the same. */
export function byRank(a: Candidate, b: Candidate): number {
  for (const [i, mine] of a.rank.entries()) {
    const difference = mine - (b.rank[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.size.name < b.size.name ? -1 : 1;
}
