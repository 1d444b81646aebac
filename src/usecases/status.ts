import { dossierIdOf } from '../domain/dossier/types.ts';
import type { ApprovalId, MigrationId } from '../domain/ids.ts';
import type { Migration } from '../domain/migration/types.ts';
import { isOrphan } from '../domain/source-guard/guard.ts';
import type { Recorded, Stored } from '../ports/changes.ts';
import { derived } from './derived.ts';
import { machineOutlook } from './forecast.ts';
import { holdAllOf } from './holds.ts';
import type { Deps } from './deps.ts';
import type { MachineStatus, UseCases } from './types.ts';

/** Lower comes first: what needs a person before what runs by itself before what is over. */
const URGENCY: { readonly [P in Migration['position']['phase']]: number } = {
  'awaiting-approval': 1,
  quiescing: 1,
  'test-review': 1,
  'in-azure': 1,
  accepted: 1,
  'source-stopped': 2,
  'failing-over': 2,
  'stopping-source': 2,
  draining: 2,
  completing: 2,
  'rolling-back': 2,
  testing: 3,
  'cleaning-test': 3,
  tested: 4,
  protected: 4,
  enabling: 5,
  seeding: 5,
  'rolled-back': 8,
  migrated: 9,
  abandoned: 9,
};

function urgency(m: Migration): number {
  return m.stuck !== null || m.drift !== null || isOrphan(m) ? 0 : URGENCY[m.position.phase];
}

/** web-2 before web-10; one for all, because making one costs as much as sorting a hundred names. */
const NAMES = new Intl.Collator('en', { numeric: true });

/** Those that need a person first, then by name. */
function byUrgency(a: Migration, b: Migration): number {
  return urgency(a) - urgency(b) || NAMES.compare(a.name, b.name);
}

/** The same where it is known what is at risk: that needs somebody before it is missed. */
export function byRisk(a: Pick<MachineStatus, 'migration' | 'risks'>, b: Pick<MachineStatus, 'migration' | 'risks'>): number {
  return needOf(a) - needOf(b) || NAMES.compare(a.migration.name, b.migration.name);
}

function needOf({ migration, risks = [] }: Pick<MachineStatus, 'migration' | 'risks'>): number {
  return risks.length > 0 ? Math.min(1, urgency(migration)) : urgency(migration);
}

/** What was asked for last: a completion or a rollback comes after the cutover. */
function currentApproval({ position: p, request }: Migration): ApprovalId | null {
  return request?.approvalId ?? ('approvalId' in p ? p.approvalId : null);
}

/** The use cases that only look; they never read the clouds, so they answer at once. */
export function makeStatus(d: Pick<Deps, 'store' | 'clock'>): Pick<UseCases, 'status' | 'board' | 'history'> {
  const inOrder = derived((all: readonly Stored<Migration>[]) => all.map((s) => s.state).toSorted(byUrgency));

  async function status(id: MigrationId): Promise<MachineStatus | null> {
    const stored = await d.store.migration(id);
    if (stored === null) return null;
    const approvalId = currentApproval(stored.state);
    const [live, approval, dossier, holdAll] = await Promise.all([d.store.live(id), approvalId === null ? null : d.store.approval(approvalId), d.store.dossier(dossierIdOf(stored.state.instanceId)), holdAllOf({ store: d.store, scope: { name: stored.state.scope } })]);
    const now = d.clock.now();
    const outlook = await machineOutlook(d, stored.state, live);
    return { migration: stored.state, live, approval: approval?.state ?? null, now, letPass: (dossier?.state.overrides ?? []).filter((o) => o.until > now), holdAll, outlook };
  }

  async function board(): Promise<readonly MachineStatus[]> {
    const [migrations, lives] = await Promise.all([d.store.migrations({ open: false }), d.store.lives()]);
    const now = d.clock.now();
    const [first] = migrations;
    const holdAll = first === undefined ? null : await holdAllOf({ store: d.store, scope: { name: first.state.scope } });
    return inOrder(migrations).map((migration) => ({ migration, live: lives.get(migration.id) ?? null, approval: null, now, holdAll }));
  }

  async function history(id: MigrationId): Promise<readonly Recorded[]> {
    const own = await d.store.events(id);
    const approvals = new Set(own.flatMap((r) => ('approvalId' in r.event ? [r.event.approvalId] : [])));
    // What was answered, let pass and added for the machine is part of how it came here.
    const dossier = (await d.store.migration(id))?.state.instanceId;
    const others = await Promise.all([...approvals, ...(dossier === undefined ? [] : [dossierIdOf(dossier)])].map((stream) => d.store.events(stream)));
    return [...own, ...others.flat()].toSorted((a, b) => a.position - b.position);
  }

  return { status, board, history };
}
