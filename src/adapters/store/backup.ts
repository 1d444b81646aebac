/** Takes the whole store away as a copy, and brings one back into an empty place. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDataFolder } from './dialect/data-folder.ts';
import { takeFolderLock } from './lock.ts';

/** Copies an embedded store that nobody has open into a folder that is not there yet. */
export async function backUpFolder(o: { readonly dir: string; readonly to: string }): Promise<void> {
  if (!existsSync(folderIn(o.dir))) throw new Error(`There is no store in ${o.dir}.`);
  if (existsSync(folderIn(o.to))) throw new Error(`${o.to} already holds a store; a backup never overwrites another one.`);
  await copy({ from: o.dir, to: o.to, locked: o.dir });
}

/** Brings a copy back; the place must be empty, so that nothing newer is lost by it. */
export async function restoreFolder(o: { readonly from: string; readonly dir: string }): Promise<void> {
  if (!existsSync(folderIn(o.from))) throw new Error(`There is no backup in ${o.from}.`);
  if (existsSync(folderIn(o.dir))) throw new Error(`${o.dir} already holds a store; move it away first, it may be needed yet.`);
  await copy({ from: o.from, to: o.dir, locked: o.dir });
}

/** Under the lock of the living store: a copy of files that are being written is none. */
async function copy({ from, to, locked }: { readonly from: string; readonly to: string; readonly locked: string }): Promise<void> {
  const lock = takeFolderLock(locked);
  try {
    mkdirSync(to, { recursive: true });
    const folder = folderIn(to);
    await ensureDataFolder({ folder, stage: `${folder}.new`, template: folderIn(from), fill: () => Promise.reject(new Error(`${from} is gone`)) });
  } finally {
    lock.release();
  }
}

function folderIn(dir: string): string {
  return join(dir, 'pg');
}

/** Dumps a PostgreSQL store into one file, while Ferry may go on: the dump is of one moment. */
export function backUpServer(o: { readonly url: string; readonly to: string }): Promise<void> {
  if (existsSync(o.to)) return Promise.reject(new Error(`${o.to} is there already; a backup never overwrites another one.`));
  return run('pg_dump', ['--format=custom', '--no-owner', '--no-privileges', `--file=${o.to}`], o.url);
}

/** Restores a dump into a database that is empty, all or nothing. */
export function restoreServer(o: { readonly url: string; readonly from: string }): Promise<void> {
  if (!existsSync(o.from)) return Promise.reject(new Error(`There is no backup at ${o.from}.`));
  return run('pg_restore', ['--exit-on-error', '--single-transaction', '--no-owner', '--no-privileges', `--dbname=${new URL(o.url).pathname.slice(1)}`, o.from], o.url);
}

/** The password goes by the environment: what stands on a command line everybody on the machine can read. */
function run(program: string, args: readonly string[], url: string): Promise<void> {
  const child = spawn(program, args, { env: { PATH: process.env['PATH'], ...accessOf(new URL(url)) }, stdio: ['ignore', 'inherit', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: unknown) => {
    said = `${said}${String(chunk)}`.slice(-2_000);
  });
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`${program} could not be started; install the PostgreSQL client programs, in the version of the server or a newer one`, { cause: error })));
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`${program} failed: ${said.trim()}`))));
  });
}

function accessOf(url: URL): Record<string, string> {
  const mode = url.searchParams.get('sslmode');
  return {
    PGHOST: url.hostname,
    PGPORT: url.port === '' ? '5432' : url.port,
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    PGDATABASE: decodeURIComponent(url.pathname.slice(1)),
    ...(mode === null ? {} : { PGSSLMODE: mode }),
  };
}
