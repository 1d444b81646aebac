/** The process: read the settings, start Ferry, stop on a signal. */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Half of a start is compiling. What was compiled is kept beside the packages; where that cannot be written, nothing is kept.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/ferry/compiled'));

/** Whoever stops Ferry kills it after half a minute at the earliest; what has not ended by then is cut off in order. */
const STOP_MS = 28_000;
/** The exit code that says: start a newer Ferry, trying again will not help. */
const STORE_NEWER = 3;

const { readConfig } = await import('./config.ts');
const read = readConfig(process.env);
if (!read.ok) {
  process.stderr.write(`Ferry cannot start:\n${read.problems.map((p) => `  - ${p}\n`).join('')}`);
  process.exit(1);
}

try {
  const { startApp } = await import('./app.ts');
  const app = await startApp(read.config);
  stopOn(app.stop);
  void app.outdated.then((why) => leave(app.stop, why));
  process.stdout.write(`Ferry listens on http://${read.config.http.host}:${app.port}/api/messages\n`);
} catch (error) {
  process.stderr.write(`Ferry cannot start: ${startTrouble(error)}\n`);
  process.exit(codeOf(error) === 'FERRY_STORE_NEWER' ? STORE_NEWER : 1);
}

/** A newer Ferry has changed the store meanwhile. */
async function leave(stop: () => Promise<void>, why: string): Promise<void> {
  process.stderr.write(`${why}\n`);
  await stop().catch(() => undefined);
  process.exit(STORE_NEWER);
}

/** A second signal does not wait for a clean stop. */
function stopOn(stop: () => Promise<void>): void {
  let stopping = false;
  const end = () => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => {
      process.stderr.write('Ferry did not stop in time; it ends now. What was recorded is not lost, and goes on at the next start.\n');
      process.exit(1);
    }, STOP_MS).unref();
    stop().then(() => process.exit(0), (error: unknown) => {
      process.stderr.write(`Ferry did not stop cleanly: ${String(error)}\n`);
      process.exit(1);
    });
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

function startTrouble(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = codeOf(error);
  if (code === 'FERRY_SETTINGS' || code === 'FERRY_STORE_NEWER') return error.message;
  return code === 'EADDRINUSE' ? `${error.message}: stop the other program or choose another PORT` : (error.stack ?? error.message);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error ? (error as { readonly code?: unknown }).code : undefined;
}
