import { conversationIdFromActivity } from '../../domain/ids.ts';
import type { Post, Store } from '../../ports.ts';
import type { Database } from './database.ts';
import { postRow } from './rows.ts';

/** Sorts after every other character, so `prefix` to `prefix` plus this is everything that begins with the prefix. */
const LAST_CHARACTER = '\u{10FFFF}';

/** What was posted under which key; a creation is recorded before it is sent. */
export function makePosts(db: Database): Pick<Store, 'post' | 'posts' | 'claimPost' | 'recordPost' | 'dropPost'> {
  return {
    post: async (key) => {
      const row = await db.read.selectFrom('post').selectAll().where('key', '=', key).executeTakeFirst();
      return row === undefined ? null : toPost(row);
    },
    posts: async (prefix) => (await db.read.selectFrom('post').selectAll().where('key', '>=', prefix).where('key', '<', prefix + LAST_CHARACTER).orderBy('key').execute()).map(toPost),
    claimPost: async ({ key, conversation, hash, at }) => {
      const row = { key, conversation, activity_id: null, status: 'sending' as const, hash, at };
      const claimed = await db.read.insertInto('post').values(row).onConflict((c) => c.doNothing()).returning('key').execute();
      return claimed.length === 1;
    },
    recordPost: async (key, { activityId, ...change }) => {
      const columns = activityId === undefined ? change : { ...change, activity_id: activityId };
      if (Object.keys(columns).length === 0) return;
      await db.read.updateTable('post').set(columns).where('key', '=', key).execute();
    },
    dropPost: async (key) => {
      await db.read.deleteFrom('post').where('key', '=', key).execute();
    },
  };
}

function toPost(row: unknown): Post {
  const { activity_id: activityId, conversation, ...rest } = postRow.parse(row);
  return { ...rest, activityId, conversation: conversationIdFromActivity(conversation) };
}
