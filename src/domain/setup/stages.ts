import type { Migration, Phase } from '../migration/types.ts';
import type { SetupFacts, SetupStep, Tally } from './types.ts';

/** The steps that each machine takes for itself. */
const STAGES = ['mobility', 'replication', 'test', 'failover', 'complete'] as const;
export type Stage = (typeof STAGES)[number];

type Progress = 'done' | 'waiting' | 'todo';
type Row = { readonly [S in Stage]: Progress };

const NOTHING: Row = { mobility: 'todo', replication: 'todo', test: 'todo', failover: 'todo', complete: 'todo' };
const REPLICATING: Row = { ...NOTHING, mobility: 'done', replication: 'done' };
const TESTED: Row = { ...REPLICATING, test: 'done' };
const IN_AZURE: Row = { ...TESTED, failover: 'done' };

/** How far a phase is in each step; `todo` also where a person has to act, `waiting` only where time or Ferry brings it on. */
const PROGRESS: { readonly [P in Phase]: Row } = {
  enabling: { ...NOTHING, mobility: 'waiting', replication: 'waiting' },
  seeding: { ...NOTHING, mobility: 'done', replication: 'waiting' },
  protected: REPLICATING,
  testing: { ...REPLICATING, test: 'waiting' },
  'test-review': REPLICATING,
  'cleaning-test': { ...REPLICATING, test: 'waiting' },
  tested: TESTED,
  'awaiting-approval': TESTED,
  quiescing: TESTED,
  draining: { ...TESTED, failover: 'waiting' },
  'stopping-source': { ...TESTED, failover: 'waiting' },
  'source-stopped': { ...TESTED, failover: 'waiting' },
  'failing-over': { ...TESTED, failover: 'waiting' },
  'in-azure': IN_AZURE,
  accepted: IN_AZURE,
  completing: { ...IN_AZURE, complete: 'waiting' },
  migrated: { ...IN_AZURE, complete: 'done' },
  'rolling-back': { ...NOTHING, mobility: 'done' },
  'rolled-back': NOTHING,
  abandoned: NOTHING,
};

/** How far one machine is in a step. A machine that is stuck or paused waits for a person, not for time. */
function progress(m: Migration | undefined, stage: Stage): Progress {
  if (m === undefined) return 'todo';
  const at = PROGRESS[m.position.phase][stage];
  return at === 'waiting' && isTroubled(m) ? 'todo' : at;
}

/** The step that a machine is at: the first that is not done. */
function firstOpen(m: Migration): Stage | null {
  return STAGES.find((stage) => progress(m, stage) !== 'done') ?? null;
}

function isTroubled(m: Migration): boolean {
  return m.stuck !== null || m.drift !== null;
}

/** The step over all machines of the scope. */
export function stageStep(facts: SetupFacts, stage: Stage): SetupStep {
  const rows = facts.machines.map(({ instanceId, name }) => ({ name, migration: facts.migrations.get(instanceId) }));
  const at = (p: Progress): number => rows.filter((r) => progress(r.migration, stage) === p).length;
  const tally: Tally = { all: rows.length, done: at('done'), waiting: at('waiting'), todo: at('todo'), unknown: 0 };
  const troubled = rows.filter((r) => r.migration !== undefined && isTroubled(r.migration) && firstOpen(r.migration) === stage).map((r) => r.name);
  return { id: stage, state: stateOf(tally), evidence: { kind: 'stage', tally, troubled }, curer: null, remedy: null };
}

/** The state of a step over many machines: nothing is done before all of it is. */
export function stateOf(t: Tally): SetupStep['state'] {
  if (t.all === 0) return 'unknown';
  if (t.todo > 0) return 'todo';
  if (t.unknown > 0) return 'unknown';
  return t.waiting > 0 ? 'waiting' : 'done';
}
