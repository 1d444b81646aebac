/** The container: no image can be built here, so its recipe is read, and its command runs on a copy of exactly the files that the image gets. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { instructionsOf, isSent, variablesOf, wordsOf } from './support/dockerfile.ts';
import { jsonOf, textOf } from './support/files.ts';

const ROOT = join(import.meta.dirname, '../..');
const steps = instructionsOf(textOf('Dockerfile'));
const ignore = textOf('.dockerignore');
const last = steps.filter((s) => s.stage === Math.max(...steps.map((one) => one.stage)));
const one = (name: string): string => {
  const [first, second] = last.filter((s) => s.name === name);
  if (first === undefined || second !== undefined) throw new Error(`not one ${name}`);
  return first.rest;
};
const sources = (stage: typeof steps): readonly string[] => stage.filter((s) => s.name === 'COPY' && !s.rest.startsWith('--from')).flatMap((s) => s.rest.split(/\s+/).slice(0, -1));

describe('the recipe', () => {
  test('begins with the very Node that everything is tested on, slim', () => {
    const { node } = jsonOf<{ readonly devDependencies: { readonly node: string } }>('package.json').devDependencies;
    expect(steps.filter((s) => s.name === 'FROM').map((s) => s.rest.split(' ')[0])).toEqual([`node:${node}-bookworm-slim`, `node:${node}-bookworm-slim`]);
  });

  test('installs what runs, as the lock file says, and runs no script of any package', () => {
    expect(steps.filter((s) => s.name === 'RUN' && s.rest.includes('npm')).map((s) => s.rest)).toEqual(['npm ci --omit=dev --ignore-scripts']);
  });

  test('runs as nobody in particular, by number, so that "non-root" can be checked before a start', () => {
    expect(one('USER')).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    const order = last.map((s) => s.name);
    expect(order.indexOf('USER')).toBeGreaterThan(order.lastIndexOf('RUN'));
    expect(order.indexOf('USER')).toBeLessThan(order.indexOf('CMD'));
  });

  test('writes to its volume only', () => {
    const { FERRY_DATA_DIR: folder = '' } = variablesOf(one('ENV'));
    expect(folder.startsWith(`${one('VOLUME')}/`)).toBe(true);
    expect(one('WORKDIR')).toBe('/app');
  });

  test('holds no secret and takes none', () => {
    expect(steps.filter((s) => ['ARG', 'ADD'].includes(s.name))).toEqual([]);
    expect(Object.keys(variablesOf(one('ENV'))).toSorted()).toEqual(['FERRY_DATA_DIR', 'HOST', 'NODE_ENV', 'PORT']);
    expect(one('HEALTHCHECK')).not.toMatch(/curl|wget/);
  });
});

describe('what is sent to the build', () => {
  test('is what is copied', () => {
    expect(sources(steps).filter((path) => !existsSync(join(ROOT, path)) || !isSent(ignore, path))).toEqual([]);
    const sent = readdirSync(ROOT).filter((path) => isSent(ignore, path));
    expect(sent.filter((path) => !sources(steps).includes(path))).toEqual([]);
  });

  test.each(['.env', '.env.example', 'data/store', 'test', '.git', 'node_modules', 'src/sandbox/main.ts', 'scripts/start.ts', 'env/.env.dev'])('is not %s', (path) => {
    expect(isSent(ignore, path)).toBe(false);
  });

  test('is, for App Service, the same with the packages: what .webappignore leaves over', () => {
    const left = textOf('.webappignore').split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    const goes = (path: string): boolean => !left.includes(path) && !(path.startsWith('.') && left.includes('.*'));
    expect(readdirSync(ROOT).filter(goes).toSorted()).toEqual(['cards', 'node_modules', 'package-lock.json', 'package.json', 'src']);
    expect(left).toContain('src/sandbox');
  });
});

describe('the command', () => {
  const app = mkdtempSync(join(tmpdir(), 'ferry-image-'));
  const data = mkdtempSync(join(tmpdir(), 'ferry-volume-'));
  let child: ChildProcess | null = null;
  afterAll(() => {
    child?.kill('SIGKILL');
    for (const folder of [app, data]) rmSync(folder, { recursive: true, force: true });
  });
  // As in the image: whoever runs it owns nothing but the volume, and there is no place for temporary files.
  const isRoot = process.getuid?.() === 0;
  const nobody = isRoot ? { uid: 65_534, gid: 65_534 } : {};

  test('starts on the files of the image, is healthy, and ends when it is told to', async () => {
    stage();
    const port = await freePort();
    const SETTINGS = { MicrosoftAppId: GUID, MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppTenantId: GUID, AWS_REGION: 'eu-west-1', AWS_EC2_METADATA_DISABLED: 'true', FERRY_SUBSCRIPTION_ID: GUID, FERRY_VAULT_RESOURCE_GROUP: 'rg-asr', FERRY_VAULT_NAME: 'rsv', FERRY_LOCATION: 'westeurope', AZURE_RESOURCE_MANAGER_ENDPOINT: 'http://127.0.0.1:9' };
    const env = { PATH: dirname(process.execPath), ...variablesOf(one('ENV')), ...SETTINGS, PORT: String(port), FERRY_DATA_DIR: join(data, 'store'), TMPDIR: join(app, 'read-only') };
    const [program, ...args] = wordsOf(one('CMD'));
    expect(program).toBe('node');
    const options = { cwd: app, env, ...nobody, encoding: 'utf8' } as const;
    child = spawn(process.execPath, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    await said(child, `Ferry listens on http://0.0.0.0:${port}`);

    const [, ...check] = wordsOf(one('HEALTHCHECK'));
    expect(spawnSync(process.execPath, check, options).status).toBe(0);
    expect(spawnSync(process.execPath, check, { ...options, env: { ...env, PORT: '9' } }).status).toBe(1);

    const ended = new Promise<number | null>((resolve) => child?.once('exit', resolve));
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  }, 120_000);

  const GUID = '00000000-0000-4000-8000-0000000000c1';

  /** Everything that the last stage copies, and of the packages only those that a production install has. */
  function stage(): void {
    for (const path of sources(last)) cpSync(join(ROOT, path), join(app, path), { recursive: true, filter: (from) => isSent(ignore, from.slice(ROOT.length + 1)) });
    const { packages } = jsonOf<{ readonly packages: Readonly<Record<string, { readonly dev?: boolean }>> }>('package-lock.json');
    const needed = Object.entries(packages).filter(([path, { dev }]) => /^node_modules\/(@[^/]+\/)?[^/]+$/.test(path) && dev !== true && existsSync(join(ROOT, path)));
    for (const [path] of needed) {
      mkdirSync(dirname(join(app, path)), { recursive: true });
      symlinkSync(join(ROOT, path), join(app, path));
    }
    chmodSync(app, 0o755);
    if (isRoot) chownSync(data, 65_534, 65_534);
  }
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Resolves when a process has said something; rejects with all it said when it ends before. */
function said(child: ChildProcess, words: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let heard = '';
    const hear = (chunk: Buffer): void => {
      heard += chunk.toString();
      if (heard.includes(words)) resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => reject(new Error(`it ended with ${code}: ${heard}`)));
  });
}
