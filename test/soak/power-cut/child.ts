/**
 * A process on an embedded store whose power is cut: everything written to a file since its last fsync may or may not have
 * reached the disk. Every page is remembered as it was before its first unsynced write; at the cut a random part of the pages is put
 * back, and the process kills itself. Sizes and names of files are taken as written at once.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const PAGE = 4096;
const [, , dir = '', lostPart = '0.5', commits = '100'] = process.argv;

/** Per file: the pages that are not synced, as they were. */
const unsynced = new Map<string, Map<number, Buffer>>();
const real = { writeSync: fs.writeSync, readSync: fs.readSync, fsyncSync: fs.fsyncSync, openSync: fs.openSync, closeSync: fs.closeSync };

function pathOf(fd: number): string {
  return fs.readlinkSync(`/proc/self/fd/${fd}`);
}

function pageBefore(path: string, page: number): Buffer {
  const before = Buffer.alloc(PAGE);
  const fd = real.openSync(path, 'r');
  real.readSync(fd, before, 0, PAGE, page * PAGE);
  real.closeSync(fd);
  return before;
}

function rememberPages(fd: number, position: number, length: number): void {
  const path = pathOf(fd);
  if (!path.startsWith(dir)) return;
  const pages = unsynced.get(path) ?? new Map<number, Buffer>();
  unsynced.set(path, pages);
  for (let page = Math.floor(position / PAGE); page * PAGE < position + length; page += 1) {
    if (!pages.has(page)) pages.set(page, pageBefore(path, page));
  }
}

function patchFs(): void {
  const write = (fd: number, buffer: NodeJS.ArrayBufferView, offset: number, length: number, position: number | null): number => {
    if (typeof position === 'number') rememberPages(fd, position, length);
    return real.writeSync(fd, buffer, offset, length, position);
  };
  const sync = (fd: number): void => {
    real.fsyncSync(fd);
    unsynced.delete(pathOf(fd));
  };
  Object.assign(fs, { writeSync: write, fsyncSync: sync });
  syncBuiltinESMExports();
}

function cutPower(): never {
  let lost = 0;
  for (const [path, pages] of unsynced) {
    if (!fs.existsSync(path)) continue;
    const fd = real.openSync(path, 'r+');
    for (const [page, before] of pages) {
      if (Math.random() >= Number(lostPart)) continue;
      real.writeSync(fd, before, 0, PAGE, page * PAGE);
      lost += 1;
    }
    real.closeSync(fd);
  }
  process.stdout.write(`cut ${lost}\n`);
  process.kill(process.pid, 'SIGKILL');
  throw new Error('still alive');
}

patchFs();
const { sql } = await import('kysely');
const { openEmbeddedDatabase } = await import('../../../src/adapters/store/dialect/embedded.ts');
const { assemble } = await import('../../../src/adapters/store/open.ts');
const { AT, change, migration, silent } = await import('../../contracts/store-fixtures.ts');

const connected = await openEmbeddedDatabase({ dir, log: silent });
const { store } = assemble('pglite', connected, silent);
const first = Number(await store.note('next')) || 1;
for (let n = first; n < first + Number(commits); n += 1) {
  const outcome = await store.commit({ at: AT, changes: [change(migration(n), 0)], jobs: [{ queue: 'step', key: `m-${n}`, afterMs: 3_600_000 }] });
  if (outcome === 'saved') process.stdout.write(`saved ${n}\n`);
  await store.putNote('next', String(n + 1));
  if (n % 40 === 0) await sql.raw('checkpoint').execute(connected.db.read);
}
cutPower();
