/** Ferry's real core, store and adapters before the sandbox clouds, in random schedules of clicks, jobs, kills, faults and races. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startPostgres, type PostgresServer } from '../support/postgres.ts';
import { runSchedules, seedOf } from './support/run.ts';

const SEED = seedOf();
/** A few hundred, or as many as fit into some minutes; `npm run test:soak` plays thousands. */
const EMBEDDED = { count: 250, seconds: 240 };
const SHARED = { count: 60, seconds: 120 };

describe('random schedules', () => {
  test(`never harm a machine, on one store (FERRY_SCHEDULE_SEED=${SEED})`, async () => {
    const { reached } = await runSchedules({ ...EMBEDDED, seed: SEED });
    // Schedules that never come to the dangerous part would prove nothing.
    expect(reached('draining')).toBeGreaterThan(0);
  }, 600_000);

  describe('of two replicas', () => {
    let server: PostgresServer | null;
    beforeAll(async () => {
      server = await startPostgres();
    });
    afterAll(() => server?.stop());

    test(`never harm a machine, on one server (FERRY_SCHEDULE_SEED=${SEED})`, async () => {
      // Where no server can be had, startPostgres has said so aloud.
      if (server === null) return;
      await runSchedules({ ...SHARED, seed: SEED + 1, database: server.freshDatabase });
    }, 600_000);
  });
});
