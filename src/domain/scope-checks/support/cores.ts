/** How many vCPU the selection needs in Azure, by the family of the size that each machine gets. */
import type { VmSize } from '../../infrastructure.ts';
import type { Member, Rival, ScopeInput } from '../types.ts';
import { isInAzure, sizeNamed } from './members.ts';

/** What is needed of one family; `tests` is the part for test machines that run beside their machines. */
export type FamilyNeed = { readonly family: string; readonly cores: number; readonly tests: number; readonly members: number; readonly rivals: readonly Rival[] };

/** All of it; `unsized` are machines for which no size is known, so their need is missing in the figures. */
export type CoreNeed = { readonly families: readonly FamilyNeed[]; readonly unsized: readonly string[] };

type Entry = { readonly size: VmSize; readonly cores: number; readonly tests: number; readonly rival: Rival | null };

// A machine that was replicated and tested needs no test machine any more; one in Azure is in the quota's own figure.
function memberEntry(m: Member, size: VmSize): Entry {
  if (isInAzure(m)) return { size, cores: 0, tests: 0, rival: null };
  const tests = m.input.phase === 'failover' && m.input.known.test?.works === true ? 0 : size.vcpus;
  return { size, cores: size.vcpus + tests, tests, rival: null };
}

/** The need by family, in the order of their names. */
export function coreNeed({ members, rivals }: Pick<ScopeInput, 'members' | 'rivals'>, sizes: readonly VmSize[]): CoreNeed {
  const entries: Entry[] = [];
  const unsized: string[] = [];
  for (const m of members) {
    const size = sizeNamed(sizes, m.size);
    if (size === null) unsized.push(m.input.facts.name);
    else entries.push(memberEntry(m, size));
  }
  for (const r of rivals.filter((one) => !one.inAzure)) {
    const size = sizeNamed(sizes, r.size);
    if (size === null) unsized.push(r.name);
    else entries.push({ size, cores: size.vcpus, tests: 0, rival: r });
  }
  return { families: byFamily(entries), unsized };
}

function byFamily(entries: readonly Entry[]): readonly FamilyNeed[] {
  const names = [...new Set(entries.map((e) => e.size.family.toLowerCase()))].sort();
  return names.map((name) => {
    const mine = entries.filter((e) => e.size.family.toLowerCase() === name);
    const rivals = mine.flatMap((e) => (e.rival === null ? [] : [e.rival]));
    const sum = (figure: (e: Entry) => number): number => mine.reduce((all, e) => all + figure(e), 0);
    return { family: mine[0]?.size.family ?? name, cores: sum((e) => e.cores), tests: sum((e) => e.tests), members: mine.length - rivals.length, rivals };
  });
}
