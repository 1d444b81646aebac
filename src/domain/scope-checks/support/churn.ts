import type { ScopeInput } from '../types.ts';

/** Changes a day over the selection and its rivals: known ones and assumed ones apart, and how many machines each rests on. */
export type Churn = { readonly known: number; readonly assumed: number; /** Machines whose churn is assumed. */ readonly guessed: number; /** Machines of which neither churn nor disks are known. */ readonly blind: number };

const GIB = 1024 ** 3;
const NOTHING: Churn = { known: 0, assumed: 0, guessed: 0, blind: 0 };

/** What was said or measured counts; where nobody knows, a share of the disks does. */
export function churnOf(input: ScopeInput): Churn {
  const { members, rivals, churn, common } = input;
  const share = common.profile.limits.assumedChurnPercent / 100;
  const mine = members.map(({ input: { facts } }): Churn => {
    const bytes = churn.get(facts.instanceId);
    if (bytes !== undefined) return { ...NOTHING, known: bytes };
    if (!facts.disks.known) return { ...NOTHING, blind: 1 };
    return { ...NOTHING, assumed: facts.disks.value.reduce((sum, d) => sum + d.sizeGiB, 0) * GIB * share, guessed: 1 };
  });
  const theirs = rivals.filter((r) => !r.inAzure && r.churnBytesPerDay !== null).map((r): Churn => ({ ...NOTHING, known: r.churnBytesPerDay ?? 0 }));
  return [...mine, ...theirs].reduce((a, b) => ({ known: a.known + b.known, assumed: a.assumed + b.assumed, guessed: a.guessed + b.guessed, blind: a.blind + b.blind }), NOTHING);
}
