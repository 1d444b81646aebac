import { conversationIdFromActivity } from '../../domain/ids.ts';
import type { Post } from '../../ports/conversations.ts';
import type { Store } from '../../ports/store.ts';
import type { Database, Queryable } from './database.ts';
import { postRow } from './rows.ts';

/** Sorts after every other character, so `prefix` to `prefix` plus this is everything that begins with the prefix. */
const LAST_CHARACTER = '\u{10FFFF}';

/** What was posted under which key; a creation is recorded before it is sent. */
export function makePosts(db: Database): Pick<Store, 'post' | 'posts' | 'postsAs' | 'postsOf' | 'claimPost' | 'claimPosts' | 'recordPost' | 'recordPosts' | 'dropPost' | 'dropPosts'> {
  return {
    post: async (key) => {
      const row = await db.read.selectFrom('post').selectAll().where('key', '=', key).executeTakeFirst();
      return row === undefined ? null : toPost(row);
    },
    posts: async (prefix) => (await db.read.selectFrom('post').selectAll().where('key', '>=', prefix).where('key', '<', prefix + LAST_CHARACTER).orderBy('key').execute()).map(toPost),
    postsAs: async ({ conversation, activityId }) => (await db.read.selectFrom('post').selectAll().where('conversation', '=', conversation).where('activity_id', '=', activityId).orderBy('key').execute()).map(toPost),
    postsOf: async (keys) => {
      if (keys.length === 0) return new Map();
      return new Map((await db.read.selectFrom('post').selectAll().where('key', 'in', keys).execute()).map(toPost).map((p) => [p.key, p]));
    },
    claimPost: (post) => claim(db.read, [post]),
    claimPosts: (posts) => (posts.length === 0 ? Promise.resolve(false) : db.transaction((tx) => claim(tx, posts), (all) => all)),
    recordPost: (key, change) => record(db.read, [key], change),
    recordPosts: (keys, change) => record(db.read, keys, change),
    dropPost: async (key) => {
      await db.read.deleteFrom('post').where('key', '=', key).execute();
    },
    dropPosts: async (keys) => {
      if (keys.length > 0) await db.read.deleteFrom('post').where('key', 'in', keys).execute();
    },
  };
}

/** True when all of them were free. In the order of keys, so that two replicas cannot wait for each other in a circle. */
async function claim(db: Queryable, posts: readonly Parameters<Store['claimPost']>[0][]): Promise<boolean> {
  const rows = posts.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(({ key, conversation, hash, at, root }) => ({ key, conversation, activity_id: null, status: 'sending' as const, hash, at, root: root ?? null }));
  const claimed = await db.insertInto('post').values(rows).onConflict((c) => c.doNothing()).returning('key').execute();
  return claimed.length === posts.length;
}

async function record(db: Queryable, keys: readonly string[], { activityId, ...change }: Parameters<Store['recordPost']>[1]): Promise<void> {
  const columns = activityId === undefined ? change : { ...change, activity_id: activityId };
  if (Object.keys(columns).length === 0 || keys.length === 0) return;
  await db.updateTable('post').set(columns).where('key', 'in', keys).execute();
}

function toPost(row: unknown): Post {
  const { activity_id: activityId, conversation, ...rest } = postRow.parse(row);
  return { ...rest, activityId, conversation: conversationIdFromActivity(conversation) };
}
