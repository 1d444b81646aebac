/** Adds up what the test runs of this checkout wrote; run alone it prints one line. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';

/** Where each test run leaves its result. */
export const RESULTS = 'data/test-results';

const Run = z.object({ numPassedTests: z.number(), numFailedTests: z.number(), numPendingTests: z.number(), numRuntimeErrorTestSuites: z.number() });

if (import.meta.main) process.stdout.write(`${summary()}\n`);

function summary(): string {
  const files = existsSync(RESULTS) ? readdirSync(RESULTS).filter((name) => name.endsWith('.json')) : [];
  const runs = files.map((name) => Run.parse(JSON.parse(readFileSync(`${RESULTS}/${name}`, 'utf8'))));
  const sum = (of: (run: z.infer<typeof Run>) => number) => runs.reduce((all, run) => all + of(run), 0);
  return `${sum((r) => r.numPassedTests)} passed, ${sum((r) => r.numFailedTests + r.numRuntimeErrorTestSuites)} failed, ${sum((r) => r.numPendingTests)} skipped`;
}
