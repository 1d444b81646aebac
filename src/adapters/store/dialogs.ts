import { conversationIdFromActivity, userIdFromActivity } from '../../domain/ids.ts';
import type { DialogRow } from '../../ports/conversations.ts';
import type { Store } from '../../ports/store.ts';
import type { Database } from './database.ts';
import { dialogRow } from './rows.ts';

/** Dialogs in progress; of two turns at once only one goes on. */
export function makeDialogs(db: Database): Pick<Store, 'dialog' | 'putDialog' | 'dropDialog'> {
  return {
    dialog: async (conversation, user) => {
      const row = await db.read.selectFrom('dialog').selectAll().where('conversation', '=', conversation).where('user_id', '=', user).executeTakeFirst();
      return row === undefined ? null : toDialog(row);
    },
    putDialog: async (row) => ((await save(db, row)) === 1 ? 'saved' : 'conflict'),
    dropDialog: async (conversation, user) => {
      await db.read.deleteFrom('dialog').where('conversation', '=', conversation).where('user_id', '=', user).execute();
    },
  };
}

async function save(db: Database, row: DialogRow): Promise<number> {
  const columns = { version: row.version + 1, name: row.name, state: JSON.stringify(row.state ?? null), expires_at: row.expiresAt };
  const saved =
    row.version === 0
      ? await db.read.insertInto('dialog').values({ conversation: row.conversation, user_id: row.user, ...columns }).onConflict((c) => c.doNothing()).returning('version').execute()
      : await db.read.updateTable('dialog').set(columns).where('conversation', '=', row.conversation).where('user_id', '=', row.user).where('version', '=', row.version).returning('version').execute();
  return saved.length;
}

function toDialog(raw: unknown): DialogRow {
  const { user_id: user, expires_at: expiresAt, conversation, state, ...rest } = dialogRow.parse(raw);
  return { ...rest, conversation: conversationIdFromActivity(conversation), user: userIdFromActivity(user), state: JSON.parse(state), expiresAt };
}
