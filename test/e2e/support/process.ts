/** Ferry as a process of its own, so that it can be killed as a power cut or an operator would. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

const ENTRY = join(import.meta.dirname, '../../../src/index.ts');
/** The most that is kept of what the process printed. */
const KEPT = 60_000;

/** A bot process that can be killed at any moment; `start` resolves when it listens, or when it ended before that. */
export type BotProcess = {
  readonly url: string;
  start(): Promise<'listening' | 'ended'>;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM; the exit code, or null when a signal ended it. */
  stop(): Promise<number | null>;
  /** What the last processes printed, newest last. */
  output(): string;
};

/** A bot on one port and with one set of settings, however often it is started. */
export async function makeBotProcess(settings: Record<string, string>): Promise<BotProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | null = null;
  let printed = '';
  const keep = (chunk: unknown): void => {
    printed = `${printed}${String(chunk)}`.slice(-KEPT);
  };

  async function start(): Promise<'listening' | 'ended'> {
    const started = spawn(process.execPath, [ENTRY], { env: { PATH: process.env['PATH'] ?? '', ...settings, PORT: String(port) }, stdio: ['ignore', 'pipe', 'pipe'] });
    child = started;
    started.stderr.on('data', keep);
    const ended = new Promise<'ended'>((resolve) => started.once('exit', () => resolve('ended')));
    const listening = new Promise<'listening'>((resolve) => {
      started.stdout.on('data', (chunk: unknown) => {
        keep(chunk);
        if (String(chunk).includes('Ferry listens on')) resolve('listening');
      });
    });
    return Promise.race([listening, ended]);
  }

  return {
    url,
    start,
    kill: async () => {
      await end(child, 'SIGKILL');
    },
    stop: () => end(child, 'SIGTERM'),
    output: () => printed,
  };
}

function isAlive(child: ChildProcess | null): boolean {
  return child !== null && child.exitCode === null && child.signalCode === null;
}

async function end(child: ChildProcess | null, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
  if (child === null || !isAlive(child)) return child?.exitCode ?? null;
  const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill(signal);
  return gone;
}

/** A port that nobody listens on now; the same one is used after each restart, as in life. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
