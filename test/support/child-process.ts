import { spawn, type ChildProcess } from 'node:child_process';

/** A started program whose lines can be waited for. */
export type Child = {
  readonly pid: number;
  readonly lines: readonly string[];
  /** Resolves when the nth line was written; rejects when the program ended before. */
  line(n: number): Promise<string>;
  /** Kills it as a crash would, and waits until it is gone. */
  kill9(): Promise<void>;
  /** The exit code, or null after a signal. */
  ended(): Promise<number | null>;
};

/** Starts a TypeScript program of the tests as its own process. */
export function startChild(file: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Child {
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env, NODE_OPTIONS: '' } });
  const lines: string[] = [];
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  collectLines(child, lines);
  return {
    pid: child.pid ?? 0,
    lines,
    line: (n) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = lines[n - 1];
          if (found === undefined) return;
          child.stdout.off('data', look);
          resolve(found);
        };
        child.stdout.on('data', look);
        void ended.then((code) => reject(new Error(`${file} ended with ${code} after: ${lines.join(' | ')}`)));
        look();
      }),
    kill9: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    ended: () => ended,
  };
}

function collectLines(child: ChildProcess, lines: string[]): void {
  let rest = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
  });
}
