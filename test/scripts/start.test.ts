/** `npm start` as processes: what runs, what is refused, and that nothing stays behind. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startDemo } from '../../scripts/demo.ts';
import { DEMO_TENANT, type DemoPorts } from '../../scripts/demo-settings.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
let dir: string;
beforeAll(() => { dir = mkdtempSync(join(tmpdir(), 'ferry-start-')); });
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('the demo', () => {
  test('starts three servers on loopback that answer, and stops them all', async () => {
    const ports = await freePorts();
    const demo = await startDemo({ ports, dataDir: join(dir, 'a') });
    const health = await fetch(`http://127.0.0.1:${ports.bot}/healthz`);
    const page = await fetch(demo.addresses.playground);
    const world = await fetch(`http://127.0.0.1:${ports.azure}/_sandbox/world`);
    expect([health.status, page.status, world.status]).toEqual([200, 200, 200]);
    const places = await (await fetch(`${demo.addresses.playground}/_internal/v1/config`)).text();
    expect(places).toContain(DEMO_TENANT);
    await demo.stop();
    expect(await listening(ports)).toEqual([]);
    expect(demo.children.map((child) => isAlive(child.pid))).toEqual([false, false, false]);
  }, 60_000);

  test('names the port that is taken and what to do, and starts nothing', async () => {
    const ports = await freePorts();
    const other = createServer();
    await listen(other, ports.azure);
    await expect(startDemo({ ports, dataDir: join(dir, 'b') })).rejects.toThrow(`port ${ports.azure} on 127.0.0.1, which the sandbox (Azure) needs, is taken: stop the program`);
    await new Promise((resolve) => other.close(resolve));
    expect(await listening(ports)).toEqual([]);
  });

  test('tells which part ended, and why', async () => {
    const demo = await startDemo({ ports: await freePorts(), dataDir: join(dir, 'c'), withPlayground: false });
    process.kill(demo.children[0]?.pid ?? 0, 'SIGKILL');
    expect(await demo.broken).toMatch(/^the sandbox ended: SIGKILL/);
    await demo.stop();
  }, 60_000);

  test('leaves no orphan when its own process is killed', async () => {
    const ports = await freePorts();
    const script = `import { startDemo } from './scripts/demo.ts';\nconst demo = await startDemo(${JSON.stringify({ ports, dataDir: join(dir, 'd') })});\nconsole.log(JSON.stringify(demo.children.map((c) => c.pid)));`;
    const parent = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
    const pids = await new Promise<number[]>((resolve) => parent.stdout.once('data', (line) => resolve(JSON.parse(String(line)) as number[])));
    expect(pids.map(isAlive)).toEqual([true, true, true]);
    parent.kill('SIGKILL');
    for (let i = 0; i < 200 && pids.some(isAlive); i++) await pause(50);
    expect(pids.filter(isAlive)).toEqual([]);
    expect(await listening(ports)).toEqual([]);
  }, 60_000);
});

describe('with settings', () => {
  test('only the bot is started, and every problem is told at once with exit code 1', async () => {
    const { code, errors } = await start({ FERRY_VAULT_NAME: 'vault', FERRY_OBSERVE_SECONDS: 'often' });
    expect(code).toBe(1);
    for (const name of ['MicrosoftAppId', 'AWS_REGION', 'FERRY_SUBSCRIPTION_ID', 'FERRY_VAULT_RESOURCE_GROUP', 'FERRY_LOCATION', 'FERRY_OBSERVE_SECONDS']) expect(errors).toContain(`  - ${name} `);
  });

  test('an unauthenticated bot on another address than loopback is refused with the reason', async () => {
    const { code, errors } = await start({ FERRY_ALLOW_ANONYMOUS: 'true', HOST: '0.0.0.0' });
    expect([code, errors]).toEqual([1, expect.stringContaining('FERRY_ALLOW_ANONYMOUS=true is refused on HOST=0.0.0.0: without a bot identity')]);
  });
});

function start(env: Record<string, string>): Promise<{ readonly code: number | null; readonly errors: string }> {
  const child = spawn(process.execPath, [`${ROOT}scripts/start.ts`], { cwd: dir, env: { PATH: process.env['PATH'], ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (text) => { errors += String(text); });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, errors })));
}

async function freePorts(): Promise<DemoPorts> {
  const servers = [0, 1, 2, 3].map(() => createServer());
  for (const server of servers) await listen(server, 0);
  const [bot = 0, ec2 = 0, azure = 0, playground = 0] = servers.map((server) => (server.address() as { port: number }).port);
  for (const server of servers) await new Promise((resolve) => server.close(resolve));
  return { bot, ec2, azure, playground };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
}

/** The ports on which somebody still answers. */
async function listening(ports: DemoPorts): Promise<number[]> {
  const found: number[] = [];
  for (const port of Object.values(ports)) {
    const probe = createServer();
    await listen(probe, port).then(() => new Promise((resolve) => probe.close(resolve)), () => found.push(port));
  }
  return found;
}

function isAlive(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}
