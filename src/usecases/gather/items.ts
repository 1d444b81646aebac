import type { CheckInput, Need } from '../../domain/checks/types.ts';
import type { InstanceId } from '../../domain/ids.ts';
import type { Read } from '../../domain/machine.ts';
import type { Migration } from '../../domain/migration/types.ts';
import type { Item, Seen } from '../../domain/observation.ts';
import type { Deps } from '../deps.ts';
import { NOT_ASKED, type Reader } from './reading.ts';

/** The protected item of one machine, and what Site Recovery offers for it. */
export type OwnItem = { readonly item: Read<Seen<Item | null>>; readonly offeredSizes: CheckInput['offeredSizes'] };

/** Site Recovery has no list with these details, so that each replicated machine costs calls of its own: a few at a time. */
const AT_ONCE = 5;

type Wanted = { readonly migrations: readonly Migration[]; readonly needs: ReadonlySet<Need>; readonly read: Reader; /** Items that the caller has read already. */ readonly seen: ReadonlyMap<InstanceId, Seen<Item | null>> };

/** Reads the items of replicated machines, as far as they are needed. */
export async function readItems(d: Deps, w: Wanted): Promise<ReadonlyMap<InstanceId, OwnItem>> {
  const found = new Map<InstanceId, OwnItem>();
  if (!w.needs.has('item') && !w.needs.has('offeredSizes')) return found;
  const queue = w.migrations.values();
  const worker = async (): Promise<void> => {
    for (const m of queue) found.set(m.instanceId, await readOne(d, w, m));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return found;
}

async function readOne(d: Deps, { needs, read, seen }: Wanted, m: Migration): Promise<OwnItem> {
  const known = seen.get(m.instanceId);
  const item = known === undefined ? await read(() => d.replication.item(m.itemName)) : { known: true as const, value: known };
  if (!needs.has('offeredSizes')) return { item, offeredSizes: NOT_ASKED };
  if (!item.known) return { item, offeredSizes: item };
  return { item, offeredSizes: item.value.value === null ? { known: true, value: null } : await read(() => d.replication.offeredSizes(m.itemName)) };
}

/** What holds for a machine that is not replicated; not even that is known where nobody asked. */
export function noItem(needs: ReadonlySet<Need>, at: number): OwnItem {
  return { item: needs.has('item') ? { known: true, value: { asOf: at, value: null } } : NOT_ASKED, offeredSizes: needs.has('offeredSizes') ? { known: true, value: null } : NOT_ASKED };
}
