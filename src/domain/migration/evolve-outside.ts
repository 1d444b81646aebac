import type { Actor } from '../person.ts';
import { unreachable } from '../result.ts';
import type { TargetPlan } from '../scope.ts';
import type { SourceSnapshot } from '../source-guard/types.ts';
import type { Instant } from '../time.ts';
import { restingPhase } from './resting.ts';
import type { AdoptionOutcome, Drift, Migration, MigrationEvent, SettingChange } from './types.ts';

type Happened = { readonly event: MigrationEvent; readonly at: Instant; readonly actor: Actor };

/** Applies what was done outside Ferry, and what became of it; null for every other event. */
export function applyOutside(m: Migration, h: Happened): Migration | null {
  return applyDrift(m, h) ?? applySource(m, h);
}

function applyDrift(m: Migration, { event, at, actor }: Happened): Migration | null {
  switch (event.type) {
    case 'Drifted':
      return { ...m, stuck: null, drift: { ...event.drift, since: at } };
    case 'AdoptionAsked':
      return wished(m, { adopting: { by: actor, at } });
    case 'DriftKept':
      return wished(m, { kept: { by: actor, at } });
    case 'DriftAttributed':
      return changed(m, { by: event.by });
    case 'DriftAdopted':
      return adopted({ ...m, drift: null, pending: null, stuck: null }, at, event.outcome ?? asBefore(m));
    default:
      return null;
  }
}

function changed(m: Migration, change: Pick<Drift, 'by'>): Migration {
  return m.drift === null ? m : { ...m, drift: { ...m.drift, ...change } };
}

/** The later of two wishes counts. */
function wished(m: Migration, wish: Pick<Drift, 'adopting' | 'kept'>): Migration {
  if (m.drift === null) return m;
  const { adopting: _adopting, kept: _kept, ...drift } = m.drift;
  return { ...m, drift: { ...drift, ...wish } };
}

/** An older Ferry moved the machine at once, by what had been seen. */
function asBefore(m: Migration): AdoptionOutcome {
  const { phase } = m.position;
  if (m.drift?.code === 'failed-over-outside') return { to: 'in-azure', vm: m.target.vmName };
  if (m.drift?.code !== 'item-gone') return { to: 'stay' };
  return phase === 'in-azure' || phase === 'accepted' ? { to: 'migrated' } : { to: 'abandoned' };
}

function adopted(m: Migration, at: Instant, outcome: AdoptionOutcome): Migration {
  switch (outcome.to) {
    case 'in-azure':
      return { ...m, target: withSettings(m.target, outcome.settings ?? []), position: { phase: 'in-azure', failedOverAt: at, vm: outcome.vm } };
    case 'migrated':
      return { ...m, position: { phase: 'migrated', at, vm: 'vm' in m.position ? m.position.vm : m.target.vmName } };
    case 'abandoned':
      return { ...m, position: { phase: 'abandoned', at, reason: 'replication was removed outside Ferry' } };
    case 'test-review':
      return { ...m, verdict: null, position: { phase: 'test-review', testVm: outcome.testVm, since: at } };
    case 'rest':
      return { ...m, position: { phase: restingPhase(m) } };
    case 'stay':
      return { ...m, target: withSettings(m.target, outcome.settings ?? []), ...(outcome.source === undefined ? {} : { source: outcome.source }) };
    default:
      return unreachable(outcome);
  }
}

function withSettings(target: TargetPlan, changes: readonly SettingChange[]): TargetPlan {
  return { ...target, ...Object.fromEntries(changes.map((c) => [c.setting, c.now])) };
}

function applySource(m: Migration, { event, at }: Happened): Migration | null {
  switch (event.type) {
    case 'SourceRecorded':
      return found({ ...m, source: event.source });
    case 'SourceChanged':
      return { ...m, source: event.source };
    case 'RollbackStopped':
      return rollbackStopped({ ...m, pending: null, stuck: null });
    case 'SourceLost':
      // A cutover that was under way is over with it, and so is what it waited for.
      return { ...m, sourceLost: { ...event.loss, at }, stuck: 'approvalId' in m.position ? null : m.stuck };
    case 'SuccessorSeen':
      return m.sourceLost === undefined ? m : { ...m, sourceLost: { ...m.sourceLost, successor: event.successor } };
    default:
      return null;
  }
}

function rollbackStopped(m: Migration): Migration {
  const p = m.position;
  if (p.phase !== 'rolling-back') return m;
  if (p.failedOverAt === null) return { ...m, position: { phase: restingPhase(m) } };
  return { ...m, position: { phase: 'in-azure', failedOverAt: p.failedOverAt, vm: m.target.vmName } };
}

/** A machine that is seen again was not lost. */
function found({ sourceLost: _lost, ...m }: Migration): Migration {
  return m;
}

/** What Ferry itself did to the EC2 machine is no change that anybody else made. */
export function sourceFollows(m: Migration, event: MigrationEvent): Migration {
  const { source } = m;
  if (source === undefined) return m;
  const expected = (change: Partial<SourceSnapshot>): Migration => ({ ...m, source: { ...source, ...change } });
  if (event.type === 'SourceStopped') return expected({ power: 'stopped' });
  // When it was started is read in the next look.
  return event.type === 'RolledBack' ? expected({ power: 'running', launchedAt: null }) : m;
}
