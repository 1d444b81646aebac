/** The process: read the settings, start Ferry, stop on a signal. */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { endInOrder } from './end-in-order.ts';

// Half of a start is compiling. What was compiled is kept beside the packages; where that cannot be written, nothing is kept.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/ferry/compiled'));

/** Whoever stops Ferry kills it after half a minute at the earliest; what has not ended by then is cut off in order. */
const STOP_MS = 28_000;
/** Errors whose sentence says what to do; where in the program they were noticed helps nobody. */
const SAID_ENOUGH: ReadonlySet<unknown> = new Set(['FERRY_SETTINGS', 'FERRY_STORE', 'FERRY_STORE_NEWER']);
/** The exit code that says: start a newer Ferry, trying again will not help. */
const STORE_NEWER = 3;

const { readConfig } = await import('./read-config.ts');
const read = readConfig(process.env);
if (!read.ok) {
  process.stderr.write(`Ferry cannot start:\n${read.problems.map((p) => `  - ${p}\n`).join('')}`);
  process.exit(1);
}

try {
  const { startApp } = await import('./app.ts');
  const app = await startApp(read.config);
  const end = endInOrder(app.stop, { afterMs: STOP_MS });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => end(0));
  void app.outdated.then((why) => {
    process.stderr.write(`${why}\n`);
    end(STORE_NEWER);
  });
  process.stdout.write(`Ferry listens on http://${read.config.http.host}:${app.port}/api/messages\n`);
} catch (error) {
  process.stderr.write(`Ferry cannot start: ${startTrouble(error)}\n`);
  process.exit(codeOf(error) === 'FERRY_STORE_NEWER' ? STORE_NEWER : 1);
}

function startTrouble(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = codeOf(error);
  if (SAID_ENOUGH.has(code)) return error.message;
  return code === 'EADDRINUSE' ? `${error.message}: stop the other program or choose another PORT` : (error.stack ?? error.message);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error ? (error as { readonly code?: unknown }).code : undefined;
}
