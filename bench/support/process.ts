/** Processes under measurement: started, asked for what they used, ended by their own handle. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import type { Usage } from '../tell-usage.ts';

export type Measured = {
  /** The first line of output that matched; rejects when the process ended before. */
  readonly ready: Promise<string>;
  usage(): Promise<Usage>;
  /** Asks it to end and waits. */
  stop(): Promise<void>;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
};

export type Env = Readonly<Record<string, string>>;

/** The project's folder, with a slash at the end. */
export const ROOT = new URL('../..', import.meta.url).pathname;
const STOP_MS = 10_000;
const READY_MS = 60_000;
const LINES_KEPT = 5;

/** Starts a program of this project with just these settings. */
export function startMeasured(o: { readonly file: string; readonly preload?: string; readonly env: Env; readonly ready: RegExp }): Measured {
  const preloads = ['bench/tell-usage.ts', ...(o.preload === undefined ? [] : [o.preload])];
  const env = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...o.env };
  const child = spawn(process.execPath, [...preloads.flatMap((file) => ['--import', `${ROOT}${file}`]), `${ROOT}${o.file}`], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(String(signal ?? code)));
  });
  return {
    ready: readyLine(child, { ...o, ended }),
    usage: () => usageOf(child, ended),
    stop: () => end(child, ended, 'SIGTERM'),
    kill: () => end(child, ended, 'SIGKILL'),
  };
}

function readyLine(child: ChildProcess, o: { readonly file: string; readonly ready: RegExp; readonly ended: Promise<string> }): Promise<string> {
  const last: string[] = [];
  const line = new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${o.file} was not ready in time`)), READY_MS);
    const look = (text: string): void => {
      last.splice(0, Math.max(0, last.length - LINES_KEPT + 1));
      last.push(text);
      if (!o.ready.test(text)) return;
      clearTimeout(timer);
      resolve(text);
    };
    for (const stream of [child.stdout, child.stderr]) if (stream !== null) createInterface({ input: stream }).on('line', look);
    void o.ended.then((how) => {
      clearTimeout(timer);
      reject(new Error(`${o.file} ended with ${how}:\n${last.join('\n')}`));
    });
  });
  line.catch(() => undefined);
  return line;
}

async function usageOf(child: ChildProcess, ended: Promise<string>): Promise<Usage> {
  const answer = new Promise<Usage>((resolve) => {
    child.once('message', (usage) => resolve(usage as Usage));
  });
  child.send('usage');
  return Promise.race([answer, ended.then((how) => Promise.reject(new Error(`a measured process ended with ${how}`)))]);
}

async function end(child: ChildProcess, ended: Promise<string>, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  child.kill(signal);
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(late);
}

const QUIET_LOOK_MS = 1_500;
/** A twentieth of one core. */
const QUIET_SHARE = 0.05;

/** Waits until a process has done next to nothing for two looks in a row. */
export async function untilQuiet(measured: Measured, o: { readonly seconds: number }): Promise<void> {
  const deadline = performance.now() + o.seconds * 1000;
  let before = (await measured.usage()).cpuUs;
  for (let quiet = 0; quiet < 2; ) {
    if (performance.now() > deadline) throw new Error(`a process was still busy after ${o.seconds} s`);
    await pause(QUIET_LOOK_MS);
    const now = (await measured.usage()).cpuUs;
    quiet = now - before < QUIET_LOOK_MS * 1000 * QUIET_SHARE ? quiet + 1 : 0;
    before = now;
  }
}
