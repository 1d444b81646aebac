/** How far a wave is, counted: what its card and its line on a board say. Pure. */
import type { Phase } from '../domain/migration/types.ts';
import type { WaveRow, WaveView } from '../usecases/wave-types.ts';
import { asksSomebody, standing } from './standing.ts';

/** The rungs that people count: each machine stands on exactly one. */
export const RUNGS = ['idle', 'copying', 'ready', 'tested', 'moving', 'azure', 'completed'] as const;
export type Rung = (typeof RUNGS)[number];

const RUNG: { readonly [P in Phase]: Rung } = {
  enabling: 'copying', seeding: 'copying', protected: 'ready', testing: 'ready', 'test-review': 'ready', 'cleaning-test': 'ready', tested: 'tested', 'awaiting-approval': 'tested',
  quiescing: 'moving', draining: 'moving', 'stopping-source': 'moving', 'source-stopped': 'moving', 'failing-over': 'moving', 'in-azure': 'azure', accepted: 'azure', completing: 'azure', migrated: 'completed',
  'rolling-back': 'moving', 'rolled-back': 'idle', abandoned: 'idle',
};

export type Counts = { readonly all: number; readonly rungs: { readonly [R in Rung]: number }; readonly trouble: number; readonly needed: number };

/** Which rung a machine of a wave stands on. */
export function rungOf(row: WaveRow): Rung {
  return row.status === null ? 'idle' : RUNG[row.status.migration.position.phase];
}

/** Machines by rung, and how many of them wait for help or for a person. */
export function countsOf(rows: readonly WaveRow[]): Counts {
  const rungs = Object.fromEntries(RUNGS.map((r) => [r, rows.filter((row) => rungOf(row) === r).length])) as { [R in Rung]: number };
  const started = rows.flatMap((r) => (r.status === null ? [] : [r.status.migration]));
  return { all: rows.length, rungs, trouble: started.filter((m) => standing(m) === 'trouble').length, needed: started.filter(asksSomebody).length };
}

/** Machines that run in Azure, completed ones among them. */
export function inAzure(c: Counts): number {
  return c.rungs.azure + c.rungs.completed;
}

/** Where the wave stands as a whole. */
export type WaveState = 'closed' | 'empty' | 'completed' | 'in-azure' | 'moving' | 'asked' | 'approved' | 'tested' | 'replicating' | 'planned';

/** What stands first on its card. */
export function waveState(view: WaveView): WaveState {
  const { wave, approval, rows } = view;
  const c = countsOf(rows);
  if (wave.closed !== null) return 'closed';
  if (c.all === 0) return 'empty';
  return stateOf(c, approval);
}

function stateOf(c: Counts, approval: WaveView['approval']): WaveState {
  if (c.rungs.completed === c.all) return 'completed';
  if (approval?.status === 'running' || c.rungs.moving > 0) return 'moving';
  if (inAzure(c) === c.all) return 'in-azure';
  if (approval !== null) return approval.status === 'approved' ? 'approved' : 'asked';
  if (c.rungs.tested === c.all) return 'tested';
  return c.rungs.idle === c.all ? 'planned' : 'replicating';
}

/** The groups of the wave in their order. */
export function groupsOf(rows: readonly WaveRow[]): readonly { readonly group: number; readonly rows: readonly WaveRow[] }[] {
  const numbers = [...new Set(rows.map((r) => r.member.group))].toSorted((a, b) => a - b);
  return numbers.map((group) => ({ group, rows: rows.filter((r) => r.member.group === group) }));
}
