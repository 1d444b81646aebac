/** A throwaway PostgreSQL server from Debian's packages, on a loopback port, in a temporary folder. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { appendFileSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

/** A running server. */
export type PostgresServer = {
  /** Makes an empty database and gives its address. */
  freshDatabase(): Promise<string>;
  stop(): Promise<void>;
};

type Account = { readonly uid: number; readonly gid: number };

const VERSIONS_FOLDER = '/usr/lib/postgresql';
const OLDEST_VERSION = 15;

/** Starts a server; null, with a loud message, when there is none and none can be installed. In CI that is an error. */
export async function startPostgres(): Promise<PostgresServer | null> {
  const bin = findBinaries() ?? installBinaries();
  if (bin !== null) return start(bin);
  const message = 'PostgreSQL is not installed and could not be: the server half of the store contract was NOT tested. Install it with: apt-get install postgresql';
  if (process.env['CI']) throw new Error(message);
  shout(`\n${'!'.repeat(80)}\n${message}\n${'!'.repeat(80)}\n`);
  return null;
}

/** Past jest's own console, which may be silenced: a skipped half of a contract must be seen. */
function shout(text: string): void {
  process.stderr.write(text);
}

function findBinaries(): string | null {
  if (!existsSync(VERSIONS_FOLDER)) return null;
  const versions = readdirSync(VERSIONS_FOLDER).map(Number).filter((version) => version >= OLDEST_VERSION).sort((a, b) => b - a);
  const newest = versions.find((version) => existsSync(join(VERSIONS_FOLDER, String(version), 'bin/initdb')));
  return newest === undefined ? null : join(VERSIONS_FOLDER, String(newest), 'bin');
}

function installBinaries(): string | null {
  if (process.getuid?.() !== 0) return null;
  shout('Installing PostgreSQL with apt-get for the store contract …\n');
  const apt = (...args: string[]): boolean => spawnSync('apt-get', args, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0;
  if (!apt('update') || !apt('install', '-y', '--no-install-recommends', 'postgresql-common')) return null;
  // Only the programs are wanted, not the server that Debian would set up and start.
  appendFileSync('/etc/postgresql-common/createcluster.conf', '\ncreate_main_cluster = false\n');
  return apt('install', '-y', '--no-install-recommends', 'postgresql') ? findBinaries() : null;
}

async function start(bin: string): Promise<PostgresServer> {
  const account = unprivilegedAccount();
  const folder = mkdtempSync(join(tmpdir(), 'ferry-postgres-'));
  if (account !== null) chownSync(folder, account.uid, account.gid);
  const data = join(folder, 'data');
  const made = spawnSync(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'], { ...account, cwd: folder, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr || String(made.error)}`);
  const port = await freePort();
  const settings = ['listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`, 'fsync=off', 'max_connections=60'].flatMap((setting) => ['-c', setting]);
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), ...settings], { ...account, cwd: folder, stdio: 'ignore' });
  // SIGQUIT ends a server at once; this one has nothing worth keeping.
  const killAtExit = (): boolean => server.kill('SIGQUIT');
  process.once('exit', killAtExit);
  await untilReady(server, port);
  let databases = 0;
  return {
    freshDatabase: async () => {
      databases += 1;
      await query(port, `create database ferry_${databases}`);
      return `postgres://postgres@127.0.0.1:${port}/ferry_${databases}`;
    },
    stop: async () => {
      process.off('exit', killAtExit);
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGQUIT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root; Debian's package makes an account for it. */
function unprivilegedAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string): number => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  return { uid: id('-u'), gid: id('-g') };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

async function untilReady(server: ChildProcess, port: number): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (performance.now() < deadline) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended with code ${server.exitCode}`);
    if (await query(port, 'select 1').then(() => true, () => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('PostgreSQL did not start within 20 s');
}

async function query(port: number, text: string): Promise<void> {
  const client = new Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres', connectionTimeoutMillis: 1_000 });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
