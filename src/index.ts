/** The process: read the settings, start Ferry, stop on a signal. */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Half of a start is compiling. What was compiled is kept beside the packages; where that cannot be written, nothing is kept.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/ferry/compiled'));

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
  process.stdout.write(`Ferry listens on http://${read.config.http.host}:${app.port}/api/messages\n`);
} catch (error) {
  process.stderr.write(`Ferry cannot start: ${startTrouble(error)}\n`);
  process.exit(1);
}

/** A second signal does not wait for a clean stop. */
function stopOn(stop: () => Promise<void>): void {
  let stopping = false;
  const end = () => {
    if (stopping) process.exit(1);
    stopping = true;
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
  const code = (error as { readonly code?: unknown }).code;
  if (code === 'FERRY_SETTINGS') return error.message;
  return code === 'EADDRINUSE' ? `${error.message}: stop the other program or choose another PORT` : (error.stack ?? error.message);
}
