/** How far a wave has come: what is told once for all of its machines instead of once for each. */
import type { Migration, Phase } from '../migration/types.ts';

/** What a wave, or each group of it, reaches together. */
export const STAGES = ['protected', 'tested', 'in-azure', 'accepted', 'migrated'] as const;
export type Stage = (typeof STAGES)[number];

/** Failovers go group by group; everything else is told for the wave as a whole. */
export const BY_GROUP: ReadonlySet<Stage> = new Set(['in-azure']);

const RANK: { readonly [P in Phase]: number } = {
  enabling: 0, seeding: 0, protected: 1, testing: 1, 'test-review': 1, 'cleaning-test': 1, tested: 2, 'awaiting-approval': 2, quiescing: 2, draining: 2, 'stopping-source': 2, 'source-stopped': 2,
  'failing-over': 2, 'in-azure': 3, accepted: 4, completing: 4, migrated: 5, 'rolling-back': 0, 'rolled-back': 0, abandoned: 0,
};

/** A machine of the wave; `migration` is null before it is replicated. */
export type Traveller = { readonly name: string; readonly group: number; readonly migration: Migration | null };

/** Told when every machine that can go on has got there; `without` are the others. Null while somebody is still on the way. */
export function reached(machines: readonly Traveller[], stage: Stage): { readonly n: number; readonly of: number; readonly without: readonly string[] } | null {
  const there = machines.filter((m) => hasReached(m, stage));
  const others = machines.filter((m) => !hasReached(m, stage));
  if (there.length === 0 || others.some((m) => isUnderWay(m))) return null;
  return { n: there.length, of: machines.length, without: others.map((m) => m.name) };
}

/** A cutover without a test begins at `protected`: such a machine was not tested, however far it has come. */
function hasReached({ migration: m }: Traveller, stage: Stage): boolean {
  if (m === null) return false;
  if (stage === 'tested') return m.verdict?.works === true && RANK[m.position.phase] >= 2;
  return RANK[m.position.phase] >= STAGES.indexOf(stage) + 1;
}

const AWAY: ReadonlySet<Phase> = new Set(['rolling-back', 'rolled-back', 'abandoned']);

/** Whoever is held, paused, gone back or not begun does not keep the others waiting. */
function isUnderWay({ migration: m }: Traveller): boolean {
  return m !== null && (m.hold ?? null) === null && m.drift === null && m.sourceLost === undefined && !AWAY.has(m.position.phase);
}
