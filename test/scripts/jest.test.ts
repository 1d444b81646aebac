/** Which files `npm run test:…` runs, as jest itself lists them. */
import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { jestArguments } from '../../scripts/jest-arguments.ts';

const ROOT = new URL('../../', import.meta.url).pathname;

const dir = mkdtempSync(join(tmpdir(), 'ferry-jest-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** With a list instead of a run, jest writes that to the file of the results. */
function files(kind: string, ...rest: readonly string[]): readonly string[] {
  const output = join(dir, 'list.json');
  const { status } = spawnSync(process.execPath, [...jestArguments(kind, { output, rest }), '--listTests'], { cwd: ROOT });
  expect(status).toBe(0);
  return (JSON.parse(readFileSync(output, 'utf8')) as readonly string[]).map((file) => relative(ROOT, file)).toSorted();
}

test.each([
  { reason: 'a file that is named is the only one', kind: 'soak', rest: ['power-cut'], are: ['test/soak/power-cut.test.ts'] },
  { reason: 'two files are two', kind: 'soak', rest: ['test/soak/power-cut.test.ts', 'test/soak/crash-soak.test.ts'], are: ['test/soak/crash-soak.test.ts', 'test/soak/power-cut.test.ts'] },
  { reason: 'a file of another kind is none of them', kind: 'soak', rest: ['--passWithNoTests', 'test/browser/whole-migration.test.ts'], are: [] },
  { reason: 'a kind that is named alone is all of it and nothing else', kind: 'browser', rest: [], are: ['test/browser/whole-migration.test.ts'] },
  { reason: 'the quick ones are narrowed as well', kind: 'quick', rest: ['test/scripts/jest.test.ts'], are: ['test/scripts/jest.test.ts'] },
])('$reason', ({ kind, rest, are }) => {
  expect(files(kind, ...rest)).toEqual(are);
}, 30_000);

test('every test is among the quick ones, the long ones, or those that are run by name; none is in two of them', () => {
  const all = ['quick', 'e2e', 'soak', 'browser'].flatMap((kind) => files(kind));
  expect(new Set(all).size).toBe(all.length);
  expect(all.toSorted()).toEqual(globSync('test/**/*.test.ts', { cwd: ROOT }).toSorted());
  expect(files('e2e')).toContain('test/e2e/crash.test.ts');
}, 60_000);
