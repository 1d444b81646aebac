/** The bot is killed again and again during one migration: nothing runs twice, nothing that was acknowledged is lost, the cards catch up. */
import { expect, test } from '@jest/globals';
import { expectUnharmed } from './support/crash-expectations.ts';
import { crashRun } from './support/crash-run.ts';

const KILLS = 20;
const SEED = Number(process.env['FERRY_CRASH_SEED'] ?? Date.now() % 1_000_000);

test(`a migration survives ${KILLS} kills (FERRY_CRASH_SEED=${SEED})`, async () => {
  const run = await crashRun({ seed: SEED, kills: KILLS, seconds: 240 });
  expect(run.kills.length).toBeGreaterThanOrEqual(KILLS);
  expectUnharmed(run);
}, 300_000);
