/** The end of a process, on real processes: signals, exit codes, and the time after which nothing is waited for any more. */
import { spawn } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';

const ROOT = new URL('../', import.meta.url).pathname;
const HANGS = '() => new Promise(() => undefined)';

type Ended = { readonly code: number | null; readonly errors: string; readonly ms: number };

/** A process that stops like this, asked to end by these signals one after the other. */
function ended(o: { readonly stop: string; readonly afterMs: number; readonly code?: number; /** What SIGTERM asks for, where that is something else. */ readonly later?: number; readonly signals: readonly NodeJS.Signals[] }): Promise<Ended> {
  const script = `
    import { endInOrder } from './src/end-in-order.ts';
    const end = endInOrder(${o.stop}, { afterMs: ${o.afterMs} });
    process.on('SIGINT', () => end(${o.code ?? 0}));
    process.on('SIGTERM', () => end(${o.later ?? o.code ?? 0}));
    setInterval(() => undefined, 1_000);
    process.stdout.write('up');`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], { cwd: ROOT, env: { PATH: process.env['PATH'] }, stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  let asked = 0;
  child.stderr.on('data', (text) => { errors += String(text); });
  child.stdout.once('data', () => {
    asked = performance.now();
    // The next one only when the one before has been taken.
    for (const [n, signal] of o.signals.entries()) setTimeout(() => child.kill(signal), n * 300);
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, errors, ms: performance.now() - asked })));
}

describe('a process that is told to end', () => {
  test.each([
    { reason: 'stops in order', stop: '() => Promise.resolve()', afterMs: 20_000, code: 0, exit: 0, says: '' },
    { reason: 'does not wait for what hangs', stop: HANGS, afterMs: 200, code: 0, exit: 1, says: 'did not stop in time; it ends now. What was recorded is not lost' },
    { reason: 'says what could not be stopped', stop: '() => Promise.reject(new Error("the disk is gone"))', afterMs: 20_000, code: 0, exit: 1, says: 'did not stop cleanly: Error: the disk is gone' },
    { reason: 'ends with the code that says why, also when something hangs', stop: HANGS, afterMs: 200, code: 3, exit: 3, says: 'did not stop in time' },
  ])('$reason', async ({ stop, afterMs, code, exit, says }) => {
    const all = await Promise.all((['SIGTERM', 'SIGINT'] as const).map((signal) => ended({ stop, afterMs, code, signals: [signal] })));
    expect(all.map((one) => one.code)).toEqual([exit, exit]);
    for (const one of all) expect(one.errors).toContain(says);
  });

  test('ends at once when it is told a second time', async () => {
    const { code, ms } = await ended({ stop: HANGS, afterMs: 60_000, signals: ['SIGTERM', 'SIGTERM'] });
    expect(code).toBe(1);
    expect(ms).toBeLessThan(10_000);
  });

  test('keeps the code that says why when it is told to end meanwhile', async () => {
    const { code } = await ended({ stop: HANGS, afterMs: 60_000, code: 3, later: 0, signals: ['SIGINT', 'SIGTERM'] });
    expect(code).toBe(3);
  });
});
