import { sql } from 'kysely';
import type { InventoryRow, Store } from '../../ports/store.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Database, Tx } from './database.ts';
import { sha256 } from './hash-chain.ts';
import { idVersionRow, parseRows, versionedRow } from './rows.ts';
import type { Stamps } from './stamps.ts';
import { chunksOf, makeVersionedList, rememberLast } from './versioned-list.ts';

type Line = { readonly row: InventoryRow; readonly hash: string };
type Difference = { readonly changed: readonly (readonly [id: string, line: Line])[]; readonly gone: readonly string[] };

/** PGlite works on the event loop; 200 rows at once hold it up for less than 15 ms. */
const CHUNK = 200;
/** web-2 before web-10. */
const NAMES = new Intl.Collator('en', { numeric: true });

/** The last list of machines; writing it again costs nothing but a comparison in memory. */
export function makeInventory(db: Database, stamps: Stamps): Pick<Store, 'inventory' | 'putInventory'> {
  const list = makeVersionedList(inventorySource(db, stamps));
  const inOrder = rememberLast((lines: ReadonlyMap<string, Line>) => [...lines.values()].map((line) => line.row).sort(byName));
  return {
    inventory: async () => inOrder(await list.all()),
    putInventory: async (rows) => {
      const wanted = new Map(rows.map((row) => [String(row.machine.instanceId), { row, hash: sha256(canonicalJson(row)) }]));
      const difference = compare(await list.all(), wanted);
      const written = difference.changed.length + difference.gone.length;
      if (written > 0) await db.transaction((tx) => write(tx, difference)).finally(() => stamps.changed('inventory'));
      return written;
    },
  };
}

function compare(stored: ReadonlyMap<string, Line>, wanted: ReadonlyMap<string, Line>): Difference {
  return {
    changed: [...wanted].filter(([id, line]) => stored.get(id)?.hash !== line.hash).sort(([a], [b]) => (a < b ? -1 : 1)),
    gone: [...stored.keys()].filter((id) => !wanted.has(id)),
  };
}

async function write(tx: Tx, { changed, gone }: Difference): Promise<void> {
  for (const chunk of chunksOf(changed, CHUNK)) {
    const values = chunk.map(([id, line]) => ({ id, version: 1, hash: line.hash, state: canonicalJson(line.row) }));
    await tx.insertInto('inventory').values(values).onConflict((c) => c.column('id').doUpdateSet((eb) => ({ hash: eb.ref('excluded.hash'), state: eb.ref('excluded.state'), version: eb('inventory.version', '+', 1) }))).execute();
  }
  for (const ids of chunksOf(gone, CHUNK)) await tx.deleteFrom('inventory').where('id', 'in', ids).execute();
  await sql`update generation set value = value + 1 where list = 'inventory'`.execute(tx);
}

function byName(a: InventoryRow, b: InventoryRow): number {
  return NAMES.compare(a.machine.name, b.machine.name) || (a.machine.instanceId < b.machine.instanceId ? -1 : 1);
}

function inventorySource(db: Database, stamps: Stamps): Parameters<typeof makeVersionedList<Line>>[0] {
  return {
    guard: db.guard,
    stamp: async () => (await stamps.read()).inventory,
    versions: async () => parseRows(idVersionRow, await db.read.selectFrom('inventory').select(['id', 'version']).execute()),
    bodies: async (ids) => {
      const rows = parseRows(versionedRow, await db.read.selectFrom('inventory').select(['id', 'version', 'state']).where('id', 'in', ids).execute());
      // The text is canonical, so its hash is the hash of the line.
      return rows.map((row) => ({ id: row.id, version: row.version, value: { row: JSON.parse(row.state) as InventoryRow, hash: sha256(row.state) } }));
    },
  };
}
