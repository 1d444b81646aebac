/** Runs jest in its ESM mode: `quick` (all but the long ones), `e2e`, `soak` or `browser`; further arguments go to jest. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { jestArguments } from './jest-arguments.ts';
import { RESULTS } from './results.ts';

const [kind = 'quick', ...rest] = process.argv.slice(2);

mkdirSync(RESULTS, { recursive: true });
// With --json jest prints the results to standard output too; people read standard error.
const { status } = spawnSync(process.execPath, jestArguments(kind, { output: `${RESULTS}/${kind}.json`, rest }), { stdio: ['inherit', 'ignore', 'inherit'] });
process.exit(status ?? 1);
