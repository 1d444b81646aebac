import { sql } from 'kysely';
import { conversationIdFromActivity, userIdFromActivity } from '../../domain/ids.ts';
import type { Person } from '../../domain/person.ts';
import type { Conversation } from '../../ports/conversations.ts';
import type { Store } from '../../ports/store.ts';
import type { Database, Queryable } from './database.ts';
import { conversationRow, personJson } from './rows.ts';

/** Where Ferry can speak, and who was welcomed. */
export function makeConversations(db: Database): Pick<Store, 'conversations' | 'conversation' | 'putConversation' | 'claimWelcome' | 'forgetConversation'> {
  return {
    conversations: async () => (await select(db.read).orderBy('name').orderBy('id').execute()).map(toConversation),
    conversation: async (id) => {
      const row = await select(db.read).where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : toConversation(row);
    },
    putConversation: async ({ id, kind, name, reference, person }) => {
      // Few activities tell the name; what another replica was told must not be lost by one that was not.
      const columns = { kind, ...(name === '' ? {} : { name }), reference: JSON.stringify(reference ?? null) };
      // Every message refreshes its conversation; only a difference is worth a write.
      const known = await db.read.selectFrom('conversation').select(['kind', 'name', 'reference', 'person']).where('id', '=', id).executeTakeFirst();
      if (known !== undefined && tellsNothingNew(known, columns) && (person === undefined || known.person !== null)) return;
      // A personal chat is one person's for good: who came first stays.
      const firstPerson = sql<string | null>`coalesce(conversation.person, excluded.person)`;
      await db.read.insertInto('conversation').values({ id, name, ...columns, person: person === undefined ? null : JSON.stringify(person) }).onConflict((c) => c.column('id').doUpdateSet({ ...columns, person: firstPerson })).execute();
    },
    claimWelcome: async (id) => {
      const claimed = await db.read.insertInto('welcome').values({ conversation: id }).onConflict((c) => c.doNothing()).returning('conversation').execute();
      return claimed.length === 1;
    },
    forgetConversation: async (id) => {
      await db.read.deleteFrom('conversation').where('id', '=', id).execute();
    },
  };
}

type Told = { readonly kind: string; readonly name?: string; readonly reference: string };

function tellsNothingNew(known: Required<Told>, told: Told): boolean {
  return known.kind === told.kind && (told.name === undefined || known.name === told.name) && known.reference === told.reference;
}

function select(db: Queryable) {
  return db.selectFrom('conversation').select(['id', 'kind', 'name', 'reference', 'person', sql<boolean>`exists (select 1 from welcome w where w.conversation = conversation.id)`.as('welcomed')]);
}

function toConversation(row: unknown): Conversation {
  const { id, reference, person, ...rest } = conversationRow.parse(row);
  return { ...rest, id: conversationIdFromActivity(id), reference: JSON.parse(reference), ...(person === null ? {} : { person: toPerson(person) }) };
}

function toPerson(json: string): Person {
  const { id, ...rest } = personJson.parse(JSON.parse(json));
  return { ...rest, id: userIdFromActivity(id) };
}
