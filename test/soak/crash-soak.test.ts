/** The crash test, longer: a hundred kills in one migration. */
import { expect, test } from '@jest/globals';
import { expectUnharmed } from '../e2e/support/crash-expectations.ts';
import { crashRun, crashSeed } from '../e2e/support/crash-run.ts';

const KILLS = 100;
const SEED = crashSeed();

test(`a migration survives ${KILLS} kills (FERRY_CRASH_SEED=${SEED})`, async () => {
  const run = await crashRun({ seed: SEED, kills: KILLS, seconds: 1_200 });
  expect(run.kills.length).toBeGreaterThanOrEqual(KILLS);
  expectUnharmed(run);
}, 1_300_000);
