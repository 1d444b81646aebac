import { z } from 'zod';
import type { Store } from '../../ports.ts';
import type { Database } from './database.ts';
import { newest } from './migrate.ts';

const versionRow = z.object({ version: z.coerce.number().int().nullable() });

/** What kind of store this is, and whether its schema fits this program: another replica may have brought it further. */
export function makeAbout(db: Database, kind: 'pglite' | 'postgres'): Pick<Store, 'about'> {
  return {
    async about() {
      const row = await db.read.selectFrom('schema_version').select((eb) => eb.fn.max('version').as('version')).executeTakeFirst();
      return { kind, version: versionRow.parse(row).version ?? 0, known: newest() };
    },
  };
}
