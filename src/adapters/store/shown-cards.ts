import { z } from 'zod';
import type { ShownCard } from '../../ports/audit.ts';
import type { Store } from '../../ports/store.ts';
import type { Database } from './database.ts';
import { parseRows } from './rows.ts';

const shownRow = z.object({ hash: z.string(), subject: z.string(), at: z.coerce.number().int(), json: z.string() });

/** Cards as they were shown. The database lets nobody change or remove one. */
export function makeShownCards(db: Database): Pick<Store, 'keepCard' | 'shownCards'> {
  return {
    keepCard: async (card) => {
      // Every notice of a machine comes by here with the same card: looking is cheaper than writing nothing.
      const known = await db.read.selectFrom('shown_card').select('hash').where('hash', '=', card.hash).where('subject', '=', card.subject).executeTakeFirst();
      if (known === undefined) await db.read.insertInto('shown_card').values(card).onConflict((c) => c.doNothing()).execute();
    },
    shownCards: async (subjects): Promise<readonly ShownCard[]> => {
      if (subjects?.length === 0) return [];
      const query = db.read.selectFrom('shown_card').selectAll().orderBy('at').orderBy('hash');
      return parseRows(shownRow, await (subjects === null ? query : query.where('subject', 'in', subjects)).execute());
    },
  };
}
