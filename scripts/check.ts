/** `npm test`: each check by name, stopping at the first that fails. */
import { spawnSync } from 'node:child_process';

const bin = (path: string) => `node_modules/${path}`;
const STEPS: readonly (readonly [name: string, ...args: string[]])[] = [
  ['types', bin('typescript/bin/tsc'), '--noEmit'],
  ['lint', bin('eslint/bin/eslint.js'), '--max-warnings=0', '.'],
  ['boundaries', bin('dependency-cruiser/bin/dependency-cruise.mjs'), 'src', 'scripts', 'test', '--config', '.dependency-cruiser.cjs'],
  ['dead code', bin('knip/bin/knip.js'), '--no-progress'],
  ['tests', 'scripts/jest.ts', 'quick'],
];

for (const [name, ...args] of STEPS) {
  process.stdout.write(`\n=== ${name}\n`);
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) {
    process.stderr.write(`\n=== ${name} failed\n`);
    process.exit(1);
  }
}
