/** Runs jest in its ESM mode: `quick` (all but the long ones), `soak` or `browser`; further arguments go to jest. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { RESULTS } from './results.ts';

const [kind = 'quick', ...rest] = process.argv.slice(2);
const where = kind === 'quick' ? [] : ['--config', 'jest.slow.config.mjs', `test/${kind}/`];

mkdirSync(RESULTS, { recursive: true });
const { status } = spawnSync(
  process.execPath,
  ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js', '--json', `--outputFile=${RESULTS}/${kind}.json`, ...where, ...rest],
  // With --json jest prints the results to standard output too; people read standard error.
  { stdio: ['inherit', 'ignore', 'inherit'] },
);
process.exit(status ?? 1);
