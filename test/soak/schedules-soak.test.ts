/** The random schedules, many more of them: FERRY_SCHEDULES says how many. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runSchedules, seedOf } from '../schedules/support/run.ts';
import { startPostgres, type PostgresServer } from '../support/postgres.ts';

const SEED = seedOf();
const COUNT = Number(process.env['FERRY_SCHEDULES'] ?? 10_000);
/** One of so many is played on a server that two replicas share; it takes as long as several. */
const SHARED_PART = 5;
const ENOUGH = 500;
/** Beyond this a schedule hangs. */
const EACH_MS = 30_000;

let server: PostgresServer | null;
beforeAll(async () => {
  server = await startPostgres();
}, 120_000);
afterAll(() => server?.stop());

test(`${COUNT} random schedules harm no machine (FERRY_SCHEDULE_SEED=${SEED})`, async () => {
  const shared = server === null ? 0 : Math.ceil(COUNT / SHARED_PART);
  const { reached } = await runSchedules({ count: COUNT - shared, seed: SEED });
  // Of a few not every one comes far.
  if (COUNT >= ENOUGH) for (const phase of ['failing-over', 'in-azure', 'migrated', 'rolling-back'] as const) expect(reached(phase)).toBeGreaterThan(0);
  if (server !== null) await runSchedules({ count: shared, seed: SEED + 1, database: server.freshDatabase });
}, 60_000 + COUNT * EACH_MS);
