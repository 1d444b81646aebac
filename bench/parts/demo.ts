/** The whole of `npm start` without settings: until it says which address to open. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { DEMO_PORTS } from '../../scripts/demo-settings.ts';
import { median, spread, type Line } from '../support/figures.ts';
import { ROOT } from '../support/process.ts';

const ROUNDS = 3;
const WAIT_MS = 60_000;

/** Needs the demo's own ports; an error says so when they are taken. */
export async function measureDemo(): Promise<readonly Line[]> {
  if (existsSync(`${ROOT}.env`)) throw new Error('there is a .env, so `npm start` would start the real bot: move it away to measure the demo');
  const seconds: number[] = [];
  for (let round = 0; round < ROUNDS; round++) seconds.push(await oneStart());
  return [{ what: '`npm start` until the address is shown', figure: median(seconds), unit: 's', goal: 10, note: spread(seconds, 1) }];
}

async function oneStart(): Promise<number> {
  const since = performance.now();
  // A group of its own, so that npm and what it started can be ended together.
  const npm = spawn('npm', ['start'], { cwd: ROOT, detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env['PATH'], HOME: process.env['HOME'] } });
  const ended = new Promise<void>((resolve) => npm.once('close', () => resolve()));
  try {
    await shown(npm, `open http://127.0.0.1:${DEMO_PORTS.playground}`);
    return (performance.now() - since) / 1000;
  } finally {
    if (npm.pid !== undefined && npm.exitCode === null) process.kill(-npm.pid, 'SIGTERM');
    await ended;
  }
}

function shown(npm: ReturnType<typeof spawn>, words: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const lines: string[] = [];
    const timer = setTimeout(() => reject(new Error('npm start took too long')), WAIT_MS);
    const look = (line: string): void => {
      lines.push(line);
      if (!line.includes(words)) return;
      clearTimeout(timer);
      resolve();
    };
    for (const stream of [npm.stdout, npm.stderr]) if (stream !== null) createInterface({ input: stream }).on('line', look);
    npm.once('close', () => {
      clearTimeout(timer);
      reject(new Error(`npm start ended:\n${lines.slice(-5).join('\n')}`));
    });
  });
}
