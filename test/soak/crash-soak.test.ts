/** The crash test, longer: kills at any moment, twenty and then a hundred in one migration. */
import { expect, test } from '@jest/globals';
import { expectUnharmed } from '../e2e/support/crash-expectations.ts';
import { crashRun, crashSeed } from '../e2e/support/crash-run.ts';

const SEED = crashSeed();

test.each([{ kills: 20, seconds: 400 }, { kills: 100, seconds: 1_200 }])(`a migration survives $kills kills (FERRY_CRASH_SEED=${SEED})`, async ({ kills, seconds }) => {
  const run = await crashRun({ seed: SEED, kills, seconds });
  expect(run.kills.length).toBeGreaterThanOrEqual(kills);
  expectUnharmed(run);
}, 1_300_000);
