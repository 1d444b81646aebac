/** The bot is killed again and again during one migration: nothing runs twice, nothing that was acknowledged is lost, the cards catch up. */
import { expect, test } from '@jest/globals';
import { expectUnharmed } from './support/crash-expectations.ts';
import { crashRun, crashSeed } from './support/crash-run.ts';

const KILLS = 20;
const SEED = crashSeed();

test(`a migration survives ${KILLS} kills (FERRY_CRASH_SEED=${SEED})`, async () => {
  const run = await crashRun({ seed: SEED, kills: KILLS, seconds: 400 });
  expect(run.kills.length).toBeGreaterThanOrEqual(KILLS);
  expectUnharmed(run);
}, 480_000);
