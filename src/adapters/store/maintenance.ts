import type { PGlite } from '@electric-sql/pglite';
import { z } from 'zod';
import type { Log } from '../../ports/telemetry.ts';
import type { Room } from './room.ts';

/** Keeps the embedded store small: PGlite has neither autovacuum nor a checkpointer. */
export type Maintenance = {
  /** Cleans up now when enough was written since the last time; true when it did. */
  run(): Promise<boolean>;
  stop(): Promise<void>;
};

const EVERY_MS = 180_000;
const WORTH_IT_BYTES = 1_000_000;
const HOT_TABLES = ['stream', 'event', 'shown_card', 'live', 'inventory', 'generation', 'report', 'check_run', 'post', 'budget', 'delivery', 'dialog', 'seen_activity', 'note', 'sample', 'pgboss.job_common', 'pgboss.queue', 'pgboss.version'];

const writtenRow = z.object({ bytes: z.coerce.number() });

/** Looks every few minutes at how much was written; when idle that look is all it costs. */
export function startMaintenance(o: { readonly pglite: PGlite; readonly log: Log; readonly room: Pick<Room, 'admit'>; readonly everyMs?: number; readonly worthItBytes?: number }): Maintenance {
  let cleanedAt = 0;
  let running: Promise<boolean> = Promise.resolve(false);
  const clean = async (): Promise<boolean> => {
    const written = await bytesWritten(o.pglite);
    if (written - cleanedAt < (o.worthItBytes ?? WORTH_IT_BYTES)) return false;
    // What it would give back is little, and until then it takes room.
    await o.room.admit();
    // One statement at a time: between two of them the event loop and other queries get their turn.
    for (const table of HOT_TABLES) await o.pglite.exec(`vacuum (analyze) ${table}`);
    await o.pglite.exec('checkpoint');
    cleanedAt = await bytesWritten(o.pglite);
    return true;
  };
  const run = (): Promise<boolean> => {
    running = running.catch(() => false).then(clean);
    return running;
  };
  const timer = setInterval(() => void run().catch((error: unknown) => o.log.warn({ error }, 'store maintenance failed')), o.everyMs ?? EVERY_MS);
  timer.unref();
  return {
    run,
    stop: async () => {
      clearInterval(timer);
      await running.catch(() => false);
    },
  };
}

async function bytesWritten(pglite: PGlite): Promise<number> {
  const answer = await pglite.query("select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::text as bytes");
  return writtenRow.parse(answer.rows[0]).bytes;
}
