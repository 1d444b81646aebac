import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { PGliteDialect } from 'kysely';
import { fromPglite, type ConstructorOptions } from 'pg-boss';
import { z } from 'zod';
import type { Log } from '../../../ports/telemetry.ts';
import { makeDatabase, type Database } from '../database.ts';
import { releaseAll } from '../jobs/sweep.ts';
import { takeFolderLock } from '../lock.ts';
import { startMaintenance } from '../maintenance.ts';
import { migrate, newest } from '../migrate.ts';
import { SCHEMA_STEPS } from '../migrations/index.ts';
import { startBoss, type Connected } from './connected.ts';
import { ensureDataFolder } from './data-folder.ts';
import { openDurable } from './pglite-durable.ts';

type Options = { readonly dir: string; readonly log: Log; readonly cache?: string | null };

const PROJECT = join(import.meta.dirname, '../../../..');
const DEFAULT_CACHE = join(PROJECT, 'node_modules/.cache/ferry');

const pinsShape = z.object({ dependencies: z.object({ '@electric-sql/pglite': z.string(), 'pg-boss': z.string() }) });

/** Opens the embedded database as its only owner. */
export async function openEmbeddedDatabase(o: Options): Promise<Connected> {
  const lock = takeFolderLock(o.dir);
  try {
    const folder = join(o.dir, 'pg');
    const made = await ensureDataFolder({ folder, stage: `${folder}.new`, template: templatePath(o.cache), fill: (fresh) => fillFolder(fresh, o.log) });
    if (made !== 'present') o.log.info({ dir: o.dir, made }, 'made a new embedded store');
    const connected = await connect(folder, o.log);
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
  await ensureDataFolder({ folder, stage: `${folder}.${process.pid}`, template: null, fill: (fresh) => fillFolder(fresh, o.log) });
}

/** One template per set of versions that decide what is in a fresh folder. */
function templatePath(cache: string | null | undefined): string | null {
  if (cache === null) return null;
  const { dependencies } = pinsShape.parse(JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')));
  return join(cache ?? DEFAULT_CACHE, `store-${dependencies['@electric-sql/pglite']}-${dependencies['pg-boss']}-${newest()}-${SCHEMA_STEPS.length}`);
}

async function fillFolder(folder: string, log: Log): Promise<void> {
  const connected = await connect(folder, log);
  await connected.close();
}

async function connect(folder: string, log: Log): Promise<Connected> {
  const pglite = await openDurable(folder);
  try {
    const db = makeDatabase(new PGliteDialect({ pglite }));
    await migrate(db, { me: null });
    const boss = await startBoss({ log, boss: bossOptions(pglite, db) });
    await releaseAll(db.read);
    const maintenance = startMaintenance({ pglite, log });
    return {
      db,
      boss,
      replica: randomUUID(),
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
function bossOptions(pglite: PGlite, db: Database): ConstructorOptions {
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
