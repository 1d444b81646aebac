/** Who has to move next for a machine, and the sign that says so beside the words. */
import { isAskedToStop } from '../domain/migration/decide.ts';
import { isHeld } from '../domain/migration/held.ts';
import type { Migration, Phase } from '../domain/migration/types.ts';
import { isOrphan } from '../domain/source-guard/guard.ts';

type Standing = 'trouble' | 'person' | 'working' | 'ended';

const BY_PHASE: { readonly [P in Phase]: Standing } = {
  enabling: 'working', seeding: 'working', protected: 'person', testing: 'working', 'test-review': 'person', 'cleaning-test': 'working', tested: 'person',
  'awaiting-approval': 'person', quiescing: 'person', draining: 'working', 'stopping-source': 'working', 'source-stopped': 'working', 'failing-over': 'working',
  'in-azure': 'person', accepted: 'person', completing: 'working', migrated: 'ended', 'rolling-back': 'working', 'rolled-back': 'ended', abandoned: 'ended',
};

const ORDER: readonly Standing[] = ['trouble', 'person', 'working', 'ended'];

/** Whether the machine waits for help, for a person, for a cloud, or for nothing. */
export function standing(m: Migration): Standing {
  if (m.stuck !== null || m.drift !== null || isOrphan(m)) return 'trouble';
  if (isHeld(m) || isAskedToStop(m)) return 'person';
  // Approved and waiting for its time: nobody has anything to do.
  return m.position.phase === 'awaiting-approval' && m.position.approvedAt !== undefined ? 'working' : BY_PHASE[m.position.phase];
}

/** Whether somebody has something to do; what goes on by itself, and what has ended, asks nobody. */
export function asksSomebody(m: Migration): boolean {
  return standing(m) === 'person' || standing(m) === 'trouble';
}

/** The sign of a machine's state; the words always stand beside it. */
export function icon(m: Migration): string {
  if (m.stuck !== null) return '⛔';
  if (m.drift !== null) return '⚠';
  if (isOrphan(m)) return '⛔';
  if (isHeld(m)) return '⏸';
  if (m.position.phase === 'migrated') return '✅';
  return { trouble: '⚠', person: '✋', working: '⏳', ended: '↩' }[standing(m)];
}

/** Those that need somebody first, and what is at risk with them; the given order is kept among equals. */
export function urgentFirst<T extends Row>(rows: readonly T[]): readonly T[] {
  return rows.toSorted((a, b) => rankOf(a) - rankOf(b));
}

type Row = { readonly migration: Migration; readonly risks?: readonly unknown[] };

function rankOf({ migration, risks = [] }: Row): number {
  const rank = ORDER.indexOf(standing(migration));
  return risks.length > 0 ? Math.min(rank, ORDER.indexOf('person')) : rank;
}

/** The sign of a row that says what is at risk: nobody is asked yet, and it is not to be left to itself either. */
export function rowIcon({ migration, risks = [] }: Row): string {
  return risks.length > 0 && standing(migration) === 'working' ? '⚠' : icon(migration);
}
