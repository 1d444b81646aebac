/** Where every machine stands, with who decided what and when: for whoever was not in the channel. */
import { machinesOf } from '../domain/approval/subject.ts';
import { costOf } from '../domain/cost/cost.ts';
import type { MigrationId } from '../domain/ids.ts';
import type { Migration, MigrationEvent } from '../domain/migration/types.ts';
import type { Moment, StandReport, StandRow } from '../domain/stand-report.ts';
import type { Instant } from '../domain/time.ts';
import { waveKey } from '../domain/waves.ts';
import type { Deps } from './deps.ts';
import { newestOf } from './inventory.ts';
import { ownWaves } from './waves.ts';

/** The moments that are told of each machine, in the order in which they come. */
const MOMENTS = { ProtectionReached: 'protected', VerdictGiven: 'verdict', CutoverApproved: 'begun', SourceStopped: 'stopped', FailoverFinished: 'inAzure', MachineAccepted: 'accepted', MigrationCompleted: 'completed', RolledBack: 'rolledBack' } as const satisfies { readonly [T in MigrationEvent['type']]?: Moment };
/** Of one wave, or with an empty text of everything; null when there is no such wave. Read from the store alone. */
export async function reportOf(d: Deps, wanted: string): Promise<StandReport | null> {
  const waves = await ownWaves(d);
  const only = waves.filter((w) => waveKey(w.name) === waveKey(wanted));
  const [wave = null] = only;
  if (wanted !== '' && wave === null) return null;
  const newest = new Map<string, Migration>(newestOf(await d.store.migrations({ open: false })).map((m) => [m.instanceId, m]));
  const rows = await rowsOf(d, placesIn(wave === null ? waves : only, wave === null ? newest : new Map()), newest);
  return { title: wave?.name ?? null, at: d.clock.now(), rows, currency: d.policy.price?.currency ?? '' };
}

async function rowsOf(d: Deps, places: readonly Place[], newest: ReadonlyMap<string, Migration>): Promise<readonly StandRow[]> {
  const [approvals, inventory] = await Promise.all([d.store.approvals(), d.store.inventory()]);
  const items = new Set(inventory.flatMap((r) => (r.item === null ? [] : [r.item.name.toLowerCase()])));
  const rows: StandRow[] = [];
  for (const place of places) {
    const m = newest.get(place.instanceId) ?? null;
    const asked = approvals.map((a) => a.state).filter((a) => m !== null && machinesOf(a).includes(m.id));
    rows.push({ ...place, ...(m === null ? NOT_BEGUN : { migration: m, moments: await momentsOf(d, m.id), approvals: asked, cost: costNow(d, m, items) }) });
  }
  return rows;
}

const NOT_BEGUN = { migration: null, moments: {}, approvals: [], cost: null } as const;

function costNow(d: Deps, migration: Migration, items: ReadonlySet<string>): StandRow['cost'] {
  return costOf({ migration, isReplicated: items.has(migration.itemName.toLowerCase()), testUntil: null, price: d.policy.price ?? null, now: d.clock.now() });
}

type Place = Pick<StandRow, 'name' | 'instanceId' | 'wave' | 'group'>;

/** By wave, group and name; machines of no wave last. */
function placesIn(waves: Awaited<ReturnType<typeof ownWaves>>, others: ReadonlyMap<string, Migration>): readonly Place[] {
  const planned: readonly Place[] = waves.flatMap((w) => w.members.map((m) => ({ name: m.name, instanceId: m.instanceId, wave: w.name, group: m.group })));
  const seen = new Set(planned.map((p) => p.instanceId));
  const rest = [...others.values()].filter((m) => !seen.has(m.instanceId)).map((m) => ({ name: m.name, instanceId: m.instanceId, wave: null, group: null }));
  return [...planned.toSorted(byPlace), ...rest.toSorted(byPlace)];
}

function byPlace(a: Place, b: Place): number {
  return (a.wave ?? '').localeCompare(b.wave ?? '') || (a.group ?? 0) - (b.group ?? 0) || a.name.localeCompare(b.name);
}

/** The last time of each: what was done again counts as it was done last. */
async function momentsOf(d: Pick<Deps, 'store'>, id: MigrationId): Promise<StandRow['moments']> {
  const found: { [M in Moment]?: Instant } = {};
  for (const { event, at } of await d.store.events(id)) if (isTold(event.type)) found[MOMENTS[event.type]] = at;
  return found;
}

function isTold(type: string): type is keyof typeof MOMENTS {
  return type in MOMENTS;
}
