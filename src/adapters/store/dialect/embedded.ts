import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGliteDialect } from 'kysely';
import { fromPglite, type ConstructorOptions } from 'pg-boss';
import { z } from 'zod';
import type { Log } from '../../../ports/telemetry.ts';
import { DiskNearlyFull } from '../../../ports/trouble.ts';
import { makeDatabase, type Database } from '../database.ts';
import { releaseAll } from '../jobs/sweep.ts';
import { takeFolderLock } from '../lock.ts';
import { startMaintenance } from '../maintenance.ts';
import { migrate, newest } from '../migrate.ts';
import { SCHEMA_STEPS } from '../migrations/index.ts';
import { FLOOR_BYTES, makeRoom, type Disk, type Room } from '../room.ts';
import { startBoss, type Connected } from './connected.ts';
import { ensureDataFolder } from './data-folder.ts';
import { openDurable } from './pglite-durable.ts';
import { withRoom, type Roomy } from './with-room.ts';

type Options = { readonly dir: string; readonly log: Log; readonly cache?: string | null; readonly disk?: Disk | undefined };

const PROJECT = join(import.meta.dirname, '../../../..');
const DEFAULT_CACHE = join(PROJECT, 'node_modules/.cache/ferry');

const pinsShape = z.object({ dependencies: z.object({ '@electric-sql/pglite': z.string(), 'pg-boss': z.string() }) });

/** Opens the embedded database as its only owner. */
export async function openEmbeddedDatabase(o: Options): Promise<Connected> {
  const lock = takeFolderLock(o.dir);
  try {
    const room = makeRoom({ folder: o.dir, log: o.log, disk: o.disk });
    await toOpen(o.dir, room);
    const folder = join(o.dir, 'pg');
    const made = await ensureDataFolder({ folder, stage: `${folder}.new`, template: templatePath(o.cache), fill: (fresh) => fillFolder(fresh, { log: o.log, room }) });
    if (made !== 'present') o.log.info({ dir: o.dir, made }, 'made a new embedded store');
    const connected = await connect(folder, { log: o.log, room });
    return { ...connected, close: () => connected.close().finally(() => lock.release()) };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Makes the template that new folders are copied from, when it is missing: worth doing once at installation, because it takes seconds. */
export async function prepareTemplate(o: { readonly log: Log; readonly cache?: string }): Promise<void> {
  const folder = templatePath(o.cache);
  if (folder === null) return;
  await ensureDataFolder({ folder, stage: `${folder}.${process.pid}`, template: null, fill: (fresh) => fillFolder(fresh, { log: o.log, room: makeRoom({ folder: fresh, log: o.log }) }) });
}

/** One template per set of versions that decide what is in a fresh folder. */
function templatePath(cache: string | null | undefined): string | null {
  if (cache === null) return null;
  const { dependencies } = pinsShape.parse(JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')));
  return join(cache ?? DEFAULT_CACHE, `store-${dependencies['@electric-sql/pglite']}-${dependencies['pg-boss']}-${newest()}-${SCHEMA_STEPS.length}`);
}

/** Opening replays what a crash left and writes; without room that would end in the middle. */
async function toOpen(dir: string, room: Room): Promise<void> {
  try {
    await room.admit();
  } catch (error) {
    if (!(error instanceof DiskNearlyFull)) throw error;
    throw Object.assign(new Error(`${error.message}, at least ${FLOOR_BYTES / 1024 ** 2} are needed. The store was not opened, and nothing was started. Free some space where ${dir} is, then start Ferry again.`, { cause: error }), { code: 'FERRY_STORE' });
  }
}

type Around = { readonly log: Log; readonly room: Room };

async function fillFolder(folder: string, around: Around): Promise<void> {
  const connected = await connect(folder, around);
  await connected.close();
}

async function connect(folder: string, { log, room }: Around): Promise<Connected> {
  const pglite = await openDurable(folder);
  try {
    const roomy = withRoom(pglite, room);
    const db = makeDatabase(new PGliteDialect({ pglite: roomy }), room.admit);
    await migrate(db, { me: null });
    const boss = await startBoss({ log, boss: bossOptions(roomy, db) });
    await releaseAll(db.read);
    const maintenance = startMaintenance({ pglite, log, room });
    return {
      db,
      boss,
      replica: randomUUID(),
      room,
      // Its only owner is this process, so nobody can change it meanwhile.
      outdated: new Promise<string>(() => undefined),
      close: async () => {
        await maintenance.stop();
        await boss.stop({ graceful: false });
        await pglite.close();
      },
    };
  } catch (error) {
    await pglite.close();
    throw error;
  }
}

/** The job engine shares the one session, so its queries pass the transaction guard too. Vacuum and indexes are looked after by the maintenance. */
function bossOptions(pglite: Roomy, db: Database): ConstructorOptions {
  const guarded = {
    query: <T>(text: string, values?: unknown[]) => {
      db.guard.assertOutside('A query of the job engine');
      return pglite.query<T>(text, values);
    },
    exec: (text: string) => {
      db.guard.assertOutside('A query of the job engine');
      return pglite.exec(text);
    },
  };
  return { db: fromPglite(guarded), backend: 'pglite', monitorVacuum: false, reindex: false };
}
