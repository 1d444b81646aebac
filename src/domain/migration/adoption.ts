import { testVmName } from '../naming.ts';
import type { Item } from '../observation.ts';
import { withChanges } from '../source-guard/changes.ts';
import { MINUTE, type Instant } from '../time.ts';
import { isFailedOver } from './decision.ts';
import { settingChanges } from './drift.ts';
import type { Observation } from './observation.ts';
import { wantsDoer } from './paused.ts';
import type { AdoptionOutcome, Attribution, Drift, Migration, MigrationEvent, SettingChange } from './types.ts';

/** The Activity Log shows an entry some minutes after the fact; later than this none is waited for. */
const LOG_PATIENCE_MS = 30 * MINUTE;

/** What happens to a machine that is paused: who did it becomes known, or somebody's wish to take it as the truth comes true. Pure. */
export function whilePaused(m: Migration, o: Observation, now: Instant): readonly MigrationEvent[] {
  if (m.drift === null) return [];
  const by = attribution(m.drift, o.doer, now);
  const told: readonly MigrationEvent[] = by === null ? [] : [{ type: 'DriftAttributed', by }];
  const outcome = m.drift.adopting === undefined ? null : adoptionOf(m, m.drift, o);
  return outcome === null ? told : [...told, { type: 'DriftAdopted', outcome }];
}

function attribution(drift: Drift, doer: Observation['doer'], now: Instant): Attribution | null {
  if (!wantsDoer(drift) || doer === 'unread') return null;
  if (doer.kind === 'found' || doer.kind === 'unreadable') return doer;
  return now - drift.since < LOG_PATIENCE_MS ? null : { kind: 'not-found' };
}

/** Null as long as Azure is still on the way to where the machine will stand. */
function adoptionOf(m: Migration, drift: Drift, o: Observation): AdoptionOutcome | null {
  if (drift.code === 'source-changed' || drift.code === 'source-started') return sourceTaken(m, drift);
  if (o.item === 'unread') return null;
  if (o.item === 'absent') return removed(m, o);
  return o.item.running === null ? atRest(drift, { m, item: o.item, vm: o.vm }) : null;
}

type Rest = { readonly m: Migration; readonly item: Item; readonly vm: Observation['vm'] };

/** What others did may have come to nothing, or been undone since: then the machine stays where it was. */
function atRest(drift: Drift, { m, item, vm }: Rest): AdoptionOutcome | null {
  switch (drift.code) {
    case 'failed-over-outside':
      return isFailedOver(item) ? inAzure(m, item, vm) : STAY;
    case 'test-outside':
      return drift.detail?.kind === 'test-cleaned' ? { to: 'rest' } : tested(m, item);
    case 'settings-changed':
      return withSettings(STAY, settingChanges(m, item));
    default:
      return STAY;
  }
}

const STAY = { to: 'stay' } as const;

function withSettings<O extends object>(outcome: O, settings: readonly SettingChange[]): O {
  return settings.length === 0 ? outcome : { ...outcome, settings };
}

function sourceTaken(m: Migration, drift: Drift): AdoptionOutcome {
  if (m.source === undefined || drift.detail?.kind !== 'source') return { to: 'stay' };
  return { to: 'stay', source: withChanges(m.source, drift.detail.changes) };
}

/** "In Azure" is said only when the machine runs there. What was failed over is what the vault had, not what was chosen here. */
function inAzure(m: Migration, item: Item, vm: Observation['vm']): AdoptionOutcome | null {
  if (vm === 'unread' || vm === 'absent' || vm.power !== 'running') return null;
  return withSettings({ to: 'in-azure', vm: vm.name } as const, settingChanges(m, item));
}

function tested(m: Migration, item: Item): AdoptionOutcome {
  const { phase } = m.position;
  const stands = item.testFailoverState === 'WaitingForCompletion' && (phase === 'protected' || phase === 'tested');
  return stands ? { to: 'test-review', testVm: testVmName(m.target.vmName) } : STAY;
}

/** Without its item a machine that runs in Azure is migrated; any other one has lost its replication. */
function removed(m: Migration, o: Observation): AdoptionOutcome | null {
  const { phase } = m.position;
  if (phase === 'in-azure' || phase === 'accepted') return { to: 'migrated' };
  if (o.vm === 'unread') return null;
  const runs = o.vm !== 'absent' && o.vm.power === 'running';
  return phase === 'failing-over' && runs ? { to: 'migrated' } : { to: 'abandoned' };
}
