/** One child process: started, waited for until it is ready, and stopped without leaving an orphan. */
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';

export type ChildSpec = {
  readonly name: string;
  /** Arguments to the Node that runs this script. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The child is ready when a line of its output matches. */
  readonly ready: RegExp;
  /** Gets everything the child prints. */
  readonly logFile: string;
};

export type Child = {
  readonly name: string;
  readonly pid: number | undefined;
  /** Resolves with the line that said so; rejects with the child's own words when it ends first. */
  readonly ready: Promise<string>;
  /** Resolves with the reason when the child ends, wanted or not. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
};

const STOP_GRACE_MS = 8_000;
const LINES_KEPT = 8;

/** Starts a child in a process group of its own, so that Ctrl-C reaches the parent only, which then stops it in order. */
export function startChild(spec: ChildSpec): Child {
  mkdirSync(dirname(spec.logFile), { recursive: true });
  const log = createWriteStream(spec.logFile);
  const child = spawn(process.execPath, spec.args, { env: spec.env, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
  const last: string[] = [];
  let isReady: (line: string) => void = () => undefined;
  const lines = (stream: NodeJS.ReadableStream) => createInterface({ input: stream }).on('line', (line) => {
    log.write(`${line}\n`);
    last.push(line);
    if (last.length > LINES_KEPT) last.shift();
    if (spec.ready.test(line)) isReady(line);
  });
  lines(child.stdout);
  lines(child.stderr);
  child.stdin.on('error', () => undefined);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(`${signal ?? `exit code ${String(code)}`}${last.length === 0 ? '' : `\n  ${last.join('\n  ')}`}`));
  });
  const ready = new Promise<string>((resolve, reject) => {
    isReady = resolve;
    void ended.then((reason) => reject(new Error(`${spec.name} did not start: ${reason}`)));
  });
  ready.catch(() => undefined);
  return { name: spec.name, pid: child.pid, ready, ended, stop: () => stopped(child, ended) };
}

async function stopped(child: ReturnType<typeof spawn>, ended: Promise<string>): Promise<void> {
  child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), STOP_GRACE_MS);
  await ended;
  clearTimeout(kill);
}
