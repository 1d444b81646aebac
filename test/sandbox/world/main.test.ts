// The sandbox as a process: its ready line, its settings, a taken port, and its end.
import { afterEach, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

type Run = { readonly child: ChildProcess; readonly firstLine: Promise<string>; readonly ended: Promise<{ code: number | null; errors: string }> };

function run(env: Record<string, string>): Run {
  const settings = { SANDBOX_EC2_PORT: '0', SANDBOX_AZURE_PORT: '0', ...env };
  const child = spawn(process.execPath, ['src/sandbox/main.ts'], { stdio: ['pipe', 'pipe', 'pipe'], env: { PATH: process.env['PATH'], ...settings } });
  children.push(child);
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const firstLine = once(child.stdout, 'data').then(([chunk]) => String(chunk));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, errors }));
  return { child, firstLine, ended };
}

test('it says where it listens, answers there, and ends on SIGTERM', async () => {
  const { child, firstLine, ended } = run({});
  const ready = JSON.parse(await firstLine) as { ready: boolean; ec2: string; azure: string };
  expect(ready).toEqual({ ready: true, ec2: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/), azure: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) });
  const world = (await (await fetch(`${ready.azure}/_sandbox/world`)).json()) as { clock: { speed: number } };
  expect(world.clock.speed).toBe(30);
  expect((await fetch(ready.ec2)).status).toBe(405);
  child.kill('SIGTERM');
  expect(await ended).toEqual({ code: 0, errors: '' });
});

test('it ends when its parent lets go of it', async () => {
  const { child, firstLine, ended } = run({ SANDBOX_PARENT: '1' });
  await firstLine;
  child.stdin?.end();
  expect((await ended).code).toBe(0);
});

test('a taken port is one clear line', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const { code, errors } = await run({ SANDBOX_AZURE_PORT: String(port) }).ended;
  other.close();
  expect(code).toBe(1);
  expect(errors).toBe(`sandbox: port ${port} on 127.0.0.1 is taken; stop what listens there, or set SANDBOX_EC2_PORT or SANDBOX_AZURE_PORT\n`);
});

test('all wrong settings are named at once', async () => {
  const { code, errors } = await run({ SANDBOX_SPEED: 'fast', SANDBOX_PAGE_SIZE: '0' }).ended;
  expect(code).toBe(1);
  expect(errors).toContain('SANDBOX_SPEED must be a number');
  expect(errors).toContain('SANDBOX_PAGE_SIZE must be a whole number');
});
