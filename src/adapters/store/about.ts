import { z } from 'zod';
import type { Store } from '../../ports/store.ts';
import type { Database } from './database.ts';
import { newest } from './migrate.ts';
import { LIVING } from './replicas.ts';
import type { Room } from './room.ts';

const versionRow = z.object({ version: z.coerce.number().int().nullable() });
const livingRow = z.object({ living: z.coerce.number().int() });

/** What kind of store this is, who works on it, and whether its schema fits this program: another replica may have brought it further. */
export function makeAbout(db: Database, { kind, room }: { readonly kind: 'pglite' | 'postgres'; readonly room: Room | null }): Pick<Store, 'about'> {
  return {
    async about() {
      const row = await db.read.selectFrom('schema_version').select((eb) => eb.fn.max('version').as('version')).executeTakeFirst();
      return { kind, replicas: kind === 'pglite' ? 1 : await living(db), version: versionRow.parse(row).version ?? 0, known: newest(), disk: (await room?.look()) ?? null };
    },
  };
}

async function living(db: Database): Promise<number> {
  return livingRow.parse(await db.read.selectFrom('replica').select((eb) => eb.fn.countAll().as('living')).where(LIVING).executeTakeFirst()).living;
}
