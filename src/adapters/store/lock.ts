import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

/** The right to be the only process on a data folder; the operating system takes it back when the process dies, however it dies. */
export type FolderLock = { release(): void };

const SQLITE_BUSY = 5;
const busyShape = z.object({ errcode: z.literal(SQLITE_BUSY) });
const ownerShape = z.object({ pid: z.number(), host: z.string() });

/** Takes the folder, or throws an error that says who holds it. The lock is an open exclusive transaction on a side file, so it needs no cleaning up. */
export function takeFolderLock(dir: string): FolderLock {
  mkdirSync(dir, { recursive: true });
  const side = new DatabaseSync(join(dir, 'lock.db'));
  try {
    side.exec('pragma locking_mode = exclusive; begin exclusive');
  } catch (error) {
    side.close();
    throw isBusy(error) ? new Error(refusal(dir), { cause: error }) : error;
  }
  writeFileSync(ownerFile(dir), JSON.stringify({ pid: process.pid, host: hostname() }));
  return { release: () => side.close() };
}

function isBusy(error: unknown): boolean {
  return busyShape.safeParse(error).success;
}

function ownerFile(dir: string): string {
  return join(dir, 'owner.json');
}

function refusal(dir: string): string {
  return `Another Ferry is already running on the data folder ${dir}: ${describeOwner(dir)}. Two processes on one folder would silently overwrite each other's rows, so this one does not start. Stop the other one, give this one its own data folder, or set DATABASE_URL to run several on one PostgreSQL server.`;
}

function describeOwner(dir: string): string {
  try {
    const owner = ownerShape.parse(JSON.parse(readFileSync(ownerFile(dir), 'utf8')));
    return `process ${owner.pid} on host ${owner.host}, since ${statSync(ownerFile(dir)).mtime.toISOString()}`;
  } catch {
    // The owner takes the lock before it writes its name.
    return 'a process that has just taken it';
  }
}
