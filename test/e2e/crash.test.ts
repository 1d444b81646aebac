/** The bot is killed around every write to a cloud in one migration: nothing runs twice, nothing that was acknowledged is lost, the cards catch up. */
import { expect, test } from '@jest/globals';
import { expectUnharmed } from './support/crash-expectations.ts';
import { AROUND_EVERY_WRITE, crashRun, crashSeed } from './support/crash-run.ts';

// Kills at any other moment too, twenty and a hundred of them, are for `npm run test:soak`.
const KILLS = Object.values(AROUND_EVERY_WRITE).reduce((a, b) => a + b, 0);
const SEED = crashSeed();

test(`a migration survives ${KILLS} kills around its writes (FERRY_CRASH_SEED=${SEED})`, async () => {
  const run = await crashRun({ seed: SEED, kills: AROUND_EVERY_WRITE, seconds: 200 });
  expect(run.kills.length).toBeGreaterThanOrEqual(KILLS);
  expectUnharmed(run);
});
