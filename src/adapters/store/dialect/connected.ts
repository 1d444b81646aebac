import { PgBoss, type ConstructorOptions } from 'pg-boss';
import type { Log } from '../../../ports/telemetry.ts';
import type { Database } from '../database.ts';
import { ensureQueues } from '../jobs/queues.ts';
import type { Room } from '../room.ts';

/** An open database whose schema is current and whose job tables are ready. `replica` is this process among those that share it. */
export type Connected = { readonly db: Database; readonly boss: PgBoss; readonly replica: string; /** What is left of the disk; null on a server, which looks after its own. */ readonly room: Room | null; /** Resolves with the reason when the store has no place any more for a program as old as this one. */ readonly outdated: Promise<string>; close(): Promise<void> };

const DAY_SECONDS = 24 * 3600;

/** What both kinds of store share: no cron, no flows, and no listening, because this process is told of its own jobs directly. */
const BOSS_OPTIONS = { schedule: false, useListenNotify: false, flowIntervalSeconds: DAY_SECONDS, bamIntervalSeconds: 3600, monitorIntervalSeconds: 300, superviseIntervalSeconds: 120 } as const satisfies ConstructorOptions;

/** Brings the tables of the job engine up to date and starts it. */
export async function startBoss(o: { readonly log: Log; readonly boss: ConstructorOptions }): Promise<PgBoss> {
  const boss = new PgBoss({ ...BOSS_OPTIONS, ...o.boss });
  boss.on('error', (error) => o.log.warn({ error }, 'the job engine reported an error'));
  boss.on('warning', (warning) => o.log.warn({ warning: warning.message }, 'the job engine reported a warning'));
  try {
    await boss.start();
    await ensureQueues(boss);
  } catch (error) {
    await boss.stop({ graceful: false });
    throw error;
  }
  return boss;
}
