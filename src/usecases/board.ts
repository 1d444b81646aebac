import { isAnswerable } from '../domain/approval/open.ts';
import { lineOf } from '../domain/approval/subject.ts';
import type { Approval } from '../domain/approval/types.ts';
import { progressOf, tallyOf, urgencyOf } from '../domain/board/tally.ts';
import { dossierIdOf } from '../domain/dossier/types.ts';
import type { WaveForecast } from '../domain/forecast/wave.ts';
import type { InstanceId, MigrationId } from '../domain/ids.ts';
import type { Live } from '../domain/live.ts';
import type { Migration } from '../domain/migration/types.ts';
import { mayBeAtRisk, risksOf } from '../domain/notice/risk.ts';
import { OVERDUE_MS } from '../domain/notice/types.ts';
import { samePerson, type Person } from '../domain/person.ts';
import { DAY, type Instant } from '../domain/time.ts';
import type { Wave } from '../domain/wave/types.ts';
import type { Stored } from '../ports/changes.ts';
import type { BoardUseCases, BoardWave, Fleet } from './board-types.ts';
import type { Deps } from './deps.ts';
import { derived } from './derived.ts';
import { makeForecaster, partyOfOne, type Party } from './forecast.ts';
import { holdAllOf } from './holds.ts';
import { INVENTORY_READ_AT, newestOf } from './inventory.ts';
import { byRisk } from './status.ts';
import type { MachineStatus } from './types.ts';
import { watchedUntil } from './watched.ts';

type BoardDeps = Pick<Deps, 'store' | 'clock' | 'scope' | 'limits'>;

/** The use case behind `status`: a line for each wave, and the machines of no wave. Reads the store alone, each list once. */
export function makeBoard(d: BoardDeps): Pick<BoardUseCases, 'fleet'> {
  const forecaster = makeForecaster(d);
  const newest = derived((all: readonly Stored<Migration>[]) => new Map<InstanceId, Migration>(newestOf(all).map((m) => [m.instanceId, m])));

  async function fleet(of?: Person): Promise<Fleet> {
    const [stored, lives, waves, inventory] = await Promise.all([d.store.migrations({ open: false }), d.store.lives(), d.store.waves(), d.store.inventory()]);
    const [dossiers, approvals, holdAll, asOf, unheard] = await Promise.all([d.store.dossiers(), d.store.approvals(), holdAllOf(d), readAt(d), unheardOf(d)]);
    const [now, watched] = [d.clock.now(), await watchedUntil(d)];
    const migrations = newest(stored);
    const planned = new Set<InstanceId>([...waves.values()].flatMap((w) => w.state.members.map((m) => m.instanceId)));
    const open = approvals.map((a) => a.state).filter((a) => isAnswerable(a, now));
    const lone = [...migrations.values()].filter((m) => !planned.has(m.instanceId) && (of === undefined || samePerson(m.owner, of)));
    const parties: readonly Party<string>[] = [...[...waves.values()].map((w) => w.state), ...lone.filter((m) => mayBeAtRisk(m, now)).map(partyOfOne)];
    const forecasts = await forecaster.waves(parties, { migrations, stored, lives });
    const lines = [...waves.values()].map(({ state: wave }) => {
      const machines = wave.members.map(({ instanceId }) => standingOf({ migration: migrations.get(instanceId) ?? null, lives, queued: (dossiers.get(dossierIdOf(instanceId))?.state.queued ?? null) !== null }));
      return lineOfWave({ wave, machines, approvals: open, ids: new Set(machines.flatMap((m) => (m.migration === null ? [] : [m.migration.id]))), forecast: forecasts.get(wave.id) ?? null, watched });
    });
    return {
      waves: lines.filter((l) => of === undefined || samePerson(l.wave.owner, of)).toSorted(byNeed),
      lone: lone.map((migration): MachineStatus => ({ migration, live: lives.get(migration.id) ?? null, approval: null, now, holdAll, ...atRisk(forecasts.get(migration.id)) })).toSorted(byRisk),
      unmanaged: inventory.filter((r) => !planned.has(r.machine.instanceId) && !migrations.has(r.machine.instanceId)).length,
      ...{ holdAll, ...unheard, now, watched, asOf },
    };
  }
  return { fleet };
}

function standingOf(o: { readonly migration: Migration | null; readonly lives: ReadonlyMap<MigrationId, Live>; readonly queued: boolean }): Parameters<typeof tallyOf>[0][number] {
  return { migration: o.migration, live: o.migration === null ? null : (o.lives.get(o.migration.id) ?? null), queued: o.queued };
}

type Line = { readonly wave: Wave; readonly machines: Parameters<typeof tallyOf>[0]; readonly approvals: readonly Approval[]; readonly ids: ReadonlySet<MigrationId>; readonly forecast: WaveForecast | null; readonly watched: Instant };

function lineOfWave({ wave, machines, approvals, ids, forecast, watched }: Line): BoardWave {
  const tally = tallyOf(machines, watched);
  const own = approvals.filter((a) => (a.wave ?? null) === null ? ids.has(a.migrationId) : a.wave?.id === wave.id || [...ids].some((id) => lineOf(a, id) !== null)).map((a) => a.id);
  return { wave, tally, progress: progressOf(tally), urgency: urgent(urgencyOf(tally, own.length), forecast), approvals: own, ...(forecast === null ? {} : { forecast }) };
}

/** By the rules of the notice in its thread, so that the board and the thread say the same. */
function atRisk(forecast: WaveForecast | undefined): Pick<MachineStatus, 'risks'> {
  const risks = forecast === undefined ? [] : risksOf(forecast);
  return risks.length === 0 ? {} : { risks };
}

/** A window at risk needs somebody before it is missed. */
function urgent(urgency: BoardWave['urgency'], forecast: WaveForecast | null): BoardWave['urgency'] {
  return (forecast?.risks ?? []).length > 0 && urgency > 1 ? 1 : urgency;
}

const NAMES = new Intl.Collator('en', { numeric: true });

const LAST = Number.MAX_SAFE_INTEGER;

/** What needs a person first; among equals the wave whose window comes first, then by name. */
function byNeed(a: BoardWave, b: BoardWave): number {
  return a.urgency - b.urgency || (a.wave.window?.from ?? LAST) - (b.wave.window?.from ?? LAST) || NAMES.compare(a.wave.name, b.wave.name);
}

/** When the clouds were last read as a whole. */
export async function readAt(d: Pick<Deps, 'store'>): Promise<Instant | null> {
  const noted = Number((await d.store.note(INVENTORY_READ_AT)) ?? '0');
  return noted === 0 ? null : noted;
}

/** For as long as an urgent message in doubt is news. */
const NEWS_MS = DAY;

/** Channels and chats that take no messages any more, and what may not have arrived elsewhere. */
async function unheardOf(d: BoardDeps): Promise<Pick<Fleet, 'dead' | 'late'>> {
  const now = d.clock.now();
  const [dead, owed] = await Promise.all([d.store.deadConversations(), d.store.undelivered(now - OVERDUE_MS, now - NEWS_MS)]);
  const gone = new Set(dead.map((c) => c.id));
  return { dead: dead.filter((c) => c.kind !== 'personal').map((c) => (c.name === '' ? c.id : c.name)), late: owed.filter((one) => !gone.has(one.conversation)).length };
}
