import type { MigrationId } from '../../domain/ids.ts';
import type { Live } from '../../domain/live.ts';
import type { Store } from '../../ports/store.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Database } from './database.ts';
import { sha256 } from './hash-chain.ts';
import { idVersionRow, parseRows, versionedRow } from './rows.ts';
import type { Stamps } from './stamps.ts';
import { makeVersionedList } from './versioned-list.ts';

const MINUTE_SECONDS = 60;

/** Last seen values of each migration, written only when a reader would notice the difference. */
export function makeLives(db: Database, stamps: Stamps): Pick<Store, 'live' | 'lives' | 'putLive'> {
  const list = makeVersionedList(liveSource(db, stamps));
  return {
    live: async (id) => {
      const row = await db.read.selectFrom('live').select(['id', 'version', 'state']).where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : (JSON.parse(versionedRow.parse(row).state) as Live);
    },
    lives: async () => (await list.all()) as ReadonlyMap<MigrationId, Live>,
    putLive: async (id, live) => {
      const shown = shownHash(live);
      // Asked first: a conditional write that changes nothing would still lock the row and write to the log.
      const before = await db.read.selectFrom('live').select('shown').where('id', '=', id).executeTakeFirst();
      if (before?.shown === shown) return false;
      const row = { id, version: 1, shown, state: JSON.stringify(live) };
      const write = db.read.insertInto('live').values(row).onConflict((c) => c.column('id').doUpdateSet({ shown, state: row.state, version: (eb) => eb('live.version', '+', 1) }));
      await write.execute().finally(() => stamps.changed('live'));
      return true;
    },
  };
}

/** The moment of the look is not a difference, and ages are shown in minutes: an idle machine is not written at every look. */
function shownHash(live: Live): string {
  const { seenAt: _seenAt, ...rest } = live;
  return sha256(canonicalJson({ ...rest, rpoSeconds: minutes(live.rpoSeconds), heartbeatAgeSeconds: minutes(live.heartbeatAgeSeconds), recoveryPointAgeSeconds: minutes(live.recoveryPointAgeSeconds) }));
}

function minutes(seconds: number | null): number | null {
  return seconds === null ? null : Math.floor(seconds / MINUTE_SECONDS);
}

function liveSource(db: Database, stamps: Stamps): Parameters<typeof makeVersionedList<Live>>[0] {
  return {
    guard: db.guard,
    stamp: async () => (await stamps.read()).live,
    versions: async () => parseRows(idVersionRow, await db.read.selectFrom('live').select(['id', 'version']).execute()),
    bodies: async (ids) => {
      const rows = parseRows(versionedRow, await db.read.selectFrom('live').select(['id', 'version', 'state']).where('id', 'in', ids).execute());
      return rows.map((row) => ({ id: row.id, version: row.version, value: JSON.parse(row.state) as Live }));
    },
  };
}
