import { isInstanceId, type InstanceId, type MigrationId } from '../domain/ids.ts';
import type { Machine } from '../domain/machine.ts';
import type { Migration } from '../domain/migration/types.ts';
import { nearNames } from '../domain/near-names.ts';
import type { ItemSummary } from '../domain/observation.ts';
import type { Stored } from '../ports/changes.ts';
import type { InventoryRow } from '../ports/store.ts';
import { CloudError } from '../ports/trouble.ts';
import { derived } from './derived.ts';
import type { Deps } from './deps.ts';
import { whyWords } from './rejections.ts';
import type { Found, Inventory, MachineRow, UseCases } from './types.ts';

/** How old an inventory may be before a question by name reads the clouds again. */
const NAME_LOOKUP_MAX_AGE_MS = 60_000;
export const INVENTORY_READ_AT = 'inventory.readAt';

/** Joins EC2 and ASR: by Ferry's own item names first, then by private IP where exactly one machine and exactly one other item have it. Never by guess. */
export function joinInventory(machines: readonly Machine[], items: readonly ItemSummary[], itemNames: ReadonlyMap<string, InstanceId>): readonly InventoryRow[] {
  const byInstance = new Map<string, ItemSummary>();
  /** Null where several items have the address. */
  const byIp = new Map<string, ItemSummary | null>();
  for (const item of items) {
    const owner = itemNames.get(item.name.toLowerCase());
    if (owner !== undefined) byInstance.set(owner, item);
    else if (item.privateIp !== null) byIp.set(item.privateIp, byIp.has(item.privateIp) ? null : item);
  }
  const uses = countBy(machines.map((m) => m.privateIp ?? ''));
  return machines.map((machine) => {
    const ip = machine.privateIp;
    const byAddress = ip !== null && uses.get(ip) === 1 ? byIp.get(ip) : undefined;
    return { machine, item: byInstance.get(machine.instanceId) ?? byAddress ?? null };
  });
}

function countBy(values: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const v of values) counts.set(v, (counts.get(v) ?? 0) + 1);
  return counts;
}

/** Instance ids by the item names that Ferry gave. */
export function itemNamesOf(migrations: readonly Migration[]): ReadonlyMap<string, InstanceId> {
  return new Map(migrations.map((m) => [m.itemName.toLowerCase(), m.instanceId]));
}

/** Reads both clouds and stores what changed. Throws {@link CloudError}. */
export async function refreshInventory(d: Deps): Promise<void> {
  const [machines, seen, migrations] = await Promise.all([d.source.list(), d.replication.list(d.clock.now()), d.store.migrations({ open: false })]);
  await d.store.putInventory(joinInventory(machines, seen.value.items, itemNamesOf(migrations.map((s) => s.state))));
  await d.store.putNote(INVENTORY_READ_AT, String(d.clock.now()));
}

/** The use cases that answer "which machines are there, and which one is meant". */
export function makeInventory(d: Deps): Pick<UseCases, 'find' | 'byInstance' | 'inventory'> {
  const joined = derived(withMigrations);

  async function rows(): Promise<readonly MachineRow[]> {
    const [inventory, migrations] = await Promise.all([d.store.inventory(), d.store.migrations({ open: false })]);
    return joined(inventory, migrations);
  }

  async function readAt(): Promise<number> {
    return Number((await d.store.note(INVENTORY_READ_AT)) ?? '0');
  }

  async function tryRefresh(): Promise<string | null> {
    try {
      await refreshInventory(d);
      return null;
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      d.log.warn({ operation: error.operation, kind: error.kind }, 'inventory could not be read');
      return `${error.operation}: ${whyWords(error)}`;
    }
  }

  async function inventory(o: { readonly fresh: boolean }): Promise<Inventory> {
    if (!o.fresh) {
      const [asOf, known] = await Promise.all([readAt(), rows()]);
      if (asOf !== 0) return { rows: known, asOf, trouble: null };
    }
    const trouble = await tryRefresh();
    return { rows: await rows(), asOf: await readAt(), trouble };
  }

  async function find(query: string): Promise<Found> {
    const fresh = d.clock.now() - (await readAt()) > NAME_LOOKUP_MAX_AGE_MS;
    const seen = await inventory({ fresh });
    const found = match(seen.rows, query);
    // A machine that was terminated still has its migration: people must be able to ask about it, and the copy in Azure may be the last one.
    return found.kind === 'none' ? orElse(match(await goneRows(d, seen.rows), query), found) : found;
  }

  async function byInstance(id: InstanceId): Promise<MachineRow | null> {
    const present = await rows();
    return present.find((r) => r.machine.instanceId === id) ?? (await goneRows(d, present)).find((r) => r.machine.instanceId === id) ?? null;
  }

  return { find, byInstance, inventory };
}

/** web-2 before web-10. */
const NAMES = new Intl.Collator('en', { numeric: true });

function withMigrations(inventory: readonly InventoryRow[], migrations: readonly Stored<Migration>[]): readonly MachineRow[] {
  const newest = new Map(newestOf(migrations).map((m) => [m.instanceId, m]));
  return inventory.map((r) => ({ ...r, migration: newest.get(r.machine.instanceId) ?? null })).toSorted((a, b) => NAMES.compare(a.machine.name, b.machine.name));
}

/** Rows for machines that AWS does not list any more but whose migration remembers them. */
async function goneRows(d: Deps, present: readonly MachineRow[]): Promise<readonly MachineRow[]> {
  const here = new Set<string>(present.map((r) => r.machine.instanceId));
  return newestOf(await d.store.migrations({ open: false })).filter((m) => !here.has(m.instanceId)).map(goneRow);
}

/** The newest migration of each instance; the store lists the newest first. */
export function newestOf(migrations: readonly Stored<Migration>[]): readonly Migration[] {
  const newest = new Map<string, Migration>();
  for (const { state } of migrations) if (!newest.has(state.instanceId)) newest.set(state.instanceId, state);
  return [...newest.values()];
}

/** A machine that AWS does not list any more, as far as its migration remembers it. */
function goneRow(m: Migration): MachineRow {
  const machine: Machine = { instanceId: m.instanceId, name: m.name, privateIp: m.privateIp, publicIp: null, power: 'terminated', instanceType: '', platformDetails: '', vpcId: null, subnetId: null, launchedAt: null, tags: {} };
  return { machine, item: null, migration: m };
}

function orElse(found: Found, other: Found): Found {
  return found.kind === 'none' ? other : found;
}

/** Finds a machine by instance id, private IP, Name tag or migration id; several matches stay several. */
export function match(rows: readonly MachineRow[], query: string): Found {
  const q = query.trim().toLowerCase();
  const hits = isInstanceId(q) ? rows.filter((r) => r.machine.instanceId === q) : rows.filter((r) => r.machine.privateIp === q || r.machine.name.toLowerCase() === q || r.migration?.id === (q as MigrationId));
  const [first] = hits;
  if (first !== undefined) return hits.length === 1 ? { kind: 'one', row: first } : { kind: 'many', rows: hits };
  return { kind: 'none', similar: nearNames(rows.map((r) => r.machine.name), q) };
}
